using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.ApiGateway;

// The account's settings, and tags of whatever has some.
internal sealed partial class ApiGatewayService
{
    // AWS: the limits of an account and region.
    private static readonly Account DefaultAccount = new()
    {
        ThrottleSettings = new ThrottleSettings { BurstLimit = 5000, RateLimit = 10000 }, Features = ["UsagePlans"], ApiKeyVersion = "4",
    };

    public async ValueTask<Account> GetAccount(GetAccountInput input, CallContext call) =>
        await store.ReadAsync(tx => ApiGatewayTables.Accounts.GetAsync(tx, new PartKey(call.Account, call.Region)), call.Cancelled) ?? DefaultAccount;

    public async ValueTask<Account> UpdateAccount(UpdateAccountInput input, CallContext call) => await store.WriteAsync(
        async tx =>
        {
            var key = new PartKey(call.Account, call.Region);
            var account = PatchRules.Apply(await ApiGatewayTables.Accounts.GetAsync(tx, key) ?? DefaultAccount, input.PatchOperations, PatchRules.Account, ApiGatewayJson.Default.Account);
            if (account.CloudwatchRoleArn is { Length: 0 }) account = account with { CloudwatchRoleArn = null };
            if (account.CloudwatchRoleArn is { } role && (!Arn.TryParse(role, out var arn) || arn.Service != "iam")) throw Faults.Bad("The role ARN does not have required permissions configured. Please grant trust permission for API Gateway and add the required role policy.");
            ApiGatewayTables.Accounts.Put(tx, key, account);
            return account;
        },
        call.Cancelled);

    public async ValueTask<GetTagsOutput> GetTags(GetTagsInput input, CallContext call)
    {
        IReadOnlyDictionary<string, string>? tags = null;
        await store.ReadAsync(
            async tx =>
            {
                tags = (await TaggedAsync(tx, input.ResourceArn, call)).Tags;
                return true;
            },
            call.Cancelled);
        return new GetTagsOutput { Tags = tags ?? new Dictionary<string, string>() };
    }

    public async ValueTask TagResource(TagResourceInput input, CallContext call) => await RetagAsync(
        input.ResourceArn,
        call,
        tags =>
        {
            foreach (var (key, value) in input.Tags) tags[key] = value;
        });

    public async ValueTask UntagResource(UntagResourceInput input, CallContext call) => await RetagAsync(
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
            if (tags.Count > 50) throw Faults.Bad("The maximum number of tags allowed on a resource has been exceeded: 50");
            await put((IWriteTransaction)tx, tags);
        },
        call.Cancelled);

    /// <summary>The tags of what an ARN names, and how to replace them.</summary>
    private static async ValueTask<(IReadOnlyDictionary<string, string>? Tags, Func<IWriteTransaction, Dictionary<string, string>, ValueTask> Put)> TaggedAsync(IReadTransaction tx, string arn, CallContext call)
    {
        var parts = Arn.TryParse(arn, out var parsed) && parsed.Service == "apigateway" ? parsed.Resource.Trim('/').Split('/') : [];
        switch (parts)
        {
            case ["restapis", var id]:
                var api = await FindAsync(tx, id, call);
                return (api.Api.Tags, async (w, tags) =>
                {
                    api.Api = api.Api with { Tags = tags };
                    await ApiGatewayTables.Apis.PutAsync(w, new RestApiKey(id), api);
                });
            case ["restapis", var id, "stages", var name]:
                await FindAsync(tx, id, call);
                var stage = await StageAsync(tx, id, name);
                return (stage.Stage.Tags, (w, tags) =>
                {
                    stage.Stage = stage.Stage with { Tags = tags };
                    ApiGatewayTables.Stages.Put(w, new PartKey(id, name), stage);
                    return default;
                });
            case ["apikeys", var id]:
                var key = await KeyAsync(tx, id, call);
                return (key.Tags, (w, tags) => ApiGatewayTables.Keys.PutAsync(w, new OwnedKey(call.Account, call.Region, id), key with { Tags = tags }));
            case ["usageplans", var id]:
                var plan = await PlanAsync(tx, id, call);
                return (plan.Tags, (w, tags) =>
                {
                    ApiGatewayTables.Plans.Put(w, new OwnedKey(call.Account, call.Region, id), plan with { Tags = tags });
                    return default;
                });
            case ["domainnames", var name]:
                var domain = await Domains.FindAsync(tx, name, call.Account, call.Region);
                return (domain.Tags, (w, tags) => ApiGatewayTables.Domains.PutAsync(w, new DomainKey(domain.Name), domain with { Tags = tags }));
            case ["vpclinks", var id]:
                var link = await OwnedAsync(tx, ApiGatewayTables.VpcLinks, id, "Vpc Link", call);
                return (link.Tags, (w, tags) =>
                {
                    ApiGatewayTables.VpcLinks.Put(w, new OwnedKey(call.Account, call.Region, id), link with { Tags = tags });
                    return default;
                });
            case ["clientcertificates", var id]:
                var certificate = await OwnedAsync(tx, ApiGatewayTables.ClientCertificates, id, "Client Certificate", call);
                return (certificate.Certificate.Tags, (w, tags) =>
                {
                    ApiGatewayTables.ClientCertificates.Put(w, new OwnedKey(call.Account, call.Region, id), certificate with { Certificate = certificate.Certificate with { Tags = tags } });
                    return default;
                });
            default:
                throw Faults.Bad("Invalid ARN specified in the request");
        }
    }
}
