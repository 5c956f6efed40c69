using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Undercast.Iam;

/// <summary>A JSON web token, read and not yet believed.</summary>
internal sealed class JsonWebToken
{
    private readonly byte[] _signed;
    private readonly byte[] _signature;

    private JsonWebToken(JsonElement header, JsonElement claims, byte[] signed, byte[] signature) => (Header, Claims, _signed, _signature) = (header, claims, signed, signature);

    private JsonElement Header { get; }

    public JsonElement Claims { get; }

    public string? KeyId => Text(Header, "kid");

    public static JsonWebToken? Read(string text)
    {
        if (text.Split('.') is not [var head, var body, var mac] || Object(head) is not { } header || Object(body) is not { } claims || Bytes(mac) is not { } signature) return null;
        return new JsonWebToken(header, claims, Encoding.ASCII.GetBytes(text[..(head.Length + 1 + body.Length)]), signature);
    }

    public string? Text(string claim) => Text(Claims, claim);

    public DateTimeOffset? Time(string claim) =>
        Claims.TryGetProperty(claim, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var seconds) && seconds is >= 0 and < 253402300800
            ? DateTimeOffset.FromUnixTimeSeconds((long)seconds)
            : null;

    /// <summary>A claim as text, one or several; null when it is nothing that a condition could compare.</summary>
    public IReadOnlyList<string>? Texts(string claim) => Claims.TryGetProperty(claim, out var value) ? Texts(value) : null;

    public static IReadOnlyList<string>? Texts(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => [value.GetString()!],
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => [value.GetRawText()],
        JsonValueKind.Array when value.EnumerateArray().All(static v => v.ValueKind == JsonValueKind.String) => [.. value.EnumerateArray().Select(static v => v.GetString()!)],
        _ => null,
    };

    /// <summary>Whether one of the keys has signed it, by an algorithm that the key is for.</summary>
    public bool IsSignedBy(IReadOnlyList<JsonElement> keys)
    {
        foreach (var key in keys)
        {
            if (Text(key, "use") is not (null or "sig") || (KeyId is { } wanted && Text(key, "kid") is { } id && id != wanted)) continue;
            try
            {
                if (Verify(key)) return true;
            }
            catch (CryptographicException)
            {
                // A key that is none proves nothing; another may.
            }
        }
        return false;
    }

    private bool Verify(JsonElement key)
    {
        var algorithm = Text(Header, "alg") ?? "";
        if (algorithm.Length != 5) return false;
        HashAlgorithmName? hash = algorithm[2..] switch { "256" => HashAlgorithmName.SHA256, "384" => HashAlgorithmName.SHA384, "512" => HashAlgorithmName.SHA512, _ => null };
        // A key of one kind never proves a token of another: the token says the algorithm, and the token is a stranger's.
        switch (hash is null ? "" : algorithm[..2], Text(key, "kty"))
        {
            case ("RS", "RSA"):
                using (var rsa = RSA.Create(new RSAParameters { Modulus = Bytes(Text(key, "n") ?? ""), Exponent = Bytes(Text(key, "e") ?? "") }))
                    return rsa.KeySize >= 1024 && rsa.VerifyData(_signed, _signature, hash!.Value, RSASignaturePadding.Pkcs1);
            case ("ES", "EC"):
                ECCurve? curve = (Text(key, "crv"), algorithm) switch
                {
                    ("P-256", "ES256") => ECCurve.NamedCurves.nistP256,
                    ("P-384", "ES384") => ECCurve.NamedCurves.nistP384,
                    ("P-521", "ES512") => ECCurve.NamedCurves.nistP521,
                    _ => null,
                };
                if (curve is null) return false;
                using (var ec = ECDsa.Create(new ECParameters { Curve = curve.Value, Q = new ECPoint { X = Bytes(Text(key, "x") ?? ""), Y = Bytes(Text(key, "y") ?? "") } }))
                    return ec.VerifyData(_signed, _signature, hash!.Value);
            default:
                return false;
        }
    }

    private static string? Text(JsonElement of, string name) => of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static JsonElement? Object(string part)
    {
        if (Bytes(part) is not { } bytes) return null;
        try
        {
            using var document = JsonDocument.Parse(bytes);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static byte[]? Bytes(string part) => Base64Url.IsValid(part) ? Base64Url.DecodeFromChars(part) : null;
}
