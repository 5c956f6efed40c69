using Undercast.Cloud;
using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.Iam;

/// <summary>Removes an account's principals, policies and sessions in one transaction, and voids what is remembered of them.</summary>
internal sealed class IamReset(IStore store, LastUses uses) : IAccountReset
{
    public async ValueTask ResetAsync(string account, CancellationToken ct)
    {
        var epoch = new EpochRecord(Ids.NewInt64());
        await store.WriteAsync(
            async tx =>
            {
                IamTables.Entities.DeleteRange(tx, IamTables.Entities.Prefix(account));
                IamTables.Attachments.DeleteRange(tx, IamTables.Attachments.Prefix(account));
                IamTables.Members.DeleteRange(tx, IamTables.Members.Prefix(account));
                foreach (var (_, key) in await IamTables.AccessKeysByOwner.KeysAsync(tx, IamTables.AccessKeysByOwner.Prefix(account))) await IamTables.AccessKeys.DeleteAsync(tx, key);
                foreach (var (_, key) in await IamTables.SessionsByAccount.KeysAsync(tx, IamTables.SessionsByAccount.Prefix(account))) await IamTables.Sessions.DeleteAsync(tx, key);
                IamTables.Uses.DeleteRange(tx, IamTables.Uses.Prefix(account));
                IamTables.AccessReports.DeleteRange(tx, IamTables.AccessReports.Prefix(account));
                await IamTables.Accounts.DeleteAsync(tx, new AccountKey(account));
                IamTables.Epochs.Put(tx, new AccountKey(account), epoch);
            },
            ct);
        uses.Forget(account);
    }
}
