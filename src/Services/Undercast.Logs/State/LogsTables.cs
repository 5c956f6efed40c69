using System.Buffers;
using System.Text.Json.Serialization;
using Undercast.Storage;

namespace Undercast.Logs;

internal readonly record struct GroupKey(string Account, string Region, string Name) : ITupleKey<GroupKey>
{
    public void Write(ref TupleWriter w)
    {
        w.String(Account);
        w.String(Region);
        w.String(Name);
    }

    public static GroupKey Read(ref TupleReader r) => new(r.String(), r.String(), r.String());
}

internal readonly record struct StreamKey(long Group, string Name) : ITupleKey<StreamKey>
{
    public void Write(ref TupleWriter w)
    {
        w.Int64(Group);
        w.String(Name);
    }

    public static StreamKey Read(ref TupleReader r) => new(r.Int64(), r.String());
}

/// <summary>A stream's place in the order of last events.</summary>
internal readonly record struct LastEventKey(long Group, DateTimeOffset Last) : ITupleKey<LastEventKey>
{
    public void Write(ref TupleWriter w)
    {
        w.Int64(Group);
        w.Time(Last);
    }

    public static LastEventKey Read(ref TupleReader r) => new(r.Int64(), r.Time());
}

/// <summary>An event: by stream, then by time, then in the order of writing.</summary>
internal readonly record struct EventKey(long Group, long Stream, DateTimeOffset Time, long Sequence) : ITupleKey<EventKey>
{
    public void Write(ref TupleWriter w)
    {
        w.Int64(Group);
        w.Int64(Stream);
        w.Time(Time);
        w.Int64(Sequence);
    }

    public static EventKey Read(ref TupleReader r) => new(r.Int64(), r.Int64(), r.Time(), r.Int64());
}

/// <summary>Something of an account that has an id or name: a query, an export, a policy.</summary>
internal readonly record struct NamedKey(string Account, string Region, string Name) : ITupleKey<NamedKey>
{
    public void Write(ref TupleWriter w)
    {
        w.String(Account);
        w.String(Region);
        w.String(Name);
    }

    public static NamedKey Read(ref TupleReader r) => new(r.String(), r.String(), r.String());
}

/// <summary>A query and what became of it.</summary>
internal sealed record QueryRecord
{
    public required string Text { get; init; }
    public required IReadOnlyList<string> Groups { get; init; }
    public required long Start { get; init; }
    public required long End { get; init; }
    public required DateTimeOffset Created { get; init; }
    public int? Limit { get; init; }
    public string Status { get; init; } = "Scheduled";
    public IReadOnlyList<IReadOnlyList<ResultField>>? Rows { get; init; }
    public long Scanned { get; init; }
    public long Matched { get; init; }
    public long Bytes { get; init; }
    public long Milliseconds { get; init; }
}

internal sealed record QueryDefinitionRecord(string Name, string Text, IReadOnlyList<string>? Groups, IReadOnlyList<QueryParameter>? Parameters, string Language, DateTimeOffset Modified);

internal sealed record ExportRecord
{
    public string? Name { get; init; }
    public required string Group { get; init; }
    public string? Prefix { get; init; }
    public required long From { get; init; }
    public required long To { get; init; }
    public required string Bucket { get; init; }
    public string? Folder { get; init; }
    public required DateTimeOffset Created { get; init; }
    public DateTimeOffset? Completed { get; init; }
    public string Status { get; init; } = "PENDING";
    public string? Message { get; init; }
}

internal sealed record PolicyRecord(string Document, DateTimeOffset Updated, string Revision);

internal sealed record MetricFilterRecord(string Pattern, IReadOnlyList<MetricTransformation> Transformations, DateTimeOffset Created);

internal sealed record TaskPayload(string Account, string Region, string Id);

internal sealed record SubscriptionRecord(string Pattern, string Destination, string? Role, string? Distribution, DateTimeOffset Created);

