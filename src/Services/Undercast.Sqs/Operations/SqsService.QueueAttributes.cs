using System.Globalization;
using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.Sqs;

internal sealed partial class SqsService
{
    public async ValueTask<GetQueueAttributesOutput> GetQueueAttributes(GetQueueAttributesInput input, CallContext call)
    {
        var key = QueueNames.FromUrl(input.QueueUrl, call);
        var names = input.AttributeNames ?? [];
        foreach (var name in names)
        {
            if (!QueueAttributes.IsKnown(name)) throw new InvalidAttributeName(name);
        }
        var all = names.Contains("All");
        bool Wanted(string name) => all || names.Contains(name);
        var counting = Wanted(QueueAttributes.Visible) || Wanted(QueueAttributes.InFlight) || Wanted(QueueAttributes.Delayed);
        var (queue, counts) = await store.ReadAsync(
            async tx =>
            {
                var found = await FindAsync(tx, key);
                return (found, counting ? await CountAsync(tx, found, call.Now) : default);
            },
            call.Cancelled);

        var shown = new Dictionary<string, string>();
        foreach (var (name, value) in QueueAttributes.Show(queue, key, Wanted)) shown[name] = value;
        foreach (var (name, count) in (ReadOnlySpan<(string, long)>)[
            (QueueAttributes.Visible, counts.Visible), (QueueAttributes.InFlight, counts.InFlight), (QueueAttributes.Delayed, counts.Delayed)])
        {
            if (Wanted(name)) shown[name] = count.ToString(CultureInfo.InvariantCulture);
        }
        return new GetQueueAttributesOutput { Attributes = shown.Count == 0 ? null : shown };
    }

    private static ValueTask<QueueCounts> CountAsync(IReadTransaction tx, QueueRecord queue, DateTimeOffset now) =>
        queue.Fifo ? FifoMessages.CountAsync(tx, queue, now) : StandardMessages.CountAsync(tx, queue, now);

    public ValueTask SetQueueAttributes(SetQueueAttributesInput input, CallContext call)
    {
        if (input.Attributes is not { Count: > 0 } given) throw SqsFaults.Missing("Attribute.Name");
        return UpdateAsync(input.QueueUrl, call, async (tx, key, queue) =>
        {
            var changed = QueueAttributes.Apply(queue, key, given);
            if (given.ContainsKey("RedrivePolicy")) await CheckDeadLetterAsync(tx, key, changed);
            if (changed.RetentionSeconds != queue.RetentionSeconds) SweepJob.Reschedule(tx, key, changed, call.Now);
            return changed;
        });
    }
}
