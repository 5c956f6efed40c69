using Undercast.Cloud;
using Undercast.Kernel;
using Undercast.Iam.Sts;
using Undercast.Protocol;
using Undercast.Storage;

namespace Undercast.Iam;

/// <summary>Roles as they are seen by those who want to assume them: their trust policies decide.</summary>
internal sealed class StsFacts(IStore store) : IResourceFacts
{
    // A role that is not there looks like one that trusts nobody.
    private static readonly ResourceFacts Nobody = new() { Grants = PolicyGrants.Everyone };

    public string ActionPrefix => "sts";

    public async ValueTask<ResourceFacts?> OfAsync(string resource, CancellationToken ct)
    {
        if (!Arns.TryParse(resource, EntityKind.Role, out var account, out var path, out var name)) return null;
        var role = await store.ReadAsync(tx => IamTables.Entities.GetAsync(tx, EntityKey.Of(account, EntityKind.Role, name)), ct);
        return role is null || role.Path != path ? Nobody : Of(role, account);
    }

    public static ResourceFacts Of(EntityRecord role, string account) => new() { OwnerAccount = account, Policies = [role.Trust!], Tags = role.Tags, Grants = PolicyGrants.Everyone };

    public void AddConditionKeys(OperationDescriptor operation, object input, Permission permission, Action<string, string> keys)
    {
        if (input is not AssumeRoleInput assume) return;
        keys("sts:RoleSessionName", assume.RoleSessionName);
        if (assume.ExternalId is { } external) keys("sts:ExternalId", external);
        if (assume.SourceIdentity is { } source) keys("sts:SourceIdentity", source);
        foreach (var tag in assume.Tags ?? [])
        {
            keys($"aws:RequestTag/{tag.Key}", tag.Value);
            keys("aws:TagKeys", tag.Key);
        }
        foreach (var key in assume.TransitiveTagKeys ?? []) keys("sts:TransitiveTagKeys", key);
        // Claimed here, proven by the operation before a session opens.
        if (assume.SerialNumber is null || assume.TokenCode is null) return;
        keys("aws:MultiFactorAuthPresent", "true");
        keys("aws:MultiFactorAuthAge", "0");
    }
}
