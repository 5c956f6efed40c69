using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Undercast.Cognito;

/// <summary>JSON web tokens as text. AWS: RS256, a header of kid and alg.</summary>
internal static class Jwt
{
    private const int Longest = 64 * 1024;

    public static string Write(PoolKey key, JsonObject claims)
    {
        var header = new JsonObject { ["kid"] = key.Id, ["alg"] = "RS256" };
        var signed = $"{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(header.ToJsonString()))}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(claims.ToJsonString()))}";
        return $"{signed}.{Base64Url.EncodeToString(key.Sign(Encoding.ASCII.GetBytes(signed)))}";
    }

    /// <summary>The claims that a token states, unproven; null when it is no token.</summary>
    public static JsonElement? Peek(string token)
    {
        var parts = token.Split('.');
        return token.Length <= Longest && parts.Length == 3 ? Object(parts[1]) : null;
    }

    /// <summary>The claims of a token that <paramref name="key"/> has signed, or null.</summary>
    public static JsonElement? Verify(PoolKey key, string token)
    {
        var parts = token.Split('.');
        if (token.Length > Longest || parts.Length != 3 || Object(parts[0]) is not { } header) return null;
        // Only the one algorithm: whatever else a token asks for is a forgery.
        if (Text(header, "alg") != "RS256" || Text(header, "kid") != key.Id || Bytes(parts[2]) is not { } signature) return null;
        return key.Verify(Encoding.ASCII.GetBytes(token[..(parts[0].Length + 1 + parts[1].Length)]), signature) ? Object(parts[1]) : null;
    }

    public static string? Text(JsonElement claims, string name) => claims.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    public static DateTimeOffset? Time(JsonElement claims, string name) =>
        claims.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var seconds) && seconds is >= 0 and < 253402300800 ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;

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
