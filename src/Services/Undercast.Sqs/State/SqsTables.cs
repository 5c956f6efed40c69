using Undercast.Storage;

namespace Undercast.Sqs;

/// <summary>Where a standard message stands: by lane, then by the moment it becomes visible.</summary>
/// <remarks>
/// A receive moves the row to a later moment. Two lanes keep what was never received apart from what was, so that the three approximate counts
/// are three counts of key ranges.
/// </remarks>
internal readonly record struct MessageKey(long StorageId, int Lane, DateTimeOffset VisibleAt, long Order, Guid Id) : ITupleKey<MessageKey>
{
    public const int Fresh = 0;
    public const int Received = 1;

    public void Write(ref TupleWriter w)
    {
        w.Int64(StorageId);
        w.Int64(Lane);
        w.Time(VisibleAt);
        w.Int64(Order);
        w.Guid(Id);
    }

    public static MessageKey Read(ref TupleReader r) => new(r.Int64(), (int)r.Int64(), r.Time(), r.Int64(), r.Guid());
}

/// <summary>Names a standard message wherever it stands.</summary>
internal readonly record struct MessageIdentity(long StorageId, long Order, Guid Id) : ITupleKey<MessageIdentity>
{
    public void Write(ref TupleWriter w)
    {
        w.Int64(StorageId);
        w.Int64(Order);
        w.Guid(Id);
    }

    public static MessageIdentity Read(ref TupleReader r) => new(r.Int64(), r.Int64(), r.Guid());
}

/// <summary>A message of a FIFO queue, in the order of its group.</summary>
internal readonly record struct FifoKey(long StorageId, string Group, long Sequence) : ITupleKey<FifoKey>
{
    public void Write(ref TupleWriter w)
    {
        w.Int64(StorageId);
        w.String(Group);
        w.Int64(Sequence);
    }

    public static FifoKey Read(ref TupleReader r) => new(r.Int64(), r.String(), r.Int64());
}

internal readonly record struct LaneKey(long StorageId, int Lane, DateTimeOffset VisibleAt) : ITupleKey<LaneKey>
{
    public void Write(ref TupleWriter w)
    {
        w.Int64(StorageId);
        w.Int64(Lane);
        w.Time(VisibleAt);
    }

    public static LaneKey Read(ref TupleReader r) => new(r.Int64(), (int)r.Int64(), r.Time());
}

internal readonly record struct GroupKey(long StorageId, string Group) : ITupleKey<GroupKey>
{
    public void Write(ref TupleWriter w)
    {
        w.Int64(StorageId);
        w.String(Group);
    }

    public static GroupKey Read(ref TupleReader r) => new(r.Int64(), r.String());
}

internal readonly record struct AvailableKey(long StorageId, DateTimeOffset At) : ITupleKey<AvailableKey>
{
    public void Write(ref TupleWriter w)
    {
        w.Int64(StorageId);
        w.Time(At);
    }

    public static AvailableKey Read(ref TupleReader r) => new(r.Int64(), r.Time());
}

/// <summary>A standard queue's message by its group, for fair receives: the same place as <see cref="MessageKey"/>, under the group.</summary>
internal readonly record struct TenantKey(long StorageId, string Group, int Lane, DateTimeOffset VisibleAt, long Order, Guid Id) : ITupleKey<TenantKey>
{
    public MessageKey Message => new(StorageId, Lane, VisibleAt, Order, Id);

    public void Write(ref TupleWriter w)
    {
        w.Int64(StorageId);
        w.String(Group);
        w.Int64(Lane);
        w.Time(VisibleAt);
        w.Int64(Order);
        w.Guid(Id);
    }

    public static TenantKey Read(ref TupleReader r) => new(r.Int64(), r.String(), (int)r.Int64(), r.Time(), r.Int64(), r.Guid());
}

internal readonly record struct DeduplicationKey(long QueueId, string Scope, string Id) : ITupleKey<DeduplicationKey>
{
    public void Write(ref TupleWriter w)
    {
        w.Int64(QueueId);
        w.String(Scope);
        w.String(Id);
    }

    public static DeduplicationKey Read(ref TupleReader r) => new(r.Int64(), r.String(), r.String());
}

internal readonly record struct TextKey(string Text) : ITupleKey<TextKey>
{
    public void Write(ref TupleWriter w) => w.String(Text);

    public static TextKey Read(ref TupleReader r) => new(r.String());
}

