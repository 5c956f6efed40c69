using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Undercast.ApiGateway.Routed;

/// <summary>Verifies tokens of any OpenID Connect issuer by its published keys.</summary>
internal sealed class TokenKeys : IDisposable
{
    // AWS: keys are kept for two hours.
    private static readonly TimeSpan KeepTime = TimeSpan.FromHours(2);
    // A key that is not known is asked for again, but not for every token that names one.
    private static readonly TimeSpan RetryTime = TimeSpan.FromSeconds(30);
    private const int MostDocument = 256 * 1024;
    private const int MostKeys = 100;
    private readonly HttpClient _client;
    private readonly BoundedMemory<(DateTimeOffset Read, Dictionary<string, RSAParameters> Keys)> _issuers = new(1000);

    public TokenKeys()
        : this(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = TimeSpan.FromSeconds(3) }) { }

    public TokenKeys(HttpMessageHandler handler) => _client = new(handler) { Timeout = TimeSpan.FromSeconds(5), MaxResponseContentBufferSize = MostDocument };

    /// <summary>The claims of a token that the issuer has signed, or null; issuer, times and audience are the caller's to check.</summary>
    public async ValueTask<JsonElement?> VerifyAsync(string issuer, string token, DateTimeOffset now, CancellationToken ct)
    {
        if (token.Split('.') is not [var head, var claims, var signature]) return null;
        if (Decode(head) is not { } headBytes || Decode(claims) is not { } claimBytes || Decode(signature) is not { } signatureBytes) return null;
        if (Parse(headBytes) is not { ValueKind: JsonValueKind.Object } header || Parse(claimBytes) is not { ValueKind: JsonValueKind.Object } content) return null;
        // AWS: RSA alone.
        HashAlgorithmName? hash = Text(header, "alg") switch { "RS256" => HashAlgorithmName.SHA256, "RS384" => HashAlgorithmName.SHA384, "RS512" => HashAlgorithmName.SHA512, _ => null };
        if (hash is not { } algorithm || await KeyAsync(issuer, Text(header, "kid") ?? "", now, ct) is not { } key) return null;
        using var rsa = RSA.Create();
        try
        {
            rsa.ImportParameters(key);
            return rsa.VerifyData(Encoding.ASCII.GetBytes($"{head}.{claims}"), signatureBytes, algorithm, RSASignaturePadding.Pkcs1) ? content : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private async ValueTask<RSAParameters?> KeyAsync(string issuer, string kid, DateTimeOffset now, CancellationToken ct)
    {
        if (!_issuers.TryGet(issuer, now, out var known) || (!known.Keys.ContainsKey(kid) && now - known.Read > RetryTime))
        {
            known = (now, await ReadAsync(issuer, ct));
            _issuers.Put(issuer, known, now, known.Keys.Count == 0 ? RetryTime : KeepTime);
        }
        return known.Keys.TryGetValue(kid, out var key) ? key : null;
    }

    private async ValueTask<Dictionary<string, RSAParameters>> ReadAsync(string issuer, CancellationToken ct)
    {
        var keys = new Dictionary<string, RSAParameters>(StringComparer.Ordinal);
        try
        {
            var configuration = Parse(await _client.GetByteArrayAsync(issuer.TrimEnd('/') + "/.well-known/openid-configuration", ct));
            if (configuration is not { ValueKind: JsonValueKind.Object } found || Text(found, "jwks_uri") is not { } place) return keys;
            if (Parse(await _client.GetByteArrayAsync(place, ct)) is not { ValueKind: JsonValueKind.Object } set || !set.TryGetProperty("keys", out var list) || list.ValueKind != JsonValueKind.Array) return keys;
            foreach (var key in list.EnumerateArray().Take(MostKeys))
            {
                if (key.ValueKind != JsonValueKind.Object || Text(key, "kty") != "RSA" || Decode(Text(key, "n") ?? "") is not { Length: > 0 } n || Decode(Text(key, "e") ?? "") is not { Length: > 0 } e) continue;
                keys[Text(key, "kid") ?? ""] = new RSAParameters { Modulus = n, Exponent = e };
            }
        }
        catch (Exception e) when (e is HttpRequestException or InvalidOperationException or UriFormatException || (e is TaskCanceledException && !ct.IsCancellationRequested))
        {
            // An issuer that cannot be asked vouches for nobody; it is asked again shortly.
        }
        return keys;
    }

    private static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static byte[]? Decode(string text)
    {
        try
        {
            return Base64Url.DecodeFromChars(text);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static JsonElement? Parse(byte[] bytes)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public void Dispose() => _client.Dispose();
}
