using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.Sqs;

/// <summary>The operations; one partial per operation. Rules first, then one transaction.</summary>
internal sealed partial class SqsService(IStore store, TimeProvider time, InFlightGuard inFlight) : ISqs
{
    private static async ValueTask<QueueRecord> FindAsync(IReadTransaction tx, QueueKey key) =>
        await SqsTables.Queues.GetAsync(tx, key) ?? throw new QueueDoesNotExist();

    /// <summary>Reads a queue, changes it, and stores it when the change differs.</summary>
    private async ValueTask UpdateAsync(string? queueUrl, CallContext call, Func<IWriteTransaction, QueueKey, QueueRecord, ValueTask<QueueRecord>> change)
    {
        var key = QueueNames.FromUrl(queueUrl, call);
        await store.WriteAsync(
            async tx =>
            {
                var before = await FindAsync(tx, key);
                var after = await change(tx, key, before);
                if (!ReferenceEquals(before, after)) await SqsTables.Queues.PutAsync(tx, key, after with { Modified = call.Now });
            },
            call.Cancelled);
    }
}
