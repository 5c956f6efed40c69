using System.Text.Json.Serialization;

namespace Undercast.Sqs;

/// <summary>A queue name that may not be used again yet.</summary>
internal sealed record DeletedRecord(DateTimeOffset At);

/// <summary>Where the message of the receipt with that count stands now.</summary>
internal sealed record ForwardRecord(int ReceiveCount, DateTimeOffset VisibleAt);

/// <summary>A message group of a FIFO queue that has messages.</summary>
internal sealed record GroupRecord(DateTimeOffset AvailableAt);

/// <summary>The last sequence number given in a FIFO queue.</summary>
internal sealed record SequenceRecord(long Last);

/// <summary>A send that a repetition within five minutes answers like.</summary>
internal sealed record DeduplicationRecord(Guid MessageId, long Sequence, DateTimeOffset Expires);

/// <summary>A receive of a FIFO queue that its caller may repeat.</summary>
internal sealed record AttemptRecord(DateTimeOffset Expires, IReadOnlyList<AttemptedMessage> Messages);

internal sealed record AttemptedMessage(string Group, long Sequence, int ReceiveCount, DateTimeOffset VisibleAt);

/// <summary>A move of messages out of a dead-letter queue.</summary>
internal sealed record MoveRecord
{
    public required string Status { get; init; }
    public string? DestinationArn { get; init; }
    public int? MaxPerSecond { get; init; }
    public long Moved { get; init; }
    public long ToMove { get; init; }
    public string? FailureReason { get; init; }

    public const string Running = "RUNNING";
    public const string Completed = "COMPLETED";
    public const string Cancelling = "CANCELLING";
    public const string Cancelled = "CANCELLED";
    public const string Failed = "FAILED";
}

/// <summary>Names a move task to the job that performs it.</summary>
internal sealed record MovePayload(string SourceArn, DateTimeOffset Started, string TaskId);

/// <summary>Names the rows that a deleted or purged queue has left.</summary>
internal sealed record DropPayload(long StorageId);

/// <summary>Names a queue whose expired messages are to be removed.</summary>
internal sealed record SweepPayload(string Account, string Region, string Name, long QueueId);

[JsonSerializable(typeof(DeletedRecord))]
[JsonSerializable(typeof(ForwardRecord))]
[JsonSerializable(typeof(GroupRecord))]
[JsonSerializable(typeof(SequenceRecord))]
[JsonSerializable(typeof(DeduplicationRecord))]
[JsonSerializable(typeof(AttemptRecord))]
[JsonSerializable(typeof(MoveRecord))]
[JsonSerializable(typeof(MovePayload))]
[JsonSerializable(typeof(DropPayload))]
[JsonSerializable(typeof(SweepPayload))]
internal sealed partial class SqsJson : JsonSerializerContext;
