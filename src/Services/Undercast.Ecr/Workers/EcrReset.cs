using Undercast.Cloud;
using Undercast.Storage;

namespace Undercast.Ecr;

/// <summary>Forgets the repositories of an account.</summary>
internal sealed class EcrReset(IStore store) : IAccountReset
{
    public async ValueTask ResetAsync(string account, CancellationToken ct) => await store.WriteAsync(
        tx =>
        {
            EcrTables.Repositories.DeleteRange(tx, EcrTables.Repositories.Prefix(account));
            return ValueTask.CompletedTask;
        },
        ct);
}
