using System.Text.Json;
using Undercast.Cloud;
using Undercast.Cognito.Identity;

namespace Undercast.Cognito;

/// <summary>Verifies logins of Facebook, Amazon and Apple for identity pools. The first two are asked about their tokens, the last signs them.</summary>
internal sealed class SocialLogins(ExternalHttp http, CloudOptions cloud, TimeProvider time)
{
    public const string Facebook = "graph.facebook.com";
    public const string Amazon = "www.amazon.com";
    public const string Apple = "appleid.apple.com";
    private const string AppleIssuer = "https://appleid.apple.com";
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(1);

    public static bool Knows(string provider) => provider is Facebook or Amazon or Apple;

    /// <summary>The login that a token proves for one of the pool's clients.</summary>
    /// <param name="provider">The provider's name.</param>
    /// <param name="clients">The pool's client ids there, with semicolons.</param>
    /// <param name="token">The token.</param>
    /// <param name="ct">Cancels.</param>
    public async ValueTask<Login> VerifyAsync(string provider, string clients, string token, CancellationToken ct)
    {
        try
        {
            var (client, subject, claims) = provider switch
            {
                Facebook => await OfFacebookAsync(token, ct),
                Amazon => await OfAmazonAsync(token, ct),
                _ => await OfAppleAsync(token, ct),
            };
            if (!clients.Split(';').Contains(client, StringComparer.Ordinal)) throw new Identity.NotAuthorizedException("Invalid login token. Incorrect token audience.");
            return new Login(provider, client, subject, claims);
        }
        catch (FederationFault fault)
        {
            throw new Identity.NotAuthorizedException($"Invalid login token. {fault.Message}");
        }
    }

    private async ValueTask<(string Client, string Subject, JsonElement Claims)> OfFacebookAsync(string token, CancellationToken ct)
    {
        var app = await AskAsync($"{cloud.AddressOf(Facebook)}/app?access_token={Uri.EscapeDataString(token)}", "Facebook", ct);
        var user = await AskAsync($"{cloud.AddressOf(Facebook)}/me?fields=id,name,email&access_token={Uri.EscapeDataString(token)}", "Facebook", ct);
        return (Need(app, "id"), Need(user, "id"), user);
    }

    private async ValueTask<(string Client, string Subject, JsonElement Claims)> OfAmazonAsync(string token, CancellationToken ct)
    {
        var told = await AskAsync($"{cloud.AddressOf("api.amazon.com")}/auth/o2/tokeninfo?access_token={Uri.EscapeDataString(token)}", "Amazon", ct);
        // How many seconds are left.
        if (!told.TryGetProperty("exp", out var left) || left.ValueKind != JsonValueKind.Number || left.GetDouble() <= 0) throw new FederationFault("Token expired.");
        return (Need(told, "aud"), Need(told, "user_id"), told);
    }

    private async ValueTask<(string Client, string Subject, JsonElement Claims)> OfAppleAsync(string token, CancellationToken ct)
    {
        var (keyId, algorithm) = ExternalTokens.Head(token) ?? throw new FederationFault("Not a valid OpenId Connect identity token.");
        var keys = await http.DocumentAsync($"{cloud.AddressOf(Apple)}/auth/keys", "Apple", text => ExternalTokens.Find(text, keyId) is not null, ct);
        if (ExternalTokens.Find(keys, keyId) is not { } key || ExternalTokens.Verify(token, key, algorithm) is not { } claims) throw new FederationFault("Couldn't verify signed token.");
        if (Jwt.Text(claims, "iss") != AppleIssuer) throw new FederationFault("Issuer doesn't match providerName");
        if (Jwt.Time(claims, "exp") is not { } expires || expires + Skew <= time.GetUtcNow()) throw new FederationFault("Token expired.");
        return (Need(claims, "aud"), Need(claims, "sub"), claims);
    }

    private async ValueTask<JsonElement> AskAsync(string url, string what, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        var (status, body) = await http.JsonAsync(request, what, ct);
        return status == 200 ? body : throw new FederationFault("Can't pass in this token.");
    }

    private static string Need(JsonElement claims, string name) => Jwt.Text(claims, name) is { Length: > 0 } value ? value : throw new FederationFault("Can't pass in this token.");
}
