using System.Buffers;
using Undercast.Storage;

namespace Undercast.Sqs;

/// <summary>What changes while a message lives. The payload is carried along undecoded, so that a receive copies it and no more.</summary>
internal sealed record MessageRecord
{
    public required DateTimeOffset Sent { get; init; }
    public int ReceiveCount { get; init; }
    public DateTimeOffset? FirstReceived { get; init; }
    public DateTimeOffset? LastReceived { get; init; }
    /// <summary>FIFO only: hidden until then. (A standard message has this in its key.)</summary>
    public DateTimeOffset VisibleAt { get; init; }
    /// <summary>Whether the visibility was changed since the last receive, so that a forwarding row leads from the receipt to the message.</summary>
    public bool Forwarded { get; init; }
    public string? DeadLetterSourceArn { get; init; }
    /// <summary>The encoded <see cref="MessagePayload"/>; empty when it is so long that it has a row of its own.</summary>
    public ReadOnlyMemory<byte> Payload { get; init; }

    public bool HasOwnPayloadRow => Payload.IsEmpty;
    public DateTimeOffset ExpiresAt(QueueRecord queue) => Sent.AddSeconds(queue.RetentionSeconds);
}

internal sealed class MessageCodec : IRecordCodec<MessageRecord>
{
    public void Write(MessageRecord m, IBufferWriter<byte> output)
    {
        var w = new BinaryRecordWriter(output, 1);
        w.Time(m.Sent);
        w.Int32(m.ReceiveCount);
        w.OptionalTime(m.FirstReceived);
        w.OptionalTime(m.LastReceived);
        w.Time(m.VisibleAt);
        w.Bool(m.Forwarded);
        w.OptionalString(m.DeadLetterSourceArn);
        w.Bytes(m.Payload.Span);
    }

    public MessageRecord Read(ReadOnlyMemory<byte> stored)
    {
        var r = new BinaryRecordReader(stored);
        return new MessageRecord
        {
            Sent = r.Time(),
            ReceiveCount = r.Int32(),
            FirstReceived = r.OptionalTime(),
            LastReceived = r.OptionalTime(),
            VisibleAt = r.Time(),
            Forwarded = r.Bool(),
            DeadLetterSourceArn = r.OptionalString(),
            Payload = r.Bytes(),
        };
    }
}

/// <summary>What a message was sent with; never changes.</summary>
internal sealed record MessagePayload
{
    public required Guid MessageId { get; init; }
    public required string SenderId { get; init; }
    public required string Body { get; init; }
    public string? TraceHeader { get; init; }
    public string? GroupId { get; init; }
    public string? DeduplicationId { get; init; }
    public string? SequenceNumber { get; init; }
    public IReadOnlyList<MessageAttribute> Attributes { get; init; } = [];

    /// <summary>Payloads up to this size live in the message's own row; a longer one would be copied at every receive.</summary>
    public const int InlineBytes = 2048;

    public byte[] Encode()
    {
        var output = new ArrayBufferWriter<byte>(Body.Length + 128);
        var w = new BinaryRecordWriter(output, 1);
        Span<byte> id = stackalloc byte[16];
        MessageId.TryWriteBytes(id);
        w.Bytes(id);
        w.String(SenderId);
        w.String(Body);
        w.OptionalString(TraceHeader);
        w.OptionalString(GroupId);
        w.OptionalString(DeduplicationId);
        w.OptionalString(SequenceNumber);
        w.UInt64((ulong)Attributes.Count);
        foreach (var a in Attributes)
        {
            w.String(a.Name);
            w.String(a.DataType);
            w.OptionalString(a.StringValue);
            // A null array would turn into an empty value, which is not the same.
            w.OptionalBytes(a.BinaryValue is null ? (ReadOnlyMemory<byte>?)null : a.BinaryValue);
        }
        return output.WrittenSpan.ToArray();
    }

    public static MessagePayload Decode(ReadOnlyMemory<byte> stored)
    {
        var r = new BinaryRecordReader(stored);
        var payload = new MessagePayload
        {
            MessageId = new Guid(r.Bytes().Span),
            SenderId = r.String(),
            Body = r.String(),
            TraceHeader = r.OptionalString(),
            GroupId = r.OptionalString(),
            DeduplicationId = r.OptionalString(),
            SequenceNumber = r.OptionalString(),
        };
        var count = (int)r.UInt64();
        if (count == 0) return payload;
        var attributes = new List<MessageAttribute>(count);
        for (var i = 0; i < count; i++) attributes.Add(new MessageAttribute(r.String(), r.String(), r.OptionalString(), r.OptionalBytes()?.ToArray()));
        return payload with { Attributes = attributes };
    }
}

/// <summary>A user's attribute of a message, with a value of one of the two kinds.</summary>
internal sealed record MessageAttribute(string Name, string DataType, string? StringValue, byte[]? BinaryValue);

/// <summary>Raw bytes as a record.</summary>
internal sealed record PayloadRecord(ReadOnlyMemory<byte> Bytes);

internal sealed class PayloadCodec : IRecordCodec<PayloadRecord>
{
    public void Write(PayloadRecord p, IBufferWriter<byte> output) => new BinaryRecordWriter(output, 1).Bytes(p.Bytes.Span);

    public PayloadRecord Read(ReadOnlyMemory<byte> stored) => new(new BinaryRecordReader(stored).Bytes());
}
