using System.Collections.Frozen;

namespace Undercast.Storage;

/// <summary>Delivers the events of one subject: a job among the others, so leases, back-off and restarts are theirs.</summary>
/// <remarks>
/// <code>
///   1 read the first events of the subject
///   2 none: complete the job, unless one has come meanwhile
///   3 hand them over one by one, in order
///   4 remove those handed over, also when one of them fails: it is then the first of the next run
/// </code>
/// Every removal checks the lease first: a node that was taken over must not remove an event that was published later at the same place.
/// </remarks>
internal sealed class OutboxHandler(IStore store, IEnumerable<IEventHandler> handlers) : IJobHandler
{
    private const int Page = 32;
    private readonly FrozenDictionary<string, IEventHandler> _handlers = handlers.ToFrozenDictionary(h => h.EventType, StringComparer.Ordinal);

    public string JobType => OutboxTables.JobType;

    public async ValueTask HandleAsync(JobRun run, CancellationToken ct)
    {
        var subject = run.Id[OutboxTables.JobPrefix.Length..];
        var range = OutboxTables.Events.Prefix(subject);
        while (true)
        {
            var events = await store.ReadAsync(tx => OutboxTables.Events.RangeAsync(tx, range, Page), ct); // 1
            if (events.Count == 0)
            {
                // 2
                var done = await store.WriteAsync(
                    async tx =>
                    {
                        if ((await tx.RangeAsync(range, 1)).Count > 0) return false;
                        await run.CompleteAsync(tx);
                        return true;
                    },
                    ct);
                if (done) return;
                continue;
            }
            await Deliver(run, subject, events, ct);
        }
    }

    private async ValueTask Deliver(JobRun run, string subject, IReadOnlyList<(EventKey Key, EventRecord Record)> events, CancellationToken ct)
    {
        var delivered = 0;
        try
        {
            // 3
            foreach (var (key, record) in events)
            {
                ct.ThrowIfCancellationRequested();
                if (!_handlers.TryGetValue(record.Type, out var handler))
                    throw new InvalidOperationException($"Nothing handles events of type '{record.Type}'.");
                await handler.HandleAsync(new EventDelivery(run, key, new OutboxEvent(subject, record.Type, record.Id, record.Payload)), ct);
                delivered++;
            }
        }
        finally
        {
            // 4 Without the token: what was delivered is delivered, also while the node stops.
            if (delivered > 0) await Remove(run, events, delivered);
        }
    }

    private async ValueTask Remove(JobRun run, IReadOnlyList<(EventKey Key, EventRecord Record)> events, int delivered) =>
        await store.WriteAsync(
            async tx =>
            {
                if (await run.HeldAsync(tx) is null) throw new JobLostException(run.Id);
                for (var i = 0; i < delivered; i++) OutboxTables.Events.Delete(tx, events[i].Key);
            },
            CancellationToken.None);
}
