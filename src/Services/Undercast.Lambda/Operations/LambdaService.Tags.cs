using Undercast.Kernel;

namespace Undercast.Lambda;

internal sealed partial class LambdaService
{
    public async ValueTask TagResource(TagResourceInput input, CallContext call)
    {
        SettingsRules.CheckTags(input.Tags);
        await UpdateAsync(Tagged(input.Resource, call), call, function =>
        {
            var all = new Dictionary<string, string>(function.Tags);
            foreach (var (key, value) in input.Tags) all[key] = value;
            SettingsRules.CheckTags(all);
            return function with { Tags = all };
        });
    }

    public async ValueTask UntagResource(UntagResourceInput input, CallContext call) =>
        await UpdateAsync(Tagged(input.Resource, call), call, function =>
        {
            var rest = new Dictionary<string, string>(function.Tags);
            foreach (var key in input.TagKeys) rest.Remove(key);
            return function with { Tags = rest };
        });

    public async ValueTask<ListTagsOutput> ListTags(ListTagsInput input, CallContext call)
    {
        var name = Tagged(input.Resource, call);
        return new ListTagsOutput { Tags = (await store.ReadAsync(tx => FindAsync(tx, name), call.Cancelled)).Tags };
    }

    private static FunctionName Tagged(string resource, CallContext call)
    {
        if (!Arn.TryParse(resource, out var arn) || !arn.Resource.StartsWith("function:", StringComparison.Ordinal)) throw CommonException.NotSupported("Tagging what is no function");
        var name = FunctionName.Parse(resource, call);
        if (name.Qualifier is not null) throw new InvalidParameterValueException("Tags on function aliases and versions are not supported. Please specify either a function ARN or an event source mapping ARN.");
        return name;
    }
}
