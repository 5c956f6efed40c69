namespace Undercast.Functions;

/// <summary>All that an instance of a function is made of. Instances are shared between calls whose specs have the same <see cref="Key"/>.</summary>
public sealed record FunctionSpec
{
    /// <summary>Names the function in one revision of its code and configuration.</summary>
    public required string Key { get; init; }

    /// <summary>The function's ARN without a version; concurrency is counted by it.</summary>
    public required string FunctionArn { get; init; }

    public required string Name { get; init; }

    public required string Version { get; init; }

    /// <summary>AWS's name, such as <c>nodejs22.x</c>.</summary>
    public required string Runtime { get; init; }

    public required string Handler { get; init; }

    /// <summary>The unpacked package; read-only to the function.</summary>
    public required string CodeDirectory { get; init; }

    /// <summary>The unpacked layers in their order; one directory, or null for none.</summary>
    public string? LayerDirectory { get; init; }

    /// <summary>The function's own variables.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    public required string Account { get; init; }

    public required string Region { get; init; }

    /// <summary>Where SDKs in the function find this cloud.</summary>
    public required string Endpoint { get; init; }

    public int MemoryMegabytes { get; init; } = 128;

    /// <summary>What <c>/tmp</c> may hold.</summary>
    public int EphemeralMegabytes { get; init; } = 512;

    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(3);

    public required string LogGroup { get; init; }

    /// <summary>Whether output is written to logs at all; roles without the permission have none.</summary>
    public bool WritesLogs { get; init; } = true;

    /// <summary>Whether instances were started ahead of their calls.</summary>
    public bool IsProvisioned { get; init; }

    /// <summary>Log lines of the platform as JSON records.</summary>
    public bool LogsJson { get; init; }

    /// <summary>AWS: executable files of the folder <c>extensions</c> in layers are processes beside the runtime.</summary>
    public bool HasExtensions => LayerDirectory is not null && Directory.Exists(Path.Combine(LayerDirectory, "extensions"));

    /// <summary>Whether its variables let a debugger in; its processes are not frozen then, nor is a runtime's event loop blocked.</summary>
    public bool IsDebugged => Environment.ContainsKey("UNDERCAST_DEBUG")
        || (Environment.TryGetValue("NODE_OPTIONS", out var node) && node.Contains("--inspect", StringComparison.Ordinal))
        || (Environment.TryGetValue("JAVA_TOOL_OPTIONS", out var java) && java.Contains("jdwp", StringComparison.Ordinal));

    /// <summary>Calls of the function that may run at once; null for the pool's own limit, 0 for none.</summary>
    public int? MaxConcurrency { get; init; }

    /// <summary>The credentials of the function's role; asked for at each start.</summary>
    public Func<CancellationToken, ValueTask<FunctionCredentials>>? Credentials { get; init; }
}

/// <summary>Temporary credentials that an instance starts with.</summary>
public sealed record FunctionCredentials(string AccessKeyId, string SecretAccessKey, string SessionToken, DateTimeOffset Expires)
{
    /// <summary>The key's id only: a record's own text would print the secret.</summary>
    public override string ToString() => AccessKeyId;
}

/// <summary>One call of a function.</summary>
public sealed record Invocation
{
    public required string RequestId { get; init; }

    /// <summary>The ARN by which the function was called, with its version or alias.</summary>
    public required string InvokedArn { get; init; }

    public required ReadOnlyMemory<byte> Payload { get; init; }

    /// <summary>JSON, not base64.</summary>
    public string? ClientContext { get; init; }

    /// <summary>JSON, for calls with an identity pool's credentials.</summary>
    public string? CognitoIdentity { get; init; }

    public string TraceId { get; init; } = "";

    /// <summary>Whether the caller wants the last 4 KB of the log.</summary>
    public bool WantsLogTail { get; init; }

    /// <summary>Takes an answer that streams: first its content type, then its bytes as they come. Null gathers it.</summary>
    public IAnswerStream? Stream { get; init; }
}

/// <summary>Where the bytes of a streamed answer go.</summary>
public interface IAnswerStream
{
    ValueTask StartAsync(string? contentType);

    ValueTask WriteAsync(ReadOnlyMemory<byte> bytes);
}

/// <summary>What came of a call.</summary>
public sealed record InvocationOutcome
{
    /// <summary>The answer, or the error document.</summary>
    public required ReadOnlyMemory<byte> Payload { get; init; }

    /// <summary>Whether the function failed.</summary>
    public bool Failed { get; init; }

    /// <summary>Whether <see cref="IAnswerStream.StartAsync"/> was called.</summary>
    public bool Streamed { get; init; }

    public string? ContentType { get; init; }

    /// <summary>The last 4 KB of the log, when asked for.</summary>
    public byte[]? LogTail { get; init; }

    public TimeSpan Duration { get; init; }

    /// <summary>How long the start took, for the first call of an instance.</summary>
    public TimeSpan? InitDuration { get; init; }
}

/// <summary>The function may not run more often at once.</summary>
public sealed class ConcurrencyLimitException(bool reserved) : Exception("The concurrency limit is reached.")
{
    /// <summary>Whether it is the function's own limit rather than that of all.</summary>
    public bool Reserved { get; } = reserved;
}

/// <summary>This machine cannot run the runtime.</summary>
public sealed class RuntimeUnavailableException(string message) : Exception(message);
