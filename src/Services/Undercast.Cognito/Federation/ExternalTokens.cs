using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Undercast.Cognito;

/// <summary>Verifies tokens by published keys. The key decides which algorithms can be meant, so that a token cannot choose.</summary>
internal static class ExternalTokens
{
    private const int Longest = 64 * 1024;
    private const int LeastModulus = 2048 / 8;

    public static (string? KeyId, string Algorithm)? Head(string token)
    {
        var parts = token.Split('.');
        return token.Length <= Longest && parts.Length == 3 && Object(parts[0]) is { } head && Jwt.Text(head, "alg") is { } algorithm ? (Jwt.Text(head, "kid"), algorithm) : null;
    }

    /// <summary>The key of a set that a token names; of a set of one, that one.</summary>
    public static JsonElement? Find(string set, string? keyId)
    {
        if (ExternalHttp.Parse(set) is not { } document || !document.TryGetProperty("keys", out var keys) || keys.ValueKind != JsonValueKind.Array) return null;
        var usable = keys.EnumerateArray().Where(static k => k.ValueKind == JsonValueKind.Object && Jwt.Text(k, "use") is null or "sig").ToList();
        if (keyId is null) return usable is [var one] ? one : null;
        return usable.FirstOrDefault(k => Jwt.Text(k, "kid") == keyId) is { ValueKind: JsonValueKind.Object } found ? found : null;
    }

    /// <summary>The claims of a token that the key has signed, or null.</summary>
    public static JsonElement? Verify(string token, JsonElement key, string algorithm)
    {
        var parts = token.Split('.');
        if (parts.Length != 3 || Bytes(parts[2]) is not { } signature) return null;
        var signed = Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}");
        try
        {
            return (Jwt.Text(key, "kty") switch
            {
                "RSA" => IsRsa(key, algorithm, signed, signature),
                "EC" => IsEcdsa(key, algorithm, signed, signature),
                _ => false,
            }) ? Object(parts[1]) : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    public static bool IsFor(JsonElement claims, string clientId)
    {
        if (!claims.TryGetProperty("aud", out var audience)) return false;
        if (audience.ValueKind == JsonValueKind.String) return audience.GetString() == clientId;
        // A token for several must say which of them asked for it.
        return audience.ValueKind == JsonValueKind.Array && audience.EnumerateArray().Any(a => a.ValueKind == JsonValueKind.String && a.GetString() == clientId)
            && (audience.GetArrayLength() == 1 || Jwt.Text(claims, "azp") == clientId);
    }

    private static bool IsRsa(JsonElement key, string algorithm, byte[] signed, byte[] signature)
    {
        HashAlgorithmName? hash = algorithm switch { "RS256" => HashAlgorithmName.SHA256, "RS384" => HashAlgorithmName.SHA384, "RS512" => HashAlgorithmName.SHA512, _ => null };
        if (hash is not { } name || Bytes(Jwt.Text(key, "n")) is not { Length: >= LeastModulus } modulus || Bytes(Jwt.Text(key, "e")) is not { } exponent) return false;
        using var rsa = RSA.Create(new RSAParameters { Modulus = modulus, Exponent = exponent });
        return rsa.VerifyData(signed, signature, name, RSASignaturePadding.Pkcs1);
    }

    private static bool IsEcdsa(JsonElement key, string algorithm, byte[] signed, byte[] signature)
    {
        if (algorithm != "ES256" || Jwt.Text(key, "crv") != "P-256" || Bytes(Jwt.Text(key, "x")) is not { } x || Bytes(Jwt.Text(key, "y")) is not { } y) return false;
        using var ecdsa = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = x, Y = y } });
        return ecdsa.VerifyData(signed, signature, HashAlgorithmName.SHA256);
    }

    private static JsonElement? Object(string part) => Bytes(part) is { } bytes ? ExternalHttp.Parse(Encoding.UTF8.GetString(bytes)) : null;

    private static byte[]? Bytes(string? part) => part is not null && Base64Url.IsValid(part) ? Base64Url.DecodeFromChars(part) : null;
}
