using Undercast.Cloud;
using Undercast.Storage;

namespace Undercast.Sqs;

/// <summary>The accounts that have queues.</summary>
internal sealed class SqsAccounts(IStore store) : IKnownAccounts
{
    public async ValueTask<IReadOnlyList<string>> ListAsync(CancellationToken ct) => await store.ReadAsync(
        async tx =>
        {
            // From one account's first queue to the next account's: as many reads as accounts.
            var accounts = new List<string>();
            var range = SqsTables.Queues.All;
            while (await SqsTables.Queues.FirstAsync(tx, range) is { } first)
            {
                accounts.Add(first.Key.Account);
                range = SqsTables.Queues.From(first.Key.Account + "\0");
            }
            return (IReadOnlyList<string>)accounts;
        },
        ct);
}
