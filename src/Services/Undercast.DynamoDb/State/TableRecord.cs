using System.Text.Json.Serialization;

namespace Undercast.DynamoDb;

/// <summary>A table as it is stored. Small and rarely written: every call reads it.</summary>
internal sealed record TableRecord
{
    public required Guid Id { get; init; }
    /// <summary>Under which number the items lie.</summary>
    public required long Storage { get; init; }
    public required DateTimeOffset Created { get; init; }
    public required IReadOnlyList<NamedType> Attributes { get; init; }
    public required string Hash { get; init; }
    public string? Range { get; init; }
    public bool OnDemand { get; init; }
    public DateTimeOffset? OnDemandSince { get; init; }
    public required ThroughputRecord Throughput { get; init; }
    public IReadOnlyList<IndexRecord> Indexes { get; init; } = [];
    public StreamSetting? Stream { get; init; }
    public ExpirySetting? Expiry { get; init; }
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();
    public bool DeletionProtection { get; init; }
    public EncryptionSetting? Encryption { get; init; }
    public string? TableClass { get; init; }
    public OnDemandThroughput? OnDemandLimits { get; init; }
    public WarmThroughput? Warm { get; init; }
    /// <summary>Where the changes are kept, while something must be able to look back.</summary>
    public HistorySetting? History { get; init; }
    public RestoreRecord? Restore { get; init; }
    /// <summary>What is being done to the table, in AWS's words; null while it is active.</summary>
    public string? Status { get; init; }
    /// <summary>The other regions that have a replica of this table.</summary>
    public IReadOnlyList<string> Replicas { get; init; } = [];
    /// <summary>How throughput is to be scaled, by region and index (`region` or `region/index`), reads and writes apart; kept and told, nothing more.</summary>
    public IReadOnlyDictionary<string, ScalingRecord>? Scaling { get; init; }
    /// <summary>Where the catalog found this.</summary>
    [JsonIgnore]
    public TableHome? Home { get; init; }
    /// <summary>Contributor insights by index, the table's own under the empty name: the mode.</summary>
    public IReadOnlyDictionary<string, InsightsRecord>? Insights { get; init; }

    /// <summary>Whether items are still being restored; until then nobody reads or writes them.</summary>
    [JsonIgnore]
    public bool IsRestoring => Restore?.InProgress == true;

    /// <summary>The status as AWS tells it.</summary>
    [JsonIgnore]
    public string State => IsRestoring ? Creating : Status ?? "ACTIVE";

    /// <summary>Whether items may be read and written.</summary>
    [JsonIgnore]
    public bool IsServing => State is "ACTIVE" or Updating;

    /// <summary>Whether nothing is being done to the table or an index.</summary>
    [JsonIgnore]
    public bool IsSettled => State == "ACTIVE" && Indexes.All(i => i is { Filling: false, Status: null });

    public const string Creating = "CREATING", Updating = "UPDATING", Deleting = "DELETING";

    [JsonIgnore]
    public TableLayout Layout => field ??= new TableLayout(this);
}

/// <summary>The history of a table.</summary>
/// <param name="Storage">Under which number it lies.</param>
/// <param name="Since">From when the table can be restored; null when only copies in progress need the history.</param>
/// <param name="Days">For how many days it is kept.</param>
/// <param name="Copies">How many copies are being made.</param>
internal sealed record HistorySetting(long Storage, DateTimeOffset? Since, int Days, int Copies);

/// <summary>From what a table was restored.</summary>
internal sealed record RestoreRecord(string? Backup, string? Table, DateTimeOffset At, bool InProgress);

/// <summary>The catalog and key by which a table was found.</summary>
internal sealed record TableHome(TableCatalog Catalog, TableKey Key);

/// <summary>Settings of auto scaling.</summary>
internal sealed record ScalingRecord(AutoScalingSettingsDescription? Reads, AutoScalingSettingsDescription? Writes);

internal sealed record InsightsRecord(string Mode, DateTimeOffset Updated);

