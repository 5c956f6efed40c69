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

    [JsonIgnore]
    public TableLayout Layout => field ??= new TableLayout(this);
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
    public ThroughputRecord? Throughput { get; init; }
    public OnDemandThroughput? OnDemandLimits { get; init; }
    public WarmThroughput? Warm { get; init; }
}

/// <summary>The stream that a table writes to.</summary>
internal sealed record StreamSetting(string Label, string View, long Id);

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
}

/// <summary>A resource policy.</summary>
internal sealed record PolicyRecord(string Policy, string Revision);

/// <summary>What a transaction's token stood for.</summary>
internal sealed record TokenRecord(string Digest, DateTimeOffset Expires);

[JsonSerializable(typeof(TableRecord))]
[JsonSerializable(typeof(StreamHeadRecord))]
[JsonSerializable(typeof(PolicyRecord))]
[JsonSerializable(typeof(TokenRecord))]
[JsonSerializable(typeof(FillPayload))]
[JsonSerializable(typeof(ExpirePayload))]
[JsonSerializable(typeof(DropPayload))]
[JsonSerializable(typeof(TrimPayload))]
internal sealed partial class DynamoDbJson : JsonSerializerContext;