internal readonly record struct NumberKey(long Number) : ITupleKey<NumberKey>
{
    public void Write(ref TupleWriter w) => w.Int64(Number);

    public static NumberKey Read(ref TupleReader r) => new(r.Int64());
}

/// <summary>A move task of a source queue, the latest last.</summary>
internal readonly record struct MoveKey(string SourceArn, DateTimeOffset Started, string TaskId) : ITupleKey<MoveKey>
{
    public void Write(ref TupleWriter w)
    {
        w.String(SourceArn);
        w.Time(Started);
        w.String(TaskId);
    }

    public static MoveKey Read(ref TupleReader r) => new(r.String(), r.Time(), r.String());
}

/// <summary>Every table of the service.</summary>
internal static class SqsTables
{
    public static readonly Table<QueueKey, QueueRecord> Queues = new("sqs.queue", new QueueCodec());

    /// <summary>The queues that name a queue's ARN as their dead-letter queue.</summary>
    public static readonly Index<TextKey, QueueKey, QueueRecord> QueuesByDeadLetter =
        Queues.AddIndex<TextKey>("by-dead-letter", static (_, q) => q.DeadLetterArn is { } arn ? new TextKey(arn) : null);

    public static readonly Table<QueueKey, DeletedRecord> Deleted = new("sqs.deleted", JsonRecord.Codec(() => SqsJson.Default.DeletedRecord));

    public static readonly Table<MessageKey, MessageRecord> Messages = new("sqs.message", new MessageCodec());

    /// <summary>Payloads too long to be copied at every receive: by storage id and order for both kinds of queue (a FIFO message has an empty id).</summary>
    public static readonly Table<MessageIdentity, PayloadRecord> Payloads = new("sqs.payload", new PayloadCodec());

    /// <summary>From a receipt to a message whose visibility was changed after the receive.</summary>
    public static readonly Table<MessageIdentity, ForwardRecord> Forwards = new("sqs.forward", JsonRecord.Codec(() => SqsJson.Default.ForwardRecord));

    public static readonly Table<TenantKey, PayloadRecord> Tenants = new("sqs.tenant", new PayloadCodec());

    public static readonly Table<FifoKey, MessageRecord> Fifo = new("sqs.fifo", new MessageCodec());

    public static readonly Index<LaneKey, FifoKey, MessageRecord> FifoByLane =
        Fifo.AddIndex<LaneKey>("by-lane", static (k, m) => new LaneKey(k.StorageId, m.ReceiveCount == 0 ? MessageKey.Fresh : MessageKey.Received, m.VisibleAt));

    public static readonly Table<GroupKey, GroupRecord> Groups = new("sqs.group", JsonRecord.Codec(() => SqsJson.Default.GroupRecord));

    /// <summary>Groups by the moment at which their head may be received.</summary>
    public static readonly Index<AvailableKey, GroupKey, GroupRecord> GroupsByAvailable =
        Groups.AddIndex<AvailableKey>("by-available", static (k, g) => new AvailableKey(k.StorageId, g.AvailableAt));

    public static readonly Table<NumberKey, SequenceRecord> Sequences = new("sqs.sequence", JsonRecord.Codec(() => SqsJson.Default.SequenceRecord));

    public static readonly Table<DeduplicationKey, DeduplicationRecord> Deduplication = new("sqs.deduplication", JsonRecord.Codec(() => SqsJson.Default.DeduplicationRecord));

    public static readonly Index<AvailableKey, DeduplicationKey, DeduplicationRecord> DeduplicationByExpiry =
        Deduplication.AddIndex<AvailableKey>("by-expiry", static (k, d) => new AvailableKey(k.QueueId, d.Expires));

    public static readonly Table<GroupKey, AttemptRecord> Attempts = new("sqs.attempt", JsonRecord.Codec(() => SqsJson.Default.AttemptRecord));

    public static readonly Index<AvailableKey, GroupKey, AttemptRecord> AttemptsByExpiry =
        Attempts.AddIndex<AvailableKey>("by-expiry", static (k, a) => new AvailableKey(k.StorageId, a.Expires));

    public static readonly Table<MoveKey, MoveRecord> Moves = new("sqs.move", JsonRecord.Codec(() => SqsJson.Default.MoveRecord));

    /// <summary>The signal that wakes who waits for messages of a queue.</summary>
    public static string Subject(QueueRecord queue) => $"sqs:{queue.StorageId}";
}
