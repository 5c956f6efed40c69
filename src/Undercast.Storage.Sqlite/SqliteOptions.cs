using Microsoft.Extensions.Logging;

namespace Undercast.Storage.Sqlite;

/// <summary>What an acknowledged write survives.</summary>
public enum Durability
{
    /// <summary>A power failure: the log is synced before a group of transactions is acknowledged.</summary>
    Full,

    /// <summary>A killed process. A crash of the operating system may lose the last moment and never corrupts.</summary>
    Relaxed,
}

/// <summary>How to open a <see cref="SqliteStore"/>.</summary>
public sealed record SqliteOptions
{
    /// <summary>The data directory; made when it is absent.</summary>
    public required string Directory { get; init; }

    /// <summary>What an acknowledged write survives.</summary>
    public Durability Durability { get; init; } = Durability.Full;

    /// <summary>The clock of signal time-outs.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Hears of checkpoints that fail.</summary>
    public ILogger? Logger { get; init; }

    /// <summary>The layout for a new file; fixed by measurement, see docs/decisions.</summary>
    internal SqliteLayout Layout { get; init; } = new();

    /// <summary>A cap on the file, for tests of a full disk.</summary>
    internal int? MaxPages { get; init; }
}

/// <summary>The knobs that were measured; see docs/decisions. An existing file keeps its page size and its tables.</summary>
internal sealed record SqliteLayout
{
    public int PageSize { get; init; } = 8192;

    /// <summary>A row whose key and value together are longer has its value in a table of its own: SQLite keeps 2,030 bytes of a row in a page of 8 KB and
    /// spills the rest.</summary>
    public int LargeRow { get; init; } = 2000;

    public bool WithoutRowId { get; init; } = true;
}
