namespace Undercast.Storage.Sqlite;

/// <summary>The schema, and the statements of one connection over it.</summary>
internal sealed unsafe class SqliteStatements
{
    public const int ApplicationId = 0x55434C44;
    public const int SchemaVersion = 1;

    // A long key alone is no reason to put a short value apart.
    private const int SmallValue = 256;

    private readonly SqliteConnection _connection;
    private readonly int _largeRow;
    private readonly SqliteStatement _get;
    private readonly SqliteStatement _getLarge;
    private readonly SqliteStatement[] _range;
    private readonly SqliteStatement[] _count;
    private readonly Lazy<SqliteStatement> _put;
    private readonly Lazy<SqliteStatement> _putLarge;
    private readonly Lazy<SqliteStatement> _delete;
    private readonly Lazy<SqliteStatement[]> _deleteRange;

    public SqliteStatements(SqliteConnection connection, SqliteLayout layout)
    {
        _connection = connection;
        _largeRow = layout.LargeRow;
        _get = connection.Prepare("SELECT v FROM kv WHERE k = ?1");
        _getLarge = connection.Prepare("SELECT v FROM large WHERE id = ?1");
        const string Pairs = "SELECT k, v FROM kv WHERE ";
        _range =
        [
            connection.Prepare(Pairs + "k >= ?1 AND k < ?2 ORDER BY k LIMIT ?3"),
            connection.Prepare(Pairs + "k >= ?1 AND k < ?2 ORDER BY k DESC LIMIT ?3"),
            connection.Prepare(Pairs + "k >= ?1 ORDER BY k LIMIT ?3"),
            connection.Prepare(Pairs + "k >= ?1 ORDER BY k DESC LIMIT ?3"),
        ];
        _count = [connection.Prepare("SELECT count(*) FROM kv WHERE k >= ?1 AND k < ?2"), connection.Prepare("SELECT count(*) FROM kv WHERE k >= ?1")];
        _put = new(() => connection.Prepare("INSERT INTO kv(k, v) VALUES(?1, ?2) ON CONFLICT(k) DO UPDATE SET v = excluded.v"));
        _putLarge = new(() => connection.Prepare("INSERT INTO large(v) VALUES(?1)"));
        _delete = new(() => connection.Prepare("DELETE FROM kv WHERE k = ?1"));
        _deleteRange = new(() => [connection.Prepare("DELETE FROM kv WHERE k >= ?1 AND k < ?2"), connection.Prepare("DELETE FROM kv WHERE k >= ?1")]);
        Begin = connection.Prepare("BEGIN");
        BeginImmediate = connection.Prepare("BEGIN IMMEDIATE");
        Commit = connection.Prepare("COMMIT");
        Rollback = connection.Prepare("ROLLBACK");
        Savepoint = connection.Prepare("SAVEPOINT body");
        Release = connection.Prepare("RELEASE body");
        RollbackTo = connection.Prepare("ROLLBACK TO body");
    }

    public SqliteStatement Begin { get; }

    public SqliteStatement BeginImmediate { get; }

    public SqliteStatement Commit { get; }

    public SqliteStatement Rollback { get; }

    public SqliteStatement Savepoint { get; }

    public SqliteStatement Release { get; }

    public SqliteStatement RollbackTo { get; }

