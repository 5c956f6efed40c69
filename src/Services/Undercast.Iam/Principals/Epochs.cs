using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Undercast.Storage;

namespace Undercast.Iam;

/// <summary>The epochs of accounts. Where no other process writes to the store they are remembered; elsewhere each question reads its row.</summary>
/// <remarks>
/// A change forgets the account's epoch after its commit and before its answer, so whoever asks after the answer reads anew. What was read while a change came
/// in between is not kept: the count tells.
/// </remarks>
internal sealed class Epochs(IStore store)
{
    private static readonly ConditionalWeakTable<IStore, Epochs> All = [];

    private readonly ConcurrentDictionary<string, Entry> _known = new(StringComparer.Ordinal);

    private sealed class Entry
    {
        public Lock Guard { get; } = new();
        public long Changes { get; set; }
        public bool IsKnown { get; set; }
        public long? Value { get; set; }
    }

    /// <summary>The one of a store, for whoever reads or changes it.</summary>
    public static Epochs Of(IStore store) => All.GetValue(store, static s => new Epochs(s));

    public static async ValueTask<long?> ReadAsync(IReadTransaction tx, string account) => (await IamTables.Epochs.GetAsync(tx, new AccountKey(account)))?.Value;

    public async ValueTask<long?> OfAsync(string account, CancellationToken ct)
    {
        if (store.IsShared) return await store.ReadAsync(tx => ReadAsync(tx, account), ct);
        var entry = _known.GetOrAdd(account, static _ => new Entry());
        long changes;
        lock (entry.Guard)
        {
            if (entry.IsKnown) return entry.Value;
            changes = entry.Changes;
        }
        var value = await store.ReadAsync(tx => ReadAsync(tx, account), ct);
        lock (entry.Guard)
        {
            if (entry.Changes == changes) (entry.IsKnown, entry.Value) = (true, value);
        }
        return value;
    }

    /// <summary>Runs a transaction that may renew an account's epoch.</summary>
    public async ValueTask<T> ChangeAsync<T>(string account, Func<IWriteTransaction, ValueTask<T>> body, CancellationToken ct)
    {
        try
        {
            return await store.WriteAsync(body, ct);
        }
        finally
        {
            // Whatever came of it: a transaction may have committed although its caller went away.
            var entry = _known.GetOrAdd(account, static _ => new Entry());
            lock (entry.Guard) (entry.Changes, entry.IsKnown) = (entry.Changes + 1, false);
        }
    }
}
