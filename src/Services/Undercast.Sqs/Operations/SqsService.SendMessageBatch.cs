using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.Sqs;

internal sealed partial class SqsService
{
    public async ValueTask<SendMessageBatchOutput> SendMessageBatch(SendMessageBatchInput input, CallContext call)
    {
        var key = QueueNames.FromUrl(input.QueueUrl, call);
        const string entryName = "SendMessageBatchRequestEntry";
        BatchRules.Check(input.Entries, entryName, static e => e.Id);
        var entries = input.Entries!;
        var messages = new (Outgoing? Message, AwsException? Error, Guid Id, long Order)[entries.Count];
        long total = 0;
        for (var i = 0; i < entries.Count; i++)
        {
            var e = entries[i];
            try
            {
                var message = Outgoing.Read(e.MessageBody, $"{entryName}.{i + 1}.MessageBody", e.DelaySeconds, e.MessageAttributes, e.MessageSystemAttributes, e.MessageDeduplicationId, e.MessageGroupId);
                messages[i] = (message, null, Ids.NewGuid(), TimeOrder.Next(call.Now));
                total += message.Size;
            }
            catch (AwsException error)
            {
                // A bad entry fails alone; the answer names it.
                messages[i] = (null, error, default, 0);
            }
        }
        if (total > Limits.MessageBytes) throw new BatchRequestTooLong(total);

        var results = await store.WriteAsync(
            async tx =>
            {
                var queue = await FindAsync(tx, key);
                var done = new (SendMessageBatchResultEntry? Sent, BatchResultErrorEntry? Failed)[messages.Length];
                for (var i = 0; i < messages.Length; i++)
                {
                    var (message, error, id, order) = messages[i];
                    if (message is null)
                    {
                        done[i].Failed = BatchRules.Failed(entries[i].Id!, error!);
                        continue;
                    }
                    Draft draft;
                    try
                    {
                        message.CheckSize(queue);
                        draft = message.Draft(queue, id, order, call);
                    }
                    catch (AwsException refused)
                    {
                        done[i].Failed = BatchRules.Failed(entries[i].Id!, refused);
                        continue;
                    }
                    var (messageId, sequence) = (id, 0L);
                    if (queue.Fifo)
                    {
                        (messageId, sequence) = await FifoMessages.AppendAsync(tx, queue, draft);
                    }
                    else
                    {
                        await AppendAsync(tx, key, queue, draft);
                        if (draft.Payload.GroupId is not null) queue = queue with { Fair = true };
                    }
                    done[i].Sent = new SendMessageBatchResultEntry
                    {
                        Id = entries[i].Id!,
                        MessageId = messageId.ToString("D"),
                        MD5OfMessageBody = MessageRules.Digest(message.Body),
                        MD5OfMessageAttributes = MessageRules.Digest(message.Attributes),
                        MD5OfMessageSystemAttributes = message.TraceHeader is { } trace ? MessageRules.Digest([trace]) : null,
                        SequenceNumber = sequence == 0 ? null : FifoMessages.SequenceNumber(sequence),
                    };
                }
                return done;
            },
            call.Cancelled);

        var sent = results.Where(static r => r.Sent is not null).Select(static r => r.Sent!).ToArray();
        var failed = results.Where(static r => r.Failed is not null).Select(static r => r.Failed!).ToArray();
        return new SendMessageBatchOutput { Successful = sent.Length == 0 ? null : sent, Failed = failed.Length == 0 ? null : failed };
    }
}