internal sealed record GroupRecord
{
    /// <summary>Owns the streams and events; a group that is made anew under the same name has another.</summary>
    public required long Id { get; init; }
    public required DateTimeOffset Created { get; init; }
    public int? RetentionDays { get; init; }
    public string Class { get; init; } = "STANDARD";
    public string? KmsKey { get; init; }
    public bool Protected { get; init; }
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();
    public IReadOnlyDictionary<string, MetricFilterRecord> MetricFilters { get; init; } = new Dictionary<string, MetricFilterRecord>();
    public IReadOnlyDictionary<string, SubscriptionRecord> Subscriptions { get; init; } = new Dictionary<string, SubscriptionRecord>();
}

internal sealed record StreamRecord
{
    public required long Id { get; init; }
    public required DateTimeOffset Created { get; init; }
    public DateTimeOffset? First { get; init; }
    public DateTimeOffset? Last { get; init; }
    public DateTimeOffset? Ingested { get; init; }
    public long Bytes { get; init; }
}

internal sealed record EventRecord(DateTimeOffset Ingested, string Message);

internal sealed class EventCodec : IRecordCodec<EventRecord>
{
    public void Write(EventRecord record, IBufferWriter<byte> output)
    {
        var w = new BinaryRecordWriter(output, 1);
        w.Time(record.Ingested);
        w.String(record.Message);
    }

    public EventRecord Read(ReadOnlyMemory<byte> stored)
    {
        var r = new BinaryRecordReader(stored);
        return new EventRecord(r.Time(), r.String());
    }
}

/// <summary>Names what a job of a group works on.</summary>
internal sealed record GroupPayload(string Account, string Region, string Name, long Id);

internal sealed record DropPayload(long Group, long? Stream);

/// <summary>Events on their way to a subscriber.</summary>
internal sealed record SubscriptionPayload(string Account, string Region, string Group, string Stream, string Filter, string Destination, IReadOnlyList<SubscribedEvent> Events);

internal sealed record SubscribedEvent(string Id, long Timestamp, string Message);

[JsonSerializable(typeof(GroupRecord))]
[JsonSerializable(typeof(StreamRecord))]
[JsonSerializable(typeof(GroupPayload))]
[JsonSerializable(typeof(DropPayload))]
[JsonSerializable(typeof(SubscriptionPayload))]
[JsonSerializable(typeof(QueryRecord))]
[JsonSerializable(typeof(QueryDefinitionRecord))]
[JsonSerializable(typeof(ExportRecord))]
[JsonSerializable(typeof(PolicyRecord))]
[JsonSerializable(typeof(TaskPayload))]
internal sealed partial class LogsJson : JsonSerializerContext;

internal static class LogsTables
{
    public static readonly Table<GroupKey, GroupRecord> Groups = new("logs.group", JsonRecord.Codec(() => LogsJson.Default.GroupRecord));
    public static readonly Table<StreamKey, StreamRecord> Streams = new("logs.stream", JsonRecord.Codec(() => LogsJson.Default.StreamRecord));
    public static readonly Index<LastEventKey, StreamKey, StreamRecord> StreamsByLast =
        Streams.AddIndex<LastEventKey>("by-last", static (key, stream) => new LastEventKey(key.Group, stream.Last ?? DateTimeOffset.UnixEpoch));
    public static readonly Table<EventKey, EventRecord> Events = new("logs.event", new EventCodec());

    public static readonly Table<NamedKey, QueryRecord> Queries = new("logs.query", JsonRecord.Codec(() => LogsJson.Default.QueryRecord));
    public static readonly Table<NamedKey, QueryDefinitionRecord> QueryDefinitions = new("logs.query-definition", JsonRecord.Codec(() => LogsJson.Default.QueryDefinitionRecord));
    public static readonly Table<NamedKey, ExportRecord> Exports = new("logs.export", JsonRecord.Codec(() => LogsJson.Default.ExportRecord));
    public static readonly Table<NamedKey, PolicyRecord> Policies = new("logs.resource-policy", JsonRecord.Codec(() => LogsJson.Default.PolicyRecord));

    /// <summary>Signalled when a group gets events.</summary>
    public static string Subject(long group) => $"logs/{group}";
}
