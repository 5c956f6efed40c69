using Undercast.Cloud;
using Undercast.Storage;

namespace Undercast.Iam;

/// <summary>Every account that ever had a principal, a policy or a session has an epoch.</summary>
internal sealed class IamAccounts(IStore store) : IKnownAccounts
{
    public async ValueTask<IReadOnlyList<string>> ListAsync(CancellationToken ct) =>
        await store.ReadAsync(async tx => (IReadOnlyList<string>)[.. (await IamTables.Epochs.RangeAsync(tx, IamTables.Epochs.All)).Select(e => e.Key.Account)], ct);
}
