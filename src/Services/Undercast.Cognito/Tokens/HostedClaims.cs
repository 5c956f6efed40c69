using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Undercast.Kernel;

namespace Undercast.Cognito;

/// <summary>What tokens of a hosted sign-in carry beside the others' claims, or not.</summary>
internal static class HostedClaims
{
    // Claims that are not attributes.
    private static readonly HashSet<string> Always =
    [
        "sub", "iss", "aud", "origin_jti", "event_id", "token_use", "auth_time", "exp", "iat", "jti", "nonce", "cognito:username", "cognito:groups", "cognito:roles", "cognito:preferred_role", "identities",
    ];

    public static string[] Scopes(string scope) => scope.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    public static void Apply(JsonObject id, JsonObject access, string scope, string? nonce)
    {
        var scopes = Scopes(scope);
        foreach (var name in id.Select(static c => c.Key).Where(n => !Always.Contains(n) && !OAuthRules.Brings(scopes, n)).ToList()) id.Remove(name);
        if (nonce is not null) id["nonce"] = nonce;
        access["version"] = 2;
    }

    /// <summary>The left half of a token's hash, by which an ID token names its access token.</summary>
    public static string HashOf(string accessToken) => Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(accessToken)).AsSpan(0, 16));

    /// <summary>The claims of a client's own access token.</summary>
    public static JsonObject OfClient(CallContext call, PoolRecord pool, UserPoolClientType client, string scope)
    {
        var now = call.Now.ToUnixTimeSeconds();
        return new JsonObject
        {
            ["sub"] = client.ClientId,
            ["token_use"] = "access",
            ["scope"] = scope,
            ["auth_time"] = now,
            ["iss"] = pool.Issuer,
            ["exp"] = now + (long)ClientRules.AccessLife(client).TotalSeconds,
            ["iat"] = now,
            ["version"] = 2,
            ["jti"] = CallContext.NewRequestId(),
            ["client_id"] = client.ClientId,
        };
    }
}
