namespace Undercast.Kernel;

/// <summary>Writes log events for services. Groups and streams are made when they do not exist.</summary>
/// <remarks>Does not check permissions: a service asks <see cref="IAccess"/> whether the role in whose name it writes may do so.</remarks>
public interface ILogWriter
{
    /// <summary>Queues events for writing and returns at once; they are readable within a fraction of a second. Under pressure the caller is held back rather than memory filled.</summary>
    ValueTask WriteAsync(LogTarget target, IReadOnlyList<LogEntry> entries, CancellationToken ct);

    /// <summary>Returns when everything written before is durable and readable.</summary>
    ValueTask FlushAsync(CancellationToken ct);
}

/// <summary>A log stream.</summary>
/// <param name="Account">The 12-digit account.</param>
/// <param name="Region">The region.</param>
/// <param name="Group">The log group's name.</param>
/// <param name="Stream">The log stream's name.</param>
public readonly record struct LogTarget(string Account, string Region, string Group, string Stream);

/// <summary>One log event.</summary>
/// <param name="Time">When it happened.</param>
/// <param name="Message">The text, at most 1 MB.</param>
public readonly record struct LogEntry(DateTimeOffset Time, string Message);
