using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.Iam;

internal sealed partial class IamService
{
    public ValueTask CreateAccountAlias(CreateAccountAliasInput input, CallContext call) =>
        ChangeAccountAsync(call, account => account with { Alias = input.AccountAlias });

    private ValueTask<AccountRecord> AccountAsync(CallContext call) => ReadAsync(call, tx => AccountAsync(tx, call));

    private static async ValueTask<AccountRecord> AccountAsync(IReadTransaction tx, CallContext call) => await IamTables.Accounts.GetAsync(tx, new AccountKey(call.Account)) ?? new AccountRecord();

    private ValueTask ChangeAccountAsync(CallContext call, Func<AccountRecord, AccountRecord> change) =>
        ChangeAsync(call, async tx => await IamTables.Accounts.PutAsync(tx, new AccountKey(call.Account), change(await AccountAsync(tx, call))));

    public ValueTask DeleteAccountAlias(DeleteAccountAliasInput input, CallContext call) => ChangeAccountAsync(call, account => account.Alias == input.AccountAlias
        ? account with { Alias = null }
        : throw new NoSuchEntityException($"The account alias {input.AccountAlias} cannot be found."));

    public ValueTask SetSecurityTokenServicePreferences(SetSecurityTokenServicePreferencesInput input, CallContext call) =>
        ChangeAccountAsync(call, account => account with { TokenVersion = input.GlobalEndpointTokenVersion == "v2Token" ? 2 : 1 });

    public async ValueTask<ListAccountAliasesOutput> ListAccountAliases(ListAccountAliasesInput input, CallContext call)
    {
        var account = await AccountAsync(call);
        return new ListAccountAliasesOutput { AccountAliases = account.Alias is { } alias ? [alias] : [], IsTruncated = false };
    }

    public async ValueTask<GetAccountSummaryOutput> GetAccountSummary(GetAccountSummaryInput input, CallContext call)
    {
        var counts = await ReadAsync(
            call,
            async tx =>
            {
                async ValueTask<int> Count(string kind) => (int)await IamTables.Entities.CountAsync(tx, IamTables.Entities.Prefix(call.Account, kind));
                var policies = await IamTables.Entities.RangeAsync(tx, IamTables.Entities.Prefix(call.Account, EntityKind.Policy));
                var devices = await IamTables.Entities.RangeAsync(tx, IamTables.Entities.Prefix(call.Account, EntityKind.Mfa));
                return new Dictionary<string, int>
                {
                    ["Users"] = await Count(EntityKind.User),
                    ["Groups"] = await Count(EntityKind.Group),
                    ["Roles"] = await Count(EntityKind.Role),
                    ["InstanceProfiles"] = await Count(EntityKind.Profile),
                    ["Policies"] = policies.Count,
                    ["ServerCertificates"] = await Count(EntityKind.Certificate),
                    ["Providers"] = await Count(EntityKind.Oidc) + await Count(EntityKind.Saml),
                    ["MFADevices"] = devices.Count,
                    ["MFADevicesInUse"] = devices.Count(static d => d.Record.Mfa!.UserId is not null),
                    ["GlobalEndpointTokenVersion"] = (await AccountAsync(tx, call)).TokenVersion,
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
                     ("VersionsPerPolicyQuota", VersionsPerPolicy), ("ServerCertificatesQuota", 20), ("SigningCertificatesPerUserQuota", 2),
                     ("AccountMFAEnabled", 0), ("AccountAccessKeysPresent", 0), ("AccountPasswordPresent", 0),
                     ("AccountSigningCertificatesPresent", 0),
                 ])
        {
            counts[name] = value;
        }
        return new GetAccountSummaryOutput { SummaryMap = counts };
    }
}
