using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.ApiGateway.Routed;

// Tags of whatever has some.
internal sealed partial class RoutedService
{
    private const int MostTags = 50;

    public async ValueTask<GetTagsOutput> GetTags(GetTagsInput input, CallContext call) => new()
    {
        Tags = await store.ReadAsync(async tx => (await TaggedAsync(tx, input.ResourceArn, call)).Tags, call.Cancelled) ?? new Dictionary<string, string>(),
    };

    public ValueTask TagResource(TagResourceInput input, CallContext call) => RetagAsync(
        input.ResourceArn,
        call,
        tags =>
        {
            foreach (var (key, value) in input.Tags ?? new Dictionary<string, string>()) tags[key] = value;
        });

    public ValueTask UntagResource(UntagResourceInput input, CallContext call) => RetagAsync(
        input.ResourceArn,
        call,
        tags =>
        {
            foreach (var key in input.TagKeys) tags.Remove(key);
        });

    private async ValueTask RetagAsync(string arn, CallContext call, Action<Dictionary<string, string>> edit) => await store.WriteAsync(
        async tx =>
        {
            var (old, put) = await TaggedAsync(tx, arn, call);
            var tags = old is null ? [] : new Dictionary<string, string>(old);
            edit(tags);
            if (tags.Count > MostTags) throw Faults.Bad($"The maximum number of tags allowed on a resource has been exceeded: {MostTags}");
            await put(tx, tags);
        },
        call.Cancelled);

    /// <summary>The tags of what an ARN names, and how to replace them.</summary>
    private static async ValueTask<(IReadOnlyDictionary<string, string>? Tags, Func<IWriteTransaction, Dictionary<string, string>, ValueTask> Put)> TaggedAsync(IReadTransaction tx, string arn, CallContext call)
    {
        var parts = Arn.TryParse(arn, out var parsed) && parsed.Service == "apigateway" ? parsed.Resource.Trim('/').Split('/') : [];
        switch (parts)
        {
            case ["apis", var id]:
                var api = await FindAsync(tx, id, call);
                return (api.Api.Tags, (w, tags) =>
                {
                    api.Api = api.Api with { Tags = tags };
                    return ApiGatewayTables.RoutedApis.PutAsync(w, new RestApiKey(id), api);
                });
            case ["apis", var id, "stages", var name]:
                await FindAsync(tx, id, call);
                var stage = await StageAsync(tx, id, name);
                return (stage.Stage.Tags, (w, tags) =>
                {
                    stage.Stage = stage.Stage with { Tags = tags };
                    ApiGatewayTables.RoutedStages.Put(w, new PartKey(id, name), stage);
                    return default;
                });
            case ["domainnames", var name]:
                var domain = await Domains.FindAsync(tx, name, call.Account, call.Region);
                return (domain.Tags, (w, tags) => ApiGatewayTables.Domains.PutAsync(w, new DomainKey(domain.Name), domain with { Tags = tags }));
            case ["vpclinks", var id]:
                var link = await LinkAsync(tx, id, call);
                return (link.Link.Tags, (w, tags) =>
                {
                    ApiGatewayTables.RoutedVpcLinks.Put(w, new OwnedKey(call.Account, call.Region, id), new VpcLinkRecord(link.Link with { Tags = tags }));
                    return default;
                });
            default:
                throw Faults.Bad("Invalid ARN specified in the request");
        }
    }
}
