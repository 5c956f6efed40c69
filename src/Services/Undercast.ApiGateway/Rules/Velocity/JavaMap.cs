using System.Diagnostics.CodeAnalysis;

namespace Undercast.ApiGateway;

/// <summary>A map that keeps the order in which its keys came, as the maps of AWS's templates do. Few keys are looked through one by one; many have an index.</summary>
internal sealed class JavaMap
{
    private const int Few = 8;
    private KeyValuePair<string, object?>[] _entries = [];
    private Dictionary<string, int>? _index;

    public int Count { get; private set; }

    /// <summary>The entries as they are now: later changes may or may not show.</summary>
    public ReadOnlySpan<KeyValuePair<string, object?>> Entries => _entries.AsSpan(0, Count);

    public object? this[string key]
    {
        set
        {
            var at = Find(key);
            if (at >= 0)
            {
                _entries[at] = new(_entries[at].Key, value);
                return;
            }
            if (Count == _entries.Length) Array.Resize(ref _entries, Math.Max(4, 2 * Count));
            _entries[Count] = new(key, value);
            _index?.Add(key, Count);
            Count++;
        }
    }

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out object? value)
    {
        var at = Find(key);
        value = at < 0 ? null : _entries[at].Value;
        return at >= 0;
    }

    public object? GetValueOrDefault(string key) => Find(key) is var at and >= 0 ? _entries[at].Value : null;

    public bool ContainsKey(string key) => Find(key) >= 0;

    public bool Remove(string key, out object? value)
    {
        var at = Find(key);
        value = at < 0 ? null : _entries[at].Value;
        if (at < 0) return false;
        Count--;
        Array.Copy(_entries, at + 1, _entries, at, Count - at);
        _entries[Count] = default;
        _index = null;
        return true;
    }

    public void Clear() => (_entries, _index, Count) = ([], null, 0);

    public List<object?> Keys()
    {
        var keys = new List<object?>(Count);
        foreach (var (key, _) in Entries) keys.Add(key);
        return keys;
    }

    public List<object?> Values()
    {
        var values = new List<object?>(Count);
        foreach (var (_, value) in Entries) values.Add(value);
        return values;
    }

    private int Find(string key)
    {
        if (Count > Few) return (_index ??= Indexed()).TryGetValue(key, out var found) ? found : -1;
        for (var i = 0; i < Count; i++)
        {
            if (_entries[i].Key == key) return i;
        }
        return -1;
    }

    private Dictionary<string, int> Indexed()
    {
        var index = new Dictionary<string, int>(2 * Count, StringComparer.Ordinal);
        for (var i = 0; i < Count; i++) index[_entries[i].Key] = i;
        return index;
    }
}
