namespace Undercast.Storage.Sqlite;

/// <summary>A prepared statement. Parameters are bound without a copy, so their memory stays pinned until the last row has been taken.</summary>
internal sealed unsafe class SqliteStatement(SqliteConnection connection, nint handle)
{
    private static readonly byte[] Empty = GC.AllocateArray<byte>(1, pinned: true);

    public void Bind(int index, byte* value, int length)
    {
        // A null pointer would bind NULL instead of no bytes.
        if (length == 0) value = (byte*)System.Runtime.CompilerServices.Unsafe.AsPointer(ref Empty[0]);
        _ = Sqlite3.BindBlob(handle, index, value, length, 0);
    }

    public void Bind(int index, long value) => _ = Sqlite3.BindInt64(handle, index, value);

    /// <summary>Moves to the next row; false at the end. Call <see cref="Reset"/> in every case.</summary>
    public bool Step()
    {
        var code = Sqlite3.Step(handle);
        if (code == Sqlite3.Row) return true;
        if (code == Sqlite3.Done) return false;
        var error = connection.Error();
        Reset();
        throw error;
    }

    public void Reset() => _ = Sqlite3.Reset(handle);

    /// <summary>Runs to the end.</summary>
    public void Run()
    {
        try
        {
            while (Step())
            {
            }
        }
        finally
        {
            Reset();
        }
    }

    public bool IsInteger(int column) => Sqlite3.ColumnType(handle, column) == Sqlite3.ColumnInteger;

    public long Int64(int column) => Sqlite3.ColumnInt64(handle, column);

    public byte[] Blob(int column)
    {
        var length = Sqlite3.ColumnBytes(handle, column);
        if (length == 0) return [];
        var bytes = GC.AllocateUninitializedArray<byte>(length);
        new ReadOnlySpan<byte>(Sqlite3.ColumnBlob(handle, column), length).CopyTo(bytes);
        return bytes;
    }

    internal void Close() => _ = Sqlite3.FinalizeStatement(handle);
}