/// <summary>A backup: the table as it was, and its items under a number of their own.</summary>
internal sealed record BackupRecord
{
    public required string Name { get; init; }
    public required DateTimeOffset Created { get; init; }
    public required long Storage { get; init; }
    public required TableRecord Table { get; init; }
    public bool Available { get; init; }
    /// <summary>The table that is being restored from this; null for none.</summary>
    public string? Restoring { get; init; }
    public long Items { get; init; }
    public long Bytes { get; init; }
}

/// <summary>An attribute and its type letter.</summary>
internal sealed record NamedType(string Name, string Type);

/// <summary>Provisioned capacity.</summary>
internal sealed record ThroughputRecord(long Read, long Write)
{
    public DateTimeOffset? Increased { get; init; }
    public DateTimeOffset? Decreased { get; init; }
    public long Decreases { get; init; }
}

internal sealed record IndexRecord
{
    public required string Name { get; init; }
    public required long Storage { get; init; }
    public required bool Local { get; init; }
    public required IReadOnlyList<string> Hash { get; init; }
    public required IReadOnlyList<string> Range { get; init; }
    public required string Projection { get; init; }
    public IReadOnlyList<string> Included { get; init; } = [];
    /// <summary>Whether existing items are still being entered.</summary>
    public bool Filling { get; init; }
    /// <summary>What else is being done to the index: UPDATING, DELETING, or null.</summary>
    public string? Status { get; init; }
    public ThroughputRecord? Throughput { get; init; }
    public OnDemandThroughput? OnDemandLimits { get; init; }
    public WarmThroughput? Warm { get; init; }
}

/// <summary>The stream that a table writes to.</summary>
internal sealed record StreamSetting(string Label, string View, long Id)
{
    /// <summary>The shards that changes are written to, by the first hash of each; null while the stream has but its first.</summary>
    public IReadOnlyList<OpenShard>? Shards { get; init; }

    /// <summary>Under which number the changes of an item lie.</summary>
    public long ShardOf(KeyLayout keys, AttributeMap item)
    {
        if (Shards is not { Count: > 0 } shards) return Id;
        if (shards.Count == 1) return shards[0].Storage;
        var hash = ItemRows.HashOf(keys, item);
        var at = shards.Count - 1;
        while (at > 0 && shards[at].From > hash) at--;
        return shards[at].Storage;
    }
}

/// <summary>The attribute by which items expire.</summary>
internal sealed record ExpirySetting(string Attribute, long Storage);

internal sealed record EncryptionSetting(bool Enabled, string? Type, string? Key);

/// <summary>A stream, which outlives its table by a day.</summary>
internal sealed record StreamHeadRecord
{
    public required long Id { get; init; }
    public required string View { get; init; }
    public required DateTimeOffset Created { get; init; }
    public required string Hash { get; init; }
    public string? Range { get; init; }
    public DateTimeOffset? Disabled { get; init; }
    /// <summary>When the rate was looked at last, and at which sequence number.</summary>
    public DateTimeOffset? Looked { get; init; }
    public long LookedAt { get; init; }
}

/// <summary>A resource policy.</summary>
internal sealed record PolicyRecord(string Policy, string Revision);

/// <summary>What a transaction's token stood for.</summary>
internal sealed record TokenRecord(string Digest, DateTimeOffset Expires);

[JsonSerializable(typeof(TableRecord))]
[JsonSerializable(typeof(StreamHeadRecord))]
[JsonSerializable(typeof(PolicyRecord))]
[JsonSerializable(typeof(TokenRecord))]
[JsonSerializable(typeof(BackupRecord))]
[JsonSerializable(typeof(CopyPayload))]
[JsonSerializable(typeof(HistoryPayload))]
[JsonSerializable(typeof(FillPayload))]
[JsonSerializable(typeof(ExpirePayload))]
[JsonSerializable(typeof(DropPayload))]
[JsonSerializable(typeof(SettlePayload))]
[JsonSerializable(typeof(ShardRecord))]
[JsonSerializable(typeof(ReplicaPayload))]
[JsonSerializable(typeof(ExportRecord))]
[JsonSerializable(typeof(ImportRecord))]
[JsonSerializable(typeof(TransferPayload))]
[JsonSerializable(typeof(TrimPayload))]
internal sealed partial class DynamoDbJson : JsonSerializerContext;
