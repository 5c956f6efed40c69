using System.Text;

namespace Undercast.Storage.Conformance;

/// <summary>What every engine promises. A subclass per engine opens the store; each test works under keys of its own.</summary>
public abstract partial class StoreSuite : IAsyncLifetime
{
    private static int _count;
    private readonly byte[] _own = Encoding.ASCII.GetBytes($"t{Interlocked.Increment(ref _count)}/");
    private IStore? _store;

    /// <summary>Opens the engine on an empty or shared keyspace.</summary>
    protected abstract Task<IStore> OpenAsync();

    /// <summary>Closes and opens again on the same state; null when the engine keeps none.</summary>
    protected abstract Task<IStore?> ReopenAsync(IStore store);

    protected abstract ValueTask CleanUpAsync();

    /// <summary>Whether snapshot reads have a place in the serial order too; the promise is one snapshot only.</summary>
    protected virtual bool ReadsAreSerial => true;

    protected IStore Store => _store!;

    public async Task InitializeAsync() => _store = await OpenAsync();

    public async Task DisposeAsync()
    {
        if (_store is not null) await _store.DisposeAsync();
        await CleanUpAsync();
    }

    protected byte[] K(string name) => [.. _own, .. Encoding.UTF8.GetBytes(name)];

    protected static byte[] V(string text) => Encoding.UTF8.GetBytes(text);

    protected static string Text(ReadOnlyMemory<byte>? value) => value is { } v ? Encoding.UTF8.GetString(v.Span) : "(absent)";

    protected KeyRange Own => KeyRange.Prefix(_own);

    protected KeyRange Between(string from, string to) => new(K(from), K(to));

    protected ValueTask<string> Get(string name) => Store.ReadAsync(async tx => Text(await tx.GetAsync(K(name))));

    protected async Task Put(params (string Name, string Value)[] pairs) =>
        await Store.WriteAsync(tx =>
        {
            foreach (var (name, value) in pairs) tx.Put(K(name), V(value));
        });

    protected Task<string> List(KeyRange range, int limit = int.MaxValue, bool reverse = false) =>
        Store.ReadAsync(async tx => Names(await tx.RangeAsync(range, limit, reverse))).AsTask();

    protected string Names(IReadOnlyList<KeyValuePair<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>>> pairs) =>
        string.Join(' ', pairs.Select(p => Encoding.UTF8.GetString(p.Key.Span[_own.Length..])));

    protected static async Task Within(TimeSpan time, Task task)
    {
        await task.WaitAsync(time);
    }
}
