using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.Iam;

internal sealed partial class IamService
{
    public ValueTask CreateAccountAlias(CreateAccountAliasInput input, CallContext call) =>
        ChangeAsync(call, tx => IamTables.Accounts.PutAsync(tx, new AccountKey(call.Account), new AccountRecord(input.AccountAlias)));

    public ValueTask DeleteAccountAlias(DeleteAccountAliasInput input, CallContext call) => ChangeAsync(
        call,
        async tx =>
        {
            var key = new AccountKey(call.Account);
            if ((await IamTables.Accounts.GetAsync(tx, key))?.Alias != input.AccountAlias) throw new NoSuchEntityException($"The account alias {input.AccountAlias} cannot be found.");
            await IamTables.Accounts.DeleteAsync(tx, key);
        });

    public async ValueTask<ListAccountAliasesOutput> ListAccountAliases(ListAccountAliasesInput input, CallContext call)
    {
        var account = await ReadAsync(call, tx => IamTables.Accounts.GetAsync(tx, new AccountKey(call.Account)));
        return new ListAccountAliasesOutput { AccountAliases = account?.Alias is { } alias ? [alias] : [], IsTruncated = false };
    }

    public async ValueTask<GetAccountSummaryOutput> GetAccountSummary(GetAccountSummaryInput input, CallContext call)
    {
        var counts = await ReadAsync(
            call,
            async tx =>
            {
                async ValueTask<int> Count(string kind) => (int)await IamTables.Entities.CountAsync(tx, IamTables.Entities.Prefix(call.Account, kind));
                var policies = await IamTables.Entities.RangeAsync(tx, IamTables.Entities.Prefix(call.Account, EntityKind.Policy));
                return new Dictionary<string, int>
                {
                    ["Users"] = await Count(EntityKind.User),
                    ["Groups"] = await Count(EntityKind.Group),
                    ["Roles"] = await Count(EntityKind.Role),
                    ["InstanceProfiles"] = await Count(EntityKind.Profile),
                    ["Policies"] = policies.Count,
                    ["PolicyVersionsInUse"] = policies.Sum(p => p.Record.Versions!.Count),
                };
            });
        // AWS: the default quotas of an account.
        foreach (var (name, value) in ((string, int)[])
                 [
                     ("UsersQuota", 5000), ("GroupsQuota", 300), ("RolesQuota", 1000), ("InstanceProfilesQuota", 1000), ("PoliciesQuota", 1500), ("PolicyVersionsInUseQuota", 10_000),
                     ("AccessKeysPerUserQuota", KeysPerUser), ("GroupsPerUserQuota", GroupsPerUser), ("AttachedPoliciesPerUserQuota", AttachedPerEntity),
                     ("AttachedPoliciesPerRoleQuota", AttachedPerEntity), ("AttachedPoliciesPerGroupQuota", AttachedPerEntity), ("UserPolicySizeQuota", 2048),
                     ("GroupPolicySizeQuota", 5120), ("RolePolicySizeQuota", 10_240), ("AssumeRolePolicySizeQuota", TrustSize), ("PolicySizeQuota", PolicySize),
                     ("VersionsPerPolicyQuota", VersionsPerPolicy), ("ServerCertificates", 0), ("ServerCertificatesQuota", 20), ("SigningCertificatesPerUserQuota", 2),
                     ("MFADevices", 0), ("MFADevicesInUse", 0), ("AccountMFAEnabled", 0), ("AccountAccessKeysPresent", 0), ("AccountPasswordPresent", 0),
                     ("AccountSigningCertificatesPresent", 0), ("Providers", 0), ("GlobalEndpointTokenVersion", 1),
                 ])
        {
            counts[name] = value;
        }
        return new GetAccountSummaryOutput { SummaryMap = counts };
    }
}
