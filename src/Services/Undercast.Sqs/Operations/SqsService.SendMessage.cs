using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.Sqs;

internal sealed partial class SqsService
{
    public async ValueTask<SendMessageOutput> SendMessage(SendMessageInput input, CallContext call)
    {
        var key = QueueNames.FromUrl(input.QueueUrl, call);
        var message = Outgoing.Read(input.MessageBody, "MessageBody", input.DelaySeconds, input.MessageAttributes, input.MessageSystemAttributes,
            input.MessageDeduplicationId, input.MessageGroupId);
        var id = Ids.NewGuid();
        var order = TimeOrder.Next(call.Now);
        var sequence = await store.WriteAsync(
            async tx =>
            {
                var queue = await FindAsync(tx, key);
                message.CheckSize(queue);
                var draft = message.Draft(queue, id, order, call);
                if (queue.Fifo) return await FifoMessages.AppendAsync(tx, queue, draft);
                await AppendAsync(tx, key, queue, draft);
                return (id, 0);
            },
            call.Cancelled);
        return new SendMessageOutput
        {
            MessageId = sequence.Item1.ToString("D"),
            MD5OfMessageBody = MessageRules.Digest(message.Body),
            MD5OfMessageAttributes = MessageRules.Digest(message.Attributes),
            MD5OfMessageSystemAttributes = message.TraceHeader is { } trace ? MessageRules.Digest([trace]) : null,
            SequenceNumber = sequence.Item2 == 0 ? null : FifoMessages.SequenceNumber(sequence.Item2),
        };
    }

    private static async ValueTask AppendAsync(IWriteTransaction tx, QueueKey key, QueueRecord queue, Draft draft)
    {
        if (draft.Payload.GroupId is not null && !queue.Fair)
        {
            queue = queue with { Fair = true };
            await SqsTables.Queues.PutAsync(tx, key, queue);
        }
        StandardMessages.Append(tx, queue, draft);
    }
}

/// <summary>A message as its sender describes it, checked as far as it can be without the queue.</summary>
internal sealed record Outgoing(
    string Body, int? DelaySeconds, IReadOnlyList<MessageAttribute> Attributes, MessageAttribute? TraceHeader, string? DeduplicationId, string? GroupId, long Size)
{
    public static Outgoing Read(
        string? body, string bodyName, int? delay, IReadOnlyDictionary<string, MessageAttributeValue>? attributes,
        IReadOnlyDictionary<string, MessageSystemAttributeValue>? system, string? deduplicationId, string? groupId)
    {
        if (string.IsNullOrEmpty(body)) throw SqsFaults.Missing(bodyName);
        if (MessageRules.HasForbiddenCharacters(body)) throw new InvalidMessageContents();
        if (delay is < 0 or > Limits.DelaySeconds)
            throw SqsFaults.Invalid(delay.Value.ToString(CultureInfo.InvariantCulture), "DelaySeconds", "DelaySeconds must be >= 0 and <= 900.");
        var read = MessageRules.ReadAttributes(attributes);
        var trace = MessageRules.ReadTraceHeader(system);
        MessageRules.CheckToken(groupId, "MessageGroupId");
        MessageRules.CheckToken(deduplicationId, "MessageDeduplicationId");
        return new Outgoing(body, delay, read, trace, deduplicationId, groupId, MessageRules.Size(body, read));
    }

    public void CheckSize(QueueRecord queue)
    {
        if (Size > queue.MaximumMessageSize)
            throw SqsFaults.Invalid($"One or more parameters are invalid. Reason: Message must be shorter than {queue.MaximumMessageSize} bytes.");
    }

    public Draft Draft(QueueRecord queue, Guid id, long order, CallContext call)
    {
        string? deduplication = null, scope = null;
        if (queue.Fifo)
        {
            if (GroupId is null) throw SqsFaults.Missing("MessageGroupId");
            deduplication = DeduplicationId ?? (queue.ContentBasedDeduplication
                ? Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Body)))
                : throw SqsFaults.Invalid("The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly"));
            // AWS: a FIFO queue delays all its messages alike; zero is the one value that a message may give (SendMessage, DelaySeconds).
            if (DelaySeconds is > 0) throw SqsFaults.WrongQueueType(DelaySeconds.Value.ToString(CultureInfo.InvariantCulture), "DelaySeconds");
            scope = queue.DeduplicationScope == "messageGroup" ? GroupId : "";
        }
        else if (DeduplicationId is not null)
        {
            throw SqsFaults.WrongQueueType(DeduplicationId, "MessageDeduplicationId");
        }
        var payload = new MessagePayload
        {
            MessageId = id,
            SenderId = call.Caller.Id,
            Body = Body,
            // AWS: the header of the request stands in for the attribute (SQS, message system attributes).
            TraceHeader = TraceHeader?.StringValue ?? call.TraceHeader,
            GroupId = GroupId,
            DeduplicationId = deduplication,
            Attributes = Attributes,
        };
        return new Draft(payload, call.Now, order, queue.Fifo ? queue.DelaySeconds : DelaySeconds ?? queue.DelaySeconds, scope);
    }
}