    /// <summary>Makes the tables of a new file.</summary>
    /// <remarks>
    /// An integer in kv.v is the id of a row of large: a page of kv then holds many keys whatever the values. The triggers let a large value go with the
    /// row that names it.
    /// </remarks>
    public static void Create(SqliteConnection connection, SqliteLayout layout)
    {
        connection.Scalar("BEGIN IMMEDIATE");
        connection.Scalar(layout.WithoutRowId
            ? "CREATE TABLE kv(k BLOB NOT NULL PRIMARY KEY, v NOT NULL) WITHOUT ROWID"
            : "CREATE TABLE kv(id INTEGER PRIMARY KEY, k BLOB NOT NULL UNIQUE, v NOT NULL)");
        connection.Scalar("CREATE TABLE large(id INTEGER PRIMARY KEY, v BLOB NOT NULL)");
        connection.Scalar("CREATE TRIGGER kv_updated AFTER UPDATE ON kv WHEN typeof(old.v) = 'integer' BEGIN DELETE FROM large WHERE id = old.v; END");
        connection.Scalar("CREATE TRIGGER kv_deleted AFTER DELETE ON kv WHEN typeof(old.v) = 'integer' BEGIN DELETE FROM large WHERE id = old.v; END");
        connection.Scalar($"PRAGMA application_id = {ApplicationId}");
        connection.Scalar($"PRAGMA user_version = {SchemaVersion}");
        connection.Scalar("COMMIT");
    }

    public byte[]? Get(ReadOnlySpan<byte> key)
    {
        fixed (byte* k = key)
        {
            _get.Bind(1, k, key.Length);
            try
            {
                return _get.Step() ? Value(_get, 0) : null;
            }
            finally
            {
                _get.Reset();
            }
        }
    }

    public List<KeyValuePair<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>>> Range(KeyRange range, int limit, bool reverse)
    {
        var pairs = new List<KeyValuePair<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>>>();
        if (limit == 0 || range.IsEmpty) return pairs;
        var open = range.End.IsEmpty;
        var statement = _range[(open ? 2 : 0) + (reverse ? 1 : 0)];
        fixed (byte* start = range.Start.Span, end = range.End.Span)
        {
            statement.Bind(1, start, range.Start.Length);
            if (!open) statement.Bind(2, end, range.End.Length);
            statement.Bind(3, limit);
            try
            {
                while (statement.Step())
                    pairs.Add(new KeyValuePair<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>>(statement.Blob(0), Value(statement, 1)));
            }
            finally
            {
                statement.Reset();
            }
        }
        return pairs;
    }

    public long Count(KeyRange range)
    {
        if (range.IsEmpty) return 0;
        var open = range.End.IsEmpty;
        var statement = _count[open ? 1 : 0];
        fixed (byte* start = range.Start.Span, end = range.End.Span)
        {
            statement.Bind(1, start, range.Start.Length);
            if (!open) statement.Bind(2, end, range.End.Length);
            try
            {
                return statement.Step() ? statement.Int64(0) : 0;
            }
            finally
            {
                statement.Reset();
            }
        }
    }

    public void Put(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        var put = _put.Value;
        fixed (byte* k = key, v = value)
        {
            if (value.Length > SmallValue && key.Length + value.Length > _largeRow)
            {
                _putLarge.Value.Bind(1, v, value.Length);
                _putLarge.Value.Run();
                put.Bind(2, Sqlite3.LastInsertRowId(_connection.Handle));
            }
            else
            {
                put.Bind(2, v, value.Length);
            }
            put.Bind(1, k, key.Length);
            put.Run();
        }
    }

    public void Delete(ReadOnlySpan<byte> key)
    {
        fixed (byte* k = key)
        {
            _delete.Value.Bind(1, k, key.Length);
            _delete.Value.Run();
        }
    }

    public void DeleteRange(KeyRange range)
    {
        if (range.IsEmpty) return;
        var open = range.End.IsEmpty;
        var statement = _deleteRange.Value[open ? 1 : 0];
        fixed (byte* start = range.Start.Span, end = range.End.Span)
        {
            statement.Bind(1, start, range.Start.Length);
            if (!open) statement.Bind(2, end, range.End.Length);
            statement.Run();
        }
    }

    private byte[] Value(SqliteStatement row, int column)
    {
        if (!row.IsInteger(column)) return row.Blob(column);
        _getLarge.Bind(1, row.Int64(column));
        try
        {
            return _getLarge.Step() ? _getLarge.Blob(0) : throw new StoreCorruptException("A row names a large value that is not there.");
        }
        finally
        {
            _getLarge.Reset();
        }
    }
}
