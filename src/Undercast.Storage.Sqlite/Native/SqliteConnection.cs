using System.Runtime.InteropServices;
using System.Text;

namespace Undercast.Storage.Sqlite;

/// <summary>One connection with its prepared statements. Used by one thread at a time; whoever holds it makes sure of that.</summary>
internal sealed unsafe class SqliteConnection : IDisposable
{
    private readonly string _file;
    private readonly List<SqliteStatement> _statements = [];
    private nint _db;

    public SqliteConnection(string file, bool create)
    {
        _file = file;
        var flags = Sqlite3.OpenReadWrite | Sqlite3.OpenNoMutex | (create ? Sqlite3.OpenCreate : 0);
        var code = Sqlite3.Open(file, out _db, flags, 0);
        if (code != Sqlite3.Ok)
        {
            var error = Error();
            Dispose();
            throw error;
        }
        _ = Sqlite3.BusyTimeout(_db, 10_000);
    }

    public nint Handle => _db;

    /// <summary>Whether a transaction is open. SQLite ends one by itself after some errors.</summary>
    public bool InTransaction => Sqlite3.GetAutocommit(_db) == 0;

    public SqliteStatement Prepare(string sql)
    {
        var utf8 = Encoding.UTF8.GetBytes(sql);
        fixed (byte* text = utf8)
        {
            if (Sqlite3.Prepare(_db, text, utf8.Length, Sqlite3.PreparePersistent, out var handle, null) != Sqlite3.Ok) throw Error();
            var statement = new SqliteStatement(this, handle);
            _statements.Add(statement);
            return statement;
        }
    }

    /// <summary>Runs a statement once and returns the first column of its first row, or null.</summary>
    public long? Scalar(string sql)
    {
        var utf8 = Encoding.UTF8.GetBytes(sql);
        fixed (byte* text = utf8)
        {
            if (Sqlite3.Prepare(_db, text, utf8.Length, 0, out var handle, null) != Sqlite3.Ok) throw Error();
            try
            {
                long? first = null;
                while (true)
                {
                    var code = Sqlite3.Step(handle);
                    if (code == Sqlite3.Done) return first;
                    if (code != Sqlite3.Row) throw Error();
                    first ??= Sqlite3.ColumnInt64(handle, 0);
                }
            }
            finally
            {
                _ = Sqlite3.FinalizeStatement(handle);
            }
        }
    }

    /// <summary>What the last failed call means, as one line.</summary>
    public StoreException Error()
    {
        if (_db == 0) return new StoreUnavailableException($"{_file}: SQLite could not allocate memory.");
        return SqliteErrors.Translate(
            _file,
            Sqlite3.ExtendedErrorCode(_db),
            Sqlite3.SystemError(_db),
            Marshal.PtrToStringUTF8((nint)Sqlite3.ErrorMessage(_db)) ?? "unknown error");
    }

    public void Dispose()
    {
        foreach (var statement in _statements) statement.Close();
        _statements.Clear();
        if (_db != 0) _ = Sqlite3.Close(_db);
        _db = 0;
    }
}
