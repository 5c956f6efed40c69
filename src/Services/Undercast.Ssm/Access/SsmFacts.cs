using Undercast.Cloud;
using Undercast.Kernel;
using Undercast.Protocol;
using Undercast.Storage;

namespace Undercast.Ssm;

/// <summary>What policies can ask of parameters.</summary>
internal sealed class SsmFacts(IStore store) : IResourceFacts
{
    public string ActionPrefix => "ssm";

    public async ValueTask<ResourceFacts?> OfAsync(string resource, CancellationToken ct)
    {
        if (!Arn.TryParse(resource, out var arn) || arn.Service != "ssm" || !arn.Resource.StartsWith("parameter/", StringComparison.Ordinal)) return null;
        var name = arn.Resource["parameter".Length..];
        // The ARN of a plain name looks like that of a path of one level.
        var plain = name.LastIndexOf('/') == 0 ? name[1..] : name;
        return await store.ReadAsync(
            async tx =>
            {
                var found = await SsmTables.Parameters.GetAsync(tx, new ParameterKey(arn.Account, arn.Region, plain)) ?? await SsmTables.Parameters.GetAsync(tx, new ParameterKey(arn.Account, arn.Region, name));
                return found is null ? null : new ResourceFacts { Tags = found.Tags };
            },
            ct);
    }

    public void AddConditionKeys(OperationDescriptor operation, object input, Permission permission, Action<string, string> keys)
    {
        IEnumerable<Tag> tags = input switch { PutParameterInput i => i.Tags ?? [], AddTagsToResourceInput i => i.Tags, _ => [] };
        foreach (var tag in tags)
        {
            keys($"aws:RequestTag/{tag.Key}", tag.Value);
            keys("aws:TagKeys", tag.Key);
        }
        foreach (var key in (input as RemoveTagsFromResourceInput)?.TagKeys ?? []) keys("aws:TagKeys", key);
        // AWS: ssm:Overwrite and ssm:Recursive let policies forbid changes and deep reads.
        if (input is PutParameterInput put) keys("ssm:Overwrite", put.Overwrite == true ? "true" : "false");
        if (input is GetParametersByPathInput path) keys("ssm:Recursive", path.Recursive == true ? "true" : "false");
    }
}
