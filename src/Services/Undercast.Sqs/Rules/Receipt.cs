using System.Buffers.Binary;
using System.Text;

namespace Undercast.Sqs;

/// <summary>What a receipt handle says: which queue, which message, at which receive, and where the message stood after it.</summary>
/// <param name="QueueId">The queue's identity.</param>
/// <param name="StorageId">The queue's storage at the receive; another one now means that the queue was purged.</param>
/// <param name="ReceiveCount">The message's receive count after that receive.</param>
/// <param name="VisibleAt">Where the row stood (standard queues).</param>
/// <param name="Order">The message's order, or its sequence in a FIFO queue.</param>
/// <param name="Id">The message id (standard queues).</param>
/// <param name="Group">The message group (FIFO queues), else null.</param>
internal readonly record struct Receipt(long QueueId, long StorageId, int ReceiveCount, DateTimeOffset VisibleAt, long Order, Guid Id, string? Group)
{
    private const byte Mark = 0xA7;
    private const int Fixed = 54;

    public MessageKey Key => new(StorageId, MessageKey.Received, VisibleAt, Order, Id);
    public MessageIdentity Identity => new(StorageId, Order, Id);
    public FifoKey FifoKey => new(StorageId, Group!, Order);

    public string Encode()
    {
        var group = Group is null ? 0 : Encoding.UTF8.GetByteCount(Group);
        Span<byte> bytes = stackalloc byte[Fixed + group];
        bytes[0] = Mark;
        bytes[1] = Group is null ? (byte)0 : (byte)1;
        BinaryPrimitives.WriteInt64LittleEndian(bytes[2..], QueueId);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[10..], StorageId);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[18..], ReceiveCount);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[22..], VisibleAt.ToUnixTimeMilliseconds());
        BinaryPrimitives.WriteInt64LittleEndian(bytes[30..], Order);
        Id.TryWriteBytes(bytes[38..]);
        if (Group is not null) Encoding.UTF8.GetBytes(Group, bytes[Fixed..]);
        return Convert.ToBase64String(bytes);
    }

    public static Receipt Read(string? handle, long queueId)
    {
        if (handle is null) throw SqsFaults.Missing("ReceiptHandle");
        // A group id has at most 128 characters of ASCII.
        if (handle.Length > 1024) throw new ReceiptHandleIsInvalid(handle);
        Span<byte> bytes = stackalloc byte[768];
        if (!Convert.TryFromBase64String(handle, bytes, out var length) || length < Fixed || bytes[0] != Mark || bytes[1] > 1
            || (bytes[1] == 0 && length != Fixed))
            throw new ReceiptHandleIsInvalid(handle);
        var milliseconds = BinaryPrimitives.ReadInt64LittleEndian(bytes[22..]);
        if (milliseconds is < 0 or > 253402300799999) throw new ReceiptHandleIsInvalid(handle);
        var receipt = new Receipt(
            BinaryPrimitives.ReadInt64LittleEndian(bytes[2..]),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[10..]),
            BinaryPrimitives.ReadInt32LittleEndian(bytes[18..]),
            DateTimeOffset.FromUnixTimeMilliseconds(milliseconds),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[30..]),
            new Guid(bytes.Slice(38, 16)),
            bytes[1] == 1 ? Encoding.UTF8.GetString(bytes[Fixed..length]) : null);
        if (receipt.QueueId != queueId) throw new ReceiptHandleIsInvalid(handle);
        return receipt;
    }
}
