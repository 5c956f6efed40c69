using System.Collections.Concurrent;
using Undercast.Protocol;

namespace Undercast.Cloud;

/// <summary>The last calls, and per principal every action that it used: what <c>undercast policy</c> makes the least policy from.</summary>
/// <remarks>Bounded in each direction and in memory; a principal that used more than the limit says so instead of growing.</remarks>
public sealed class CallLedger : ICallRecorder
{
    private const int Calls = 2048;
    private const int Principals = 1024;
    private const int PermissionsPerPrincipal = 4096;

    private readonly CallRecord[] _ring = new CallRecord[Calls];
    private readonly Lock _ringLock = new();
    private readonly ConcurrentDictionary<string, UsedPermissions> _byPrincipal = new(StringComparer.Ordinal);
    private long _count;

    /// <inheritdoc/>
    public void Record(in CallRecord record)
    {
        lock (_ringLock) _ring[_count++ % Calls] = record;
        if (record.Permissions.Count == 0 || UsedOf(record.Call.Caller.Arn) is not { } used) return;
        for (var i = 0; i < record.Permissions.Count; i++) used.Add(record.Permissions[i], DenialOf(record, record.Permissions[i]));
    }

    /// <summary>Takes note of a permission that was asked for in the course of a call, beside the operation's own.</summary>
    public void Note(string principalArn, Permission permission, string? denial) => UsedOf(principalArn)?.Add(permission, denial);

    // Of several permissions the refusal names the one that was missing.
    private static string? DenialOf(in CallRecord record, Permission permission) =>
        record.Denial is { } denial && (record.Permissions.Count == 1 || denial.Contains(permission.Action, StringComparison.OrdinalIgnoreCase)) ? denial : null;

    private UsedPermissions? UsedOf(string principalArn)
    {
        if (_byPrincipal.TryGetValue(principalArn, out var used)) return used;
        return _byPrincipal.Count >= Principals ? null : _byPrincipal.GetOrAdd(principalArn, static _ => new UsedPermissions());
    }

    /// <summary>The latest calls, the newest first.</summary>
    public IReadOnlyList<CallRecord> Latest(int most = Calls)
    {
        lock (_ringLock)
        {
            var kept = (int)Math.Min(Math.Min(_count, Calls), most);
            var calls = new CallRecord[kept];
            for (var i = 0; i < kept; i++) calls[i] = _ring[(_count - 1 - i) % Calls];
            return calls;
        }
    }

    /// <summary>The principals that called with permissions, by ARN.</summary>
    public IEnumerable<string> Callers => _byPrincipal.Keys;

    /// <summary>What a principal used, with the refusal where it was, or in the audit mode would have been, denied.</summary>
    public IReadOnlyList<(Permission Permission, string? Denial)> UsedBy(string principalArn, out bool complete)
    {
        complete = true;
        return _byPrincipal.TryGetValue(principalArn, out var used) ? used.List(out complete) : [];
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        lock (_ringLock)
        {
            Array.Clear(_ring);
            _count = 0;
        }
        _byPrincipal.Clear();
    }

    private sealed class UsedPermissions
    {
        private readonly ConcurrentDictionary<Permission, string?> _used = new();
        private volatile bool _overflow;

        public void Add(Permission permission, string? denial)
        {
            var isKnown = _used.TryGetValue(permission, out var known);
            if (isKnown && known == denial) return;
            if (!isKnown)
            {
                // Counting stops every other caller for a moment, and a full list needs it no more.
                if (_overflow) return;
                if (_used.Count >= PermissionsPerPrincipal)
                {
                    _overflow = true;
                    return;
                }
            }
            _used[permission] = denial;
        }

        public IReadOnlyList<(Permission, string?)> List(out bool complete)
        {
            complete = !_overflow;
            return [.. _used.Select(p => (p.Key, p.Value))];
        }
    }
}
