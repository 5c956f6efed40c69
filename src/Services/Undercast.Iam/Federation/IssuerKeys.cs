using System.Collections.Concurrent;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;

namespace Undercast.Iam;

/// <summary>The keys that issuers sign with, fetched from where their discovery document says; bounded in time and size, remembered for a while.</summary>
internal class IssuerKeys(TimeProvider time)
{
    private const int Largest = 256 * 1024;
    private const int Most = 256;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(10);
    // A key that is not among those known may be new, but an issuer is not asked for each token with a made-up key.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, (DateTimeOffset At, IReadOnlyList<JsonElement> Keys)> _known = new(StringComparer.Ordinal);

    /// <summary>The keys; null when they cannot be had.</summary>
    public async ValueTask<IReadOnlyList<JsonElement>?> OfAsync(OidcRecord provider, string? keyId, CancellationToken ct)
    {
        var name = $"{provider.Url} {string.Join(' ', provider.Thumbprints)}";
        var now = time.GetUtcNow();
        if (_known.TryGetValue(name, out var known) && now < known.At + (Has(known.Keys, keyId) ? Kept : Pause)) return known.Keys;
        if (await FetchAsync(provider, ct) is not { } keys) return null;
        if (_known.Count >= Most) _known.Clear();
        _known[name] = (now, keys);
        return keys;
    }

    private static bool Has(IReadOnlyList<JsonElement> keys, string? keyId) => keyId is null || keys.Any(k => k.TryGetProperty("kid", out var id) && id.ValueKind == JsonValueKind.String && id.GetString() == keyId);

    /// <summary>Asks the issuer.</summary>
    protected virtual async ValueTask<IReadOnlyList<JsonElement>?> FetchAsync(OidcRecord provider, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Longest);
        using HttpClient client = new(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = true,
            SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = (_, _, chain, errors) => IsKnown(chain, errors, provider.Thumbprints) },
        })
        {
            MaxResponseContentBufferSize = Largest,
        };
        try
        {
            var configuration = await ReadAsync(client, $"{provider.Url.TrimEnd('/')}/.well-known/openid-configuration", limit.Token);
            if (configuration is not { ValueKind: JsonValueKind.Object } found || !found.TryGetProperty("jwks_uri", out var uri) || uri.ValueKind != JsonValueKind.String || !IssuerUrl.IsSound(uri.GetString()!)) return null;
            var set = await ReadAsync(client, uri.GetString()!, limit.Token);
            return set is { ValueKind: JsonValueKind.Object } && set.Value.TryGetProperty("keys", out var keys) && keys.ValueKind == JsonValueKind.Array
                ? [.. keys.EnumerateArray().Where(static k => k.ValueKind == JsonValueKind.Object)]
                : null;
        }
        catch (Exception e) when (e is HttpRequestException or JsonException or InvalidOperationException || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return null;
        }
    }

    private static async ValueTask<JsonElement?> ReadAsync(HttpClient client, string url, CancellationToken ct)
    {
        using var answer = await client.GetAsync(url, ct);
        if (!answer.IsSuccessStatusCode) return null;
        using var document = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync(ct));
        return document.RootElement.Clone();
    }

    // AWS: the thumbprint of an authority in the server's chain, or of the server's own certificate, vouches for it. The name in the certificate must be right in any case.
    private static bool IsKnown(X509Chain? chain, SslPolicyErrors errors, IReadOnlyList<string> thumbprints)
    {
        if (errors == SslPolicyErrors.None) return true;
        if (errors != SslPolicyErrors.RemoteCertificateChainErrors || chain is null) return false;
        const X509ChainStatusFlags Harmless = X509ChainStatusFlags.UntrustedRoot | X509ChainStatusFlags.PartialChain | X509ChainStatusFlags.RevocationStatusUnknown | X509ChainStatusFlags.OfflineRevocation;
        foreach (var element in chain.ChainElements)
        {
            // From the server up to the one that is known, nothing may be wrong: a forged link would show here.
            if (element.ChainElementStatus.Any(static s => (s.Status & ~Harmless) != 0)) return false;
            if (thumbprints.Contains(element.Certificate.Thumbprint, StringComparer.OrdinalIgnoreCase)) return true;
        }
        return false;
    }
}
