using Undercast.Cloud;
using Undercast.Cognito.Identity;
using Undercast.Kernel;
using Undercast.Protocol;
using Undercast.Storage;

namespace Undercast.Cognito;

/// <summary>What policies can ask of user pools: their tags, and those of a request.</summary>
internal sealed class UserPoolFacts(IStore store) : IResourceFacts
{
    private const string Prefix = "userpool/";

    public string ActionPrefix => "cognito-idp";

    public async ValueTask<ResourceFacts?> OfAsync(string resource, CancellationToken ct)
    {
        if (!Arn.TryParse(resource, out var arn) || !arn.Resource.StartsWith(Prefix, StringComparison.Ordinal)) return null;
        var pool = await store.ReadAsync(tx => CognitoTables.Pools.GetAsync(tx, new IdKey(arn.Resource[Prefix.Length..])), ct);
        return pool is null ? null : new ResourceFacts { OwnerAccount = pool.Account, Tags = pool.Pool.UserPoolTags };
    }

    public void AddConditionKeys(OperationDescriptor operation, object input, Permission permission, Action<string, string> keys) =>
        TagKeys.Add(keys, input switch { CreateUserPoolInput i => i.UserPoolTags, TagResourceInput i => i.Tags, _ => null }, (input as UntagResourceInput)?.TagKeys);
}

/// <summary>What policies can ask of identity pools.</summary>
internal sealed class IdentityPoolFacts(IStore store) : IResourceFacts
{
    private const string Prefix = "identitypool/";

    public string ActionPrefix => "cognito-identity";

    public async ValueTask<ResourceFacts?> OfAsync(string resource, CancellationToken ct)
    {
        if (!Arn.TryParse(resource, out var arn) || !arn.Resource.StartsWith(Prefix, StringComparison.Ordinal)) return null;
        var pool = await store.ReadAsync(tx => CognitoTables.IdentityPools.GetAsync(tx, new IdKey(arn.Resource[Prefix.Length..])), ct);
        return pool is null ? null : new ResourceFacts { OwnerAccount = pool.Account, Tags = pool.Pool.IdentityPoolTags };
    }

    public void AddConditionKeys(OperationDescriptor operation, object input, Permission permission, Action<string, string> keys) => TagKeys.Add(
        keys, input switch { CreateIdentityPoolInput i => i.IdentityPoolTags, Identity.TagResourceInput i => i.Tags, _ => null }, (input as Identity.UntagResourceInput)?.TagKeys);
}

internal static class TagKeys
{
    public static void Add(Action<string, string> keys, IReadOnlyDictionary<string, string>? added, IReadOnlyList<string>? removed)
    {
        foreach (var (key, value) in added ?? new Dictionary<string, string>())
        {
            keys($"aws:RequestTag/{key}", value);
            keys("aws:TagKeys", key);
        }
        foreach (var key in removed ?? []) keys("aws:TagKeys", key);
    }
}
