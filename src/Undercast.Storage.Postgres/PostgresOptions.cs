using Microsoft.Extensions.Logging;

namespace Undercast.Storage.Postgres;

/// <summary>How to open a <see cref="PostgresStore"/>.</summary>
public sealed record PostgresOptions
{
    /// <summary>An Npgsql connection string.</summary>
    public required string ConnectionString { get; init; }

    /// <summary>The clock of signal time-outs and back-off.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Hears of lost connections.</summary>
    public ILogger? Logger { get; init; }

    /// <summary>How long a write is repeated after conflicts before it is given up.</summary>
    public TimeSpan ConflictLimit { get; init; } = TimeSpan.FromSeconds(60);
}
