using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.Lambda;

// Functions and event source mappings carry tags.
internal sealed partial class LambdaService
{
    public ValueTask TagResource(TagResourceInput input, CallContext call)
    {
        SettingsRules.CheckTags(input.Tags);
        return RetagAsync(input.Resource, call, tags =>
        {
            foreach (var (key, value) in input.Tags) tags[key] = value;
        });
    }

    public ValueTask UntagResource(UntagResourceInput input, CallContext call) => RetagAsync(input.Resource, call, tags =>
    {
        foreach (var key in input.TagKeys) tags.Remove(key);
    });

    public async ValueTask<ListTagsOutput> ListTags(ListTagsInput input, CallContext call)
    {
        if (MappingOf(input.Resource) is { } mapping)
        {
            var record = await store.ReadAsync(tx => LambdaTables.Mappings.GetAsync(tx, mapping), call.Cancelled) ?? throw LambdaFaults.Gone();
            return new ListTagsOutput { Tags = record.Tags };
        }
        var name = Tagged(input.Resource, call);
        return new ListTagsOutput { Tags = (await store.ReadAsync(tx => FindAsync(tx, name), call.Cancelled)).Tags };
    }

    private async ValueTask RetagAsync(string resource, CallContext call, Action<Dictionary<string, string>> change)
    {
        if (MappingOf(resource) is { } mapping)
        {
            await store.WriteAsync(
                async tx =>
                {
                    var record = await LambdaTables.Mappings.GetAsync(tx, mapping) ?? throw LambdaFaults.Gone();
                    LambdaTables.Mappings.Put(tx, mapping, record with { Tags = Changed(record.Tags) });
                },
                call.Cancelled);
            return;
        }
        await UpdateAsync(Tagged(resource, call), call, function => function with { Tags = Changed(function.Tags) });

        Dictionary<string, string> Changed(IReadOnlyDictionary<string, string> tags)
        {
            var all = new Dictionary<string, string>(tags);
            change(all);
            SettingsRules.CheckTags(all);
            return all;
        }
    }

    private static MappingKey? MappingOf(string resource) =>
        Arn.TryParse(resource, out var arn) && arn.Resource.StartsWith("event-source-mapping:", StringComparison.Ordinal)
            ? new MappingKey(arn.Account, arn.Region, arn.Resource["event-source-mapping:".Length..])
            : null;

    private static FunctionName Tagged(string resource, CallContext call)
    {
        if (!Arn.TryParse(resource, out var arn) || !arn.Resource.StartsWith("function:", StringComparison.Ordinal)) throw CommonException.NotSupported("Tagging what is neither a function nor an event source mapping");
        var name = FunctionName.Parse(resource, call);
        if (name.Qualifier is not null) throw new InvalidParameterValueException("Tags on function aliases and versions are not supported. Please specify either a function ARN or an event source mapping ARN.");
        return name;
    }
}
