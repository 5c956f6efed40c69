using Undercast.Cloud;
using Undercast.Storage;

namespace Undercast.Sqs;

/// <summary>Removes an account's queues; their messages go with the job that clears a deleted queue.</summary>
internal sealed class SqsReset(IStore store, TimeProvider time) : IAccountReset
{
    private const int Page = 100;

    public async ValueTask ResetAsync(string account, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        bool more;
        do
        {
            more = await store.WriteAsync(
                async tx =>
                {
                    var rows = await SqsTables.Queues.RangeAsync(tx, SqsTables.Queues.Prefix(account), Page);
                    foreach (var (key, queue) in rows)
                    {
                        await SqsTables.Queues.DeleteAsync(tx, key);
                        SweepJob.Unschedule(tx, queue);
                        DropJob.Schedule(tx, queue.StorageId, now);
                        DropJob.ScheduleQueue(tx, queue.QueueId, now);
                        tx.Signal(SqsTables.Subject(queue));
                    }
                    return rows.Count == Page;
                },
                ct);
        }
        while (more);
        // A reset account starts anew: the names of its queues need not rest.
        await store.WriteAsync(tx => SqsTables.Deleted.DeleteRange(tx, SqsTables.Deleted.Prefix(account)), ct);
    }
}
