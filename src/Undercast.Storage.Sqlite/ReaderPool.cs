using System.Collections.Concurrent;

namespace Undercast.Storage.Sqlite;

/// <summary>Connections that read. Each has its own snapshot while it is taken.</summary>
internal sealed class ReaderPool(Func<SqliteConnection> open, SqliteLayout layout) : IDisposable
{
    private const int MostReaders = 64;
    private readonly ConcurrentStack<Reader> _free = new();
    private readonly SemaphoreSlim _slots = new(MostReaders, MostReaders);

    public ValueTask<Reader> TakeAsync(CancellationToken ct)
    {
        var slot = _slots.WaitAsync(ct);
        return slot.IsCompletedSuccessfully ? new ValueTask<Reader>(Open()) : Wait(this, slot);

        static async ValueTask<Reader> Wait(ReaderPool pool, Task slot)
        {
            await slot;
            return pool.Open();
        }
    }

    public void Return(Reader reader)
    {
        if (reader.Ended()) _free.Push(reader);
        else reader.Connection.Dispose();
        _slots.Release();
    }

    /// <summary>Closes the free readers. Those still taken close when the process does.</summary>
    public void Dispose()
    {
        while (_free.TryPop(out var reader)) reader.Connection.Dispose();
    }

    private Reader Open()
    {
        try
        {
            if (!_free.TryPop(out var reader))
            {
                var connection = open();
                reader = new Reader(connection, new SqliteStatements(connection, layout));
            }
            reader.Statements.Begin.Run();
            return reader;
        }
        catch
        {
            _slots.Release();
            throw;
        }
    }

    internal sealed record Reader(SqliteConnection Connection, SqliteStatements Statements)
    {
        /// <summary>Gives the snapshot up; false when the connection is no longer good.</summary>
        public bool Ended()
        {
            try
            {
                if (Connection.InTransaction) Statements.Commit.Run();
                return true;
            }
            catch (StoreException)
            {
                // The body has its answer, or its own error; a fresh connection serves the next one.
                return false;
            }
        }
    }
}
