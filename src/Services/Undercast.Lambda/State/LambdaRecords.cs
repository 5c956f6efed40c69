using System.Text.Json.Serialization;

namespace Undercast.Lambda;

/// <summary>A stored package.</summary>
/// <param name="Blob">The id of the blob.</param>
/// <param name="Sha256">In base64.</param>
/// <param name="Size">In bytes, packed.</param>
internal sealed record PackageRecord(string Blob, string Sha256, long Size);

/// <summary>A layer as a function uses it; it stays when the layer is deleted.</summary>
internal sealed record UsedLayer(string Arn, PackageRecord Package);

/// <summary>The code and settings of a function or of one of its versions.</summary>
internal sealed record SettingsRecord
{
    public required string Runtime { get; init; }
    public required string Role { get; init; }
    public required string Handler { get; init; }
    public required PackageRecord Package { get; init; }
    public required string LastModified { get; init; }
    /// <summary>New with every change; also the key of warm processes.</summary>
    public required string RevisionId { get; init; }
    public string Description { get; init; } = "";
    public int Timeout { get; init; } = 3;
    public int MemorySize { get; init; } = 128;
    public IReadOnlyDictionary<string, string>? Variables { get; init; }
    public IReadOnlyList<UsedLayer>? Layers { get; init; }
    public string? DeadLetterArn { get; init; }
    public string? KmsKeyArn { get; init; }
    public string TracingMode { get; init; } = "PassThrough";
    public VpcConfig? Vpc { get; init; }
    public IReadOnlyList<FileSystemConfig>? FileSystems { get; init; }
    public string Architecture { get; init; } = "x86_64";
    public int EphemeralStorage { get; init; } = 512;
    public string SnapStart { get; init; } = "None";
    public LoggingConfig? Logging { get; init; }
}

/// <summary>How queued events of a function, version or alias are handled.</summary>
internal sealed record EventInvokeRecord(int? MaximumRetryAttempts, int? MaximumEventAgeInSeconds, string? OnSuccess, string? OnFailure, DateTimeOffset LastModified);

internal sealed record UrlRecord(string Id, string AuthType, Cors? Cors, string InvokeMode, string Created, string Modified);

/// <summary>A function. What is kept by qualifier uses <c>$LATEST</c> for the function itself.</summary>
internal sealed record FunctionRecord
{
    public required SettingsRecord Latest { get; init; }
    public long LastVersion { get; init; }
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();
    public int? ReservedConcurrency { get; init; }
    public IReadOnlyDictionary<string, string> Policies { get; init; } = new Dictionary<string, string>();
    public IReadOnlyDictionary<string, EventInvokeRecord> EventInvokes { get; init; } = new Dictionary<string, EventInvokeRecord>();
    public IReadOnlyDictionary<string, UrlRecord> Urls { get; init; } = new Dictionary<string, UrlRecord>();
    public IReadOnlyDictionary<string, ProvisionedRecord> Provisioned { get; init; } = new Dictionary<string, ProvisionedRecord>();
    public IReadOnlyDictionary<string, RuntimeUpdateRecord> RuntimeUpdates { get; init; } = new Dictionary<string, RuntimeUpdateRecord>();
    public string? RecursiveLoop { get; init; }
    public string? CodeSigning { get; init; }
}

/// <summary>How many instances are kept started.</summary>
internal sealed record ProvisionedRecord(int Count, string LastModified);

internal sealed record RuntimeUpdateRecord(string On, string? RuntimeVersionArn);

internal sealed record SigningRecord(IReadOnlyList<string> Profiles, string? Description, string OnUntrusted, string LastModified);

internal sealed record ProvisionPayload(string Account, string Region, string Name, string Qualifier);

/// <summary>A window of a stream that is open: since when, and what the function has gathered.</summary>
internal sealed record WindowRecord(DateTimeOffset Start, string State);

internal sealed record AliasRecord(string Version, string Description, IReadOnlyDictionary<string, double>? Weights, string RevisionId);

internal sealed record LayerRecord
{
    public required PackageRecord Package { get; init; }
    public required string Created { get; init; }
    public string? Description { get; init; }
    public IReadOnlyList<string>? Runtimes { get; init; }
    public IReadOnlyList<string>? Architectures { get; init; }
    public string? License { get; init; }
    public string? Policy { get; init; }
    public string? PolicyRevision { get; init; }
    /// <summary>The publication that made it.</summary>
    public Guid? Making { get; init; }
}

internal sealed record LayerCounterRecord(long Last);

internal sealed record UrlTargetRecord(string Account, string Region, string Name, string Qualifier);

internal sealed record MappingRecord
{
    public required string SourceArn { get; init; }
    public required string FunctionName { get; init; }
    public string? Qualifier { get; init; }
    public required bool Enabled { get; init; }
    public required int BatchSize { get; init; }
    public required DateTimeOffset Modified { get; init; }
    public int Window { get; init; }
    public IReadOnlyList<string>? Filters { get; init; }
    public bool ReportsItems { get; init; }
    public int? MaximumConcurrency { get; init; }
    public string? StartingPosition { get; init; }
    public DateTimeOffset? StartingTime { get; init; }
    public int Parallelization { get; init; } = 1;
    public int MaximumAge { get; init; } = -1;
    public int MaximumRetries { get; init; } = -1;
    public bool Bisects { get; init; }
    public string? OnFailure { get; init; }
    /// <summary>Seconds over which a function gathers state; 0 for none.</summary>
    public int Tumbling { get; init; }
    /// <summary>The open window of each shard.</summary>
    public IReadOnlyDictionary<string, WindowRecord>? Windows { get; init; }
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();
    public string LastResult { get; init; } = "No records processed";
    /// <summary>Where each shard of a stream goes on: the last sequence number that is done with.</summary>
    public IReadOnlyDictionary<string, string>? Checkpoints { get; init; }
}

/// <summary>A queued event.</summary>
internal sealed record QueuedEvent
{
    public required string Account { get; init; }
    public required string Region { get; init; }
    public required string Name { get; init; }
    public string? Qualifier { get; init; }
    public required string RequestId { get; init; }
    public required string InvokedArn { get; init; }
    public required byte[] Payload { get; init; }
    public required DateTimeOffset Queued { get; init; }
    public string? ClientContext { get; init; }
    /// <summary>The trace header of what caused it.</summary>
    public string? TraceHeader { get; init; }
    /// <summary>How often the function was called for it.</summary>
    public int Calls { get; init; }
    /// <summary>How often it could not be called.</summary>
    public int Deferrals { get; init; }
}

internal sealed record MappingPayload(string Account, string Region, string Id);

[JsonSerializable(typeof(FunctionRecord))]
[JsonSerializable(typeof(SettingsRecord))]
[JsonSerializable(typeof(AliasRecord))]
[JsonSerializable(typeof(LayerRecord))]
[JsonSerializable(typeof(LayerCounterRecord))]
[JsonSerializable(typeof(UrlTargetRecord))]
[JsonSerializable(typeof(MappingRecord))]
[JsonSerializable(typeof(QueuedEvent))]
[JsonSerializable(typeof(MappingPayload))]
[JsonSerializable(typeof(SigningRecord))]
[JsonSerializable(typeof(ProvisionPayload))]
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
internal sealed partial class LambdaJson : JsonSerializerContext;
