using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Undercast.Cloud;
using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.Iam;

/// <summary>Takes note of when users, roles and access keys use which service.</summary>
/// <remarks>
/// It is told of every call, so it writes only what is new: a service or action not seen before, or a minute passed. What is told afterwards is what is stored and what this node knows;
/// what other nodes know may be a minute older. AWS: such reports lag by hours.
/// </remarks>
internal sealed partial class LastUses(CallLedger ledger, IStore store, ILogger<LastUses> log) : ICallRecorder
{
    private const int Most = 8192;
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<UseKey, Entry> _known = new();

    private sealed class Entry
    {
        public Lock Guard { get; } = new();
        public DateTimeOffset At { get; set; }
        public string Region { get; set; } = "";
        public DateTimeOffset Saved { get; set; }
        public Dictionary<string, DateTimeOffset> Actions { get; } = new(StringComparer.Ordinal);
    }

    public void Record(in CallRecord record)
    {
        ledger.Record(record);
        var caller = record.Call.Caller;
        if (caller.Kind is not (PrincipalKind.User or PrincipalKind.AssumedRole) || caller.Id.Length == 0) return;
        var action = record.Permissions.Count > 0 ? record.Permissions[0].Action : null;
        var colon = action?.IndexOf(':', StringComparison.Ordinal) ?? -1;
        var service = colon > 0 ? string.Intern(action![..colon]) : record.Operation.Api.SigningName;
        var name = colon > 0 ? action![(colon + 1)..] : record.Operation.Name;
        Note(new UseKey(caller.Account, EntityIdOf(caller), service), record.Call, name);
        if (caller.Kind == PrincipalKind.User && caller.AccessKeyId.StartsWith("AKIA", StringComparison.Ordinal)) Note(new UseKey(caller.Account, caller.AccessKeyId, service), record.Call, null);
    }

    // A session's id is its role's and its name.
    private static string EntityIdOf(Principal caller) => caller.Id.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon ? caller.Id[..colon] : caller.Id;

    private void Note(UseKey key, CallContext call, string? action)
    {
        if (_known.Count >= Most) _known.Clear();
        var entry = _known.GetOrAdd(key, static _ => new Entry());
        UseRecord record;
        lock (entry.Guard)
        {
            var isNew = action is not null && !entry.Actions.ContainsKey(action);
            if (call.Now > entry.At) (entry.At, entry.Region) = (call.Now, call.Region);
            if (action is not null) entry.Actions[action] = call.Now;
            if (!isNew && call.Now - entry.Saved < Pause) return;
            entry.Saved = call.Now;
            record = new UseRecord(entry.At, entry.Region) { Actions = entry.Actions.ToDictionary() };
        }
        _ = SaveAsync(key, record);
    }

    // Nobody waits for it: a call is not slower, and does not fail, because its use is written down.
    private async Task SaveAsync(UseKey key, UseRecord record)
    {
        try
        {
            await store.WriteAsync(async tx => await IamTables.Uses.PutAsync(tx, key, Merge(await IamTables.Uses.GetAsync(tx, key), record)), CancellationToken.None);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            NotSaved(key.Actor, e.Message);
        }
    }

    private static UseRecord Merge(UseRecord? one, UseRecord other)
    {
        if (one is null) return other;
        var actions = (one.Actions ?? new Dictionary<string, DateTimeOffset>()).ToDictionary();
        foreach (var (name, at) in other.Actions ?? new Dictionary<string, DateTimeOffset>())
        {
            if (!actions.TryGetValue(name, out var known) || at > known) actions[name] = at;
        }
        return (one.At > other.At ? one : other) with { Actions = actions };
    }

    /// <summary>What a user, role or access key has used, by service.</summary>
    public async ValueTask<IReadOnlyDictionary<string, UseRecord>> OfAsync(IReadTransaction tx, string account, string actor)
    {
        var all = (await IamTables.Uses.RangeAsync(tx, IamTables.Uses.Prefix(account, actor))).ToDictionary(static r => r.Key.Service, static r => r.Record);
        foreach (var (key, entry) in _known)
        {
            if (key.Account != account || key.Actor != actor) continue;
            lock (entry.Guard) all[key.Service] = Merge(all.GetValueOrDefault(key.Service), new UseRecord(entry.At, entry.Region) { Actions = entry.Actions.ToDictionary() });
        }
        return all;
    }

    /// <summary>Forgets an account.</summary>
    public void Forget(string account)
    {
        foreach (var key in _known.Keys.Where(k => k.Account == account)) _known.TryRemove(key, out _);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The last use of {Actor} was not written: {Reason}")]
    private partial void NotSaved(string actor, string reason);
}
