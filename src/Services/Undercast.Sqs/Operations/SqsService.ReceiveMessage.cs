using System.Globalization;
using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.Sqs;

// A receive:
//   1. one transaction takes what is visible
//   2. nothing was: listen first, then look again, so that no send slips between
//   3. sleep until a commit signals the queue, a hidden message becomes visible by time, or the wait is over; then from 1

internal sealed partial class SqsService
{
    public async ValueTask<ReceiveMessageOutput> ReceiveMessage(ReceiveMessageInput input, CallContext call)
    {
        var key = QueueNames.FromUrl(input.QueueUrl, call);
        var max = input.MaxNumberOfMessages ?? 1;
        if (max is < 1 or > Limits.BatchEntries) throw SqsFaults.Invalid(Text(max), "MaxNumberOfMessages", "Must be between 1 and 10, if provided.");
        if (input.VisibilityTimeout is < 0 or > Limits.VisibilitySeconds)
            throw SqsFaults.Invalid(Text(input.VisibilityTimeout.Value), "VisibilityTimeout", "Must be >= 0 and <= 43200, if provided.");
        if (input.WaitTimeSeconds is < 0 or > Limits.WaitSeconds)
            throw SqsFaults.Invalid(Text(input.WaitTimeSeconds.Value), "WaitTimeSeconds", "Must be >= 0 and <= 20, if provided.");
        foreach (var name in (input.AttributeNames ?? []).Concat(input.MessageSystemAttributeNames ?? []))
        {
            if (!SystemAttributes.IsKnown(name)) throw new InvalidAttributeName(name);
        }
        MessageRules.CheckToken(input.ReceiveRequestAttemptId, "ReceiveRequestAttemptId");

        // 1
        var (taken, queue, _) = await TakeAsync(key, input, max, call.Now, call.Cancelled);
        var wait = TimeSpan.FromSeconds(input.WaitTimeSeconds ?? queue.ReceiveWaitSeconds);
        if (taken.Count == 0 && wait > TimeSpan.Zero) taken = await WaitAsync(key, queue, input, max, call.Now + wait, call.Cancelled);
        return new ReceiveMessageOutput { Messages = taken.Count == 0 ? null : [.. taken.Select(t => Show(t, input))] };
    }

    private async ValueTask<List<Taken>> WaitAsync(QueueKey key, QueueRecord queue, ReceiveMessageInput input, int max, DateTimeOffset until, CancellationToken cancelled)
    {
        // 2
        using var subscription = store.Signals.Subscribe(SqsTables.Subject(queue));
        while (true)
        {
            var now = time.GetUtcNow();
            var (taken, current, next) = await TakeAsync(key, input, max, now, cancelled);
            // A purge moves the queue to another storage, with another subject; the caller polls again.
            if (taken.Count > 0 || now >= until || current.StorageId != queue.StorageId) return taken;
            // 3
            var moment = next is { } n && n < until ? n : until;
            await subscription.WaitAsync(moment > now ? moment - now : TimeSpan.Zero, cancelled);
        }
    }

    private async ValueTask<(List<Taken> Taken, QueueRecord Queue, DateTimeOffset? Next)> TakeAsync(
        QueueKey key, ReceiveMessageInput input, int max, DateTimeOffset now, CancellationToken cancelled)
    {
        var result = await store.WriteAsync<(List<Taken> Taken, QueueRecord Queue, DateTimeOffset? Next)>(
            async tx =>
            {
                var queue = await FindAsync(tx, key);
                var visibility = input.VisibilityTimeout ?? queue.VisibilityTimeout;
                await inFlight.CheckAsync(tx, queue, now, max);
                var taken = queue.Fifo
                    ? await TakeFifoAsync(tx, queue, key, now, max, visibility, input.ReceiveRequestAttemptId)
                    : await StandardMessages.TakeAsync(tx, queue, key, now, max, visibility, () => TimeOrder.Next(now));
                if (taken.Count > 0) return (taken, queue, null);
                return (taken, queue, queue.Fifo ? await FifoMessages.NextVisibleAsync(tx, queue, now) : await StandardMessages.NextVisibleAsync(tx, queue, now));
            },
            cancelled);
        inFlight.Gave(result.Queue, result.Taken.Count);
        return result;
    }

    private static async ValueTask<List<Taken>> TakeFifoAsync(
        IWriteTransaction tx, QueueRecord queue, QueueKey key, DateTimeOffset now, int max, int visibility, string? attemptId)
    {
        if (attemptId is null) return await FifoMessages.TakeAsync(tx, queue, key, now, max, visibility);

        var old = await SqsTables.AttemptsByExpiry.KeysAsync(tx, SqsTables.AttemptsByExpiry.UpTo(queue.QueueId, now), 2);
        foreach (var (_, forgotten) in old) await SqsTables.Attempts.DeleteAsync(tx, forgotten);

        var attempt = new GroupKey(queue.QueueId, attemptId);
        List<Taken>? taken = null;
        if (await SqsTables.Attempts.GetAsync(tx, attempt) is { } earlier && earlier.Expires > now)
            taken = await FifoMessages.RepeatAsync(tx, queue, earlier, now, visibility);
        taken ??= await FifoMessages.TakeAsync(tx, queue, key, now, max, visibility);
        if (taken.Count > 0)
        {
            await SqsTables.Attempts.PutAsync(tx, attempt, new AttemptRecord(
                now + Limits.ReceiveAttempt,
                [.. taken.Select(static t => new AttemptedMessage(t.Receipt.Group!, t.Receipt.Order, t.Record.ReceiveCount, t.Record.VisibleAt))]));
        }
        return taken;
    }

    private static Message Show(Taken taken, ReceiveMessageInput input)
    {
        var payload = MessagePayload.Decode(taken.Payload);
        var wanted = payload.Attributes.Count == 0 ? [] : payload.Attributes.Where(a => MessageRules.IsWanted(a.Name, input.MessageAttributeNames)).ToArray();
        return new Message
        {
            MessageId = payload.MessageId.ToString("D"),
            ReceiptHandle = taken.Receipt.Encode(),
            Body = payload.Body,
            MD5OfBody = MessageRules.Digest(payload.Body),
            Attributes = SystemAttributes.Show(taken.Record, payload, input),
            MD5OfMessageAttributes = MessageRules.Digest(wanted),
            MessageAttributes = wanted.Length == 0 ? null : wanted.ToDictionary(
                static a => a.Name,
                static a => new MessageAttributeValue { DataType = a.DataType, StringValue = a.StringValue, BinaryValue = a.BinaryValue }),
        };
    }

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
