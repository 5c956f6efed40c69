using Undercast.Cloud;
using Undercast.Storage;

namespace Undercast.Ssm;

/// <summary>Forgets the parameters of an account.</summary>
internal sealed class SsmReset(IStore store) : IAccountReset
{
    public async ValueTask ResetAsync(string account, CancellationToken ct) => await store.WriteAsync(
        tx =>
        {
            SsmTables.Parameters.DeleteRange(tx, SsmTables.Parameters.Prefix(account));
            SsmTables.Versions.DeleteRange(tx, SsmTables.Versions.Prefix(account));
            return ValueTask.CompletedTask;
        },
        ct);
}
