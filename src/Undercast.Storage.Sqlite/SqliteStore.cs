using System.Buffers.Binary;

namespace Undercast.Storage.Sqlite;

/// <summary>The keyspace in one SQLite file, <c>undercast.db</c>, in write-ahead mode.</summary>
public sealed class SqliteStore : IStore
{
    private const string FileName = "undercast.db";
    private readonly DirectoryLock _lock;
    private readonly SqliteWriter _writer;
    private readonly ReaderPool _readers;
    private readonly Checkpointer _checkpointer;
    private readonly Signals _signals;
    private volatile bool _disposed;

    private SqliteStore(DirectoryLock held, SqliteConnection writer, string file, SqliteOptions options)
    {
        _lock = held;
        _signals = new Signals(options.Time);
        var pageSize = (int)(writer.Scalar("PRAGMA page_size") ?? options.Layout.PageSize);
        _checkpointer = new Checkpointer(Configure(new SqliteConnection(file, create: false), options), writer, pageSize, options.Logger);
        _writer = new SqliteWriter(writer, options.Layout, _signals, _checkpointer, inCallers: options.Durability == Durability.Relaxed);
        _readers = new ReaderPool(() => ConfigureReader(new SqliteConnection(file, create: false)), options.Layout);
    }

    /// <inheritdoc/>
    public ISignals Signals => _signals;

    /// <inheritdoc/>
    public bool IsShared => false;

    /// <summary>Opens the store of a data directory and makes it when it is absent.</summary>
    /// <exception cref="StoreLockedException">Another process has it open.</exception>
    /// <exception cref="StoreCorruptException">The file is damaged or something else.</exception>
    /// <exception cref="StoreUnavailableException">The directory cannot be written, or the SQLite library is missing.</exception>
    public static SqliteStore Open(SqliteOptions options)
    {
        SqliteLibrary.Require();
        CreateDirectory(options.Directory);
        var held = DirectoryLock.Take(options.Directory);
        SqliteConnection? writer = null;
        try
        {
            var file = Path.Combine(options.Directory, FileName);
            CheckLength(file);
            var isNew = !File.Exists(file) || new FileInfo(file).Length == 0;
            writer = new SqliteConnection(file, create: true);
            if (isNew) writer.Scalar($"PRAGMA page_size = {options.Layout.PageSize}");
            Configure(writer, options);
            CheckSchema(writer, file, options.Layout);
            if (options.MaxPages is { } pages) writer.Scalar($"PRAGMA max_page_count = {pages}");
            if (isNew) DirectorySync.Sync(options.Directory);
            return new SqliteStore(held, writer, file, options);
        }
        catch
        {
            writer?.Dispose();
            held.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public ValueTask<T> ReadAsync<T>(Func<IReadTransaction, ValueTask<T>> body, CancellationToken ct = default)
    {
        if (_disposed) return ValueTask.FromException<T>(Closed());
        if (ct.IsCancellationRequested) return ValueTask.FromCanceled<T>(ct);
        return Read(body, ct);
    }

    /// <inheritdoc/>
    public ValueTask<T> WriteAsync<T>(Func<IWriteTransaction, ValueTask<T>> body, CancellationToken ct = default)
    {
        if (_disposed) return ValueTask.FromException<T>(Closed());
        if (ct.IsCancellationRequested) return ValueTask.FromCanceled<T>(ct);
        return new ValueTask<T>(_writer.WriteAsync(body, ct));
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        if (_disposed) return default;
        _disposed = true;
        // The writer's connection closes last of all, so that it folds the log into the file.
        _readers.Dispose();
        _writer.Stop();
        _checkpointer.Dispose();
        _writer.Dispose();
        _lock.Dispose();
        return default;
    }

    private async ValueTask<T> Read<T>(Func<IReadTransaction, ValueTask<T>> body, CancellationToken ct)
    {
        var reader = await _readers.TakeAsync(ct);
        var tx = new SqliteTransaction(reader.Statements, writable: false);
        try
        {
            return await body(tx);
        }
        finally
        {
            tx.End();
            _readers.Return(reader);
            if (_disposed) _readers.Dispose();
        }
    }

    private static SqliteConnection Configure(SqliteConnection connection, SqliteOptions options)
    {
        // normal: the log is synced at a checkpoint, before the pages that it holds reach the file. So nothing ever tears, and what reached the system
        // survives this process.
        connection.Scalar("PRAGMA journal_mode = WAL");
        connection.Scalar(options.Durability == Durability.Full ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL");
        connection.Scalar("PRAGMA cache_size = -32768");
        connection.Scalar("PRAGMA temp_store = MEMORY");
        connection.Scalar("PRAGMA journal_size_limit = 67108864");
        return connection;
    }

    private static SqliteConnection ConfigureReader(SqliteConnection connection)
    {
        connection.Scalar("PRAGMA cache_size = -8192");
        connection.Scalar("PRAGMA temp_store = MEMORY");
        return connection;
    }

    private static void CheckSchema(SqliteConnection writer, string file, SqliteLayout layout)
    {
        var application = writer.Scalar("PRAGMA application_id");
        var version = writer.Scalar("PRAGMA user_version");
        if (application == 0 && version == 0 && writer.Scalar("SELECT count(*) FROM sqlite_master") == 0)
        {
            SqliteStatements.Create(writer, layout);
            return;
        }
        if (application != SqliteStatements.ApplicationId)
            throw new StoreCorruptException($"{file} is a database of another program; choose another data directory.");
        if (version != SqliteStatements.SchemaVersion)
            throw new StoreUnavailableException($"{file} has layout {version}; this version of Undercast reads {SqliteStatements.SchemaVersion}.");
    }

    /// <summary>A file that lost its end is refused at once, not when a request happens on the missing page.</summary>
    private static void CheckLength(string file)
    {
        // With a log beside it, the header may be older than the file; SQLite puts that right itself.
        if (!File.Exists(file) || (File.Exists(file + "-wal") && new FileInfo(file + "-wal").Length > 0)) return;
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        Span<byte> header = stackalloc byte[100];
        if (stream.Length == 0) return;
        if (stream.ReadAtLeast(header, 100, throwOnEndOfStream: false) < 100)
            throw new StoreCorruptException($"{file} is not an Undercast store: it ends after {stream.Length} bytes.");
        long pageSize = BinaryPrimitives.ReadUInt16BigEndian(header[16..]);
        if (pageSize == 1) pageSize = 65536;
        long pages = BinaryPrimitives.ReadUInt32BigEndian(header[28..]);
        if (header.StartsWith("SQLite format 3\0"u8) && stream.Length < pages * pageSize)
            throw new StoreCorruptException($"{file} is cut off: {stream.Length} bytes instead of {pages * pageSize}; restore it from a backup.");
    }

    private static void CreateDirectory(string directory)
    {
        try
        {
            Directory.CreateDirectory(directory);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new StoreUnavailableException($"The data directory {directory} cannot be made: {e.Message}", e);
        }
        catch (IOException e)
        {
            throw SystemError.IsNoSpace(e)
                ? new StoreFullException($"The data directory {directory} has no space left.", e)
                : new StoreUnavailableException($"The data directory {directory} cannot be made: {e.Message}", e);
        }
    }

    private static StoreUnavailableException Closed() => new("The store is closed.");
}
