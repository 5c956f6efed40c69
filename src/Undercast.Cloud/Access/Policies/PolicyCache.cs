using System.Collections.Concurrent;

namespace Undercast.Cloud;

/// <summary>Compiled policies by their text. Bounded: when it is full it starts anew.</summary>
internal sealed class PolicyCache
{
    private const int Most = 4096;

    private readonly ConcurrentDictionary<string, PolicyDocument> _byText = new(new TextComparer());

    /// <summary>The compiled policy. Who stores a policy checks it first; a text that is none grants nothing.</summary>
    public PolicyDocument Get(string json)
    {
        if (_byText.TryGetValue(json, out var known)) return known;
        var document = Read(json);
        if (_byText.Count >= Most) _byText.Clear();
        return _byText.GetOrAdd(json, document);
    }

    private static PolicyDocument Read(string json)
    {
        try
        {
            return PolicyReader.Read(json);
        }
        catch (MalformedPolicyException)
        {
            return PolicyDocument.Empty;
        }
    }

    // The same instance is equal at a glance; of others only the ends are hashed.
    private sealed class TextComparer : IEqualityComparer<string>
    {
        private const int End = 64;

        public bool Equals(string? x, string? y) => string.Equals(x, y, StringComparison.Ordinal);

        public int GetHashCode(string text)
        {
            if (text.Length <= 2 * End) return string.GetHashCode(text);
            return HashCode.Combine(text.Length, string.GetHashCode(text.AsSpan(text.Length / 2, End)), string.GetHashCode(text.AsSpan(text.Length - End)));
        }
    }
}
