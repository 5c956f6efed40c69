using System.Buffers;
using Undercast.Storage;

namespace Undercast.Sqs;

/// <summary>A queue's name within its account and region.</summary>
internal readonly record struct QueueKey(string Account, string Region, string Name) : ITupleKey<QueueKey>
{
    public void Write(ref TupleWriter w)
    {
        w.String(Account);
        w.String(Region);
        w.String(Name);
    }

    public static QueueKey Read(ref TupleReader r) => new(r.String(), r.String(), r.String());
}

/// <summary>A queue's settings. Times are whole milliseconds, durations whole seconds.</summary>
internal sealed record QueueRecord
{
    /// <summary>Tells this queue from an earlier one of the same name.</summary>
    public required long QueueId { get; init; }
    /// <summary>Owns the messages; a purge gives the queue a fresh one, and a job clears the old one's rows.</summary>
    public required long StorageId { get; init; }
    public required DateTimeOffset Created { get; init; }
    public required DateTimeOffset Modified { get; init; }
    public DateTimeOffset? Purged { get; init; }
    public bool Fifo { get; init; }
    public int VisibilityTimeout { get; init; } = 30;
    public int DelaySeconds { get; init; }
    public int MaximumMessageSize { get; init; } = Limits.MessageBytes;
    public int RetentionSeconds { get; init; } = 345_600;
    public int ReceiveWaitSeconds { get; init; }
    public string? RedrivePolicy { get; init; }
    public string? DeadLetterArn { get; init; }
    public int MaxReceiveCount { get; init; }
    public string? RedriveAllowPolicy { get; init; }
    public string? Policy { get; init; }
    public bool ContentBasedDeduplication { get; init; }
    public string? DeduplicationScope { get; init; }
    public string? FifoThroughputLimit { get; init; }
    public string? KmsMasterKeyId { get; init; }
    public int? KmsDataKeyReusePeriodSeconds { get; init; }
    public bool SqsManagedSse { get; init; } = true;
    /// <summary>Whether a message with a group id was ever sent to this standard queue, so that receives share fairly between groups.</summary>
    public bool Fair { get; init; }
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();
}

internal sealed class QueueCodec : IRecordCodec<QueueRecord>
{
    public void Write(QueueRecord q, IBufferWriter<byte> output)
    {
        var w = new BinaryRecordWriter(output, 1);
        w.Int64(q.QueueId);
        w.Int64(q.StorageId);
        w.Time(q.Created);
        w.Time(q.Modified);
        w.OptionalTime(q.Purged);
        w.Bool(q.Fifo);
        w.Int32(q.VisibilityTimeout);
        w.Int32(q.DelaySeconds);
        w.Int32(q.MaximumMessageSize);
        w.Int32(q.RetentionSeconds);
        w.Int32(q.ReceiveWaitSeconds);
        w.OptionalString(q.RedrivePolicy);
        w.OptionalString(q.DeadLetterArn);
        w.Int32(q.MaxReceiveCount);
        w.OptionalString(q.RedriveAllowPolicy);
        w.OptionalString(q.Policy);
        w.Bool(q.ContentBasedDeduplication);
        w.OptionalString(q.DeduplicationScope);
        w.OptionalString(q.FifoThroughputLimit);
        w.OptionalString(q.KmsMasterKeyId);
        w.OptionalInt64(q.KmsDataKeyReusePeriodSeconds);
        w.Bool(q.SqsManagedSse);
        w.Bool(q.Fair);
        w.StringMap(q.Tags);
    }

    public QueueRecord Read(ReadOnlyMemory<byte> stored)
    {
        var r = new BinaryRecordReader(stored);
        return new QueueRecord
        {
            QueueId = r.Int64(),
            StorageId = r.Int64(),
            Created = r.Time(),
            Modified = r.Time(),
            Purged = r.OptionalTime(),
            Fifo = r.Bool(),
            VisibilityTimeout = r.Int32(),
            DelaySeconds = r.Int32(),
            MaximumMessageSize = r.Int32(),
            RetentionSeconds = r.Int32(),
            ReceiveWaitSeconds = r.Int32(),
            RedrivePolicy = r.OptionalString(),
            DeadLetterArn = r.OptionalString(),
            MaxReceiveCount = r.Int32(),
            RedriveAllowPolicy = r.OptionalString(),
            Policy = r.OptionalString(),
            ContentBasedDeduplication = r.Bool(),
            DeduplicationScope = r.OptionalString(),
            FifoThroughputLimit = r.OptionalString(),
            KmsMasterKeyId = r.OptionalString(),
            KmsDataKeyReusePeriodSeconds = (int?)r.OptionalInt64(),
            SqsManagedSse = r.Bool(),
            Fair = r.Bool(),
            Tags = r.StringMap(),
        };
    }
}
