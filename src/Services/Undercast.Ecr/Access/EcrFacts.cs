using Undercast.Cloud;
using Undercast.Kernel;
using Undercast.Protocol;
using Undercast.Storage;

namespace Undercast.Ecr;

/// <summary>What policies can ask of repositories.</summary>
internal sealed class EcrFacts(IStore store) : IResourceFacts
{
    public string ActionPrefix => "ecr";

    public async ValueTask<ResourceFacts?> OfAsync(string resource, CancellationToken ct)
    {
        if (!Arn.TryParse(resource, out var arn) || arn.Service != "ecr" || !arn.Resource.StartsWith("repository/", StringComparison.Ordinal)) return null;
        var key = new RepositoryKey(arn.Account, arn.Region, arn.Resource["repository/".Length..]);
        var repository = await store.ReadAsync(tx => EcrTables.Repositories.GetAsync(tx, key), ct);
        return repository is null ? null : new ResourceFacts { Policies = repository.Policy is { } policy ? [policy] : [], Tags = repository.Tags };
    }

    public void AddConditionKeys(OperationDescriptor operation, object input, Permission permission, Action<string, string> keys)
    {
        IEnumerable<Tag> tags = input switch { CreateRepositoryInput i => i.Tags ?? [], TagResourceInput i => i.Tags, _ => [] };
        foreach (var tag in tags)
        {
            keys($"aws:RequestTag/{tag.Key}", tag.Value);
            keys("aws:TagKeys", tag.Key);
        }
        foreach (var key in (input as UntagResourceInput)?.TagKeys ?? []) keys("aws:TagKeys", key);
    }
}
