using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace Undercast.Cloud;

/// <summary>Derives the key that signs for one day, region and service, and remembers it.</summary>
/// <remarks>
/// Only keys of requests that verified are remembered, so a stranger cannot fill the memory; when it is full it starts afresh, since a derivation costs no more
/// than a few microseconds.
/// </remarks>
internal sealed class SigningKeys(int capacity = 4096)
{
    private readonly ConcurrentDictionary<string, Entry> _byCredential = new(StringComparer.Ordinal);

    public int Count => _byCredential.Count;

    /// <summary>The key for <paramref name="credentialText"/> (<c>key/date/region/service/aws4_request</c>), remembered or derived.</summary>
    public SigningKey Get(string credentialText, string secret, out bool remembered)
    {
        // The secret is compared too: a key id may come back with another secret.
        if (_byCredential.TryGetValue(credentialText, out var entry) && string.Equals(entry.Secret, secret, StringComparison.Ordinal))
        {
            remembered = true;
            return entry.Key;
        }
        remembered = false;
        return new SigningKey(Derive(secret, credentialText.AsSpan(credentialText.IndexOf('/', StringComparison.Ordinal) + 1)));
    }

    public void Remember(string credentialText, string secret, SigningKey key)
    {
        if (_byCredential.Count >= capacity) _byCredential.Clear();
        _byCredential[credentialText] = new Entry(secret, key);
    }

    /// <summary>HMAC over the elements of the scope, one after the other, starting with the secret.</summary>
    public static byte[] Derive(string secret, ReadOnlySpan<char> scope)
    {
        var key = new byte[32];
        var first = Encoding.UTF8.GetBytes("AWS4" + secret);
        var started = false;
        Span<byte> element = stackalloc byte[256];
        foreach (var range in scope.Split('/'))
        {
            var text = scope[range];
            // The elements are short in every honest request; a long one must not reach the stack.
            var bytes = text.Length <= 64 ? element[..Encoding.UTF8.GetBytes(text, element)] : Encoding.UTF8.GetBytes(text.ToString());
            HMACSHA256.HashData(started ? key : first, bytes, key);
            started = true;
        }
        CryptographicOperations.ZeroMemory(first);
        return key;
    }

    private sealed record Entry(string Secret, SigningKey Key);
}
