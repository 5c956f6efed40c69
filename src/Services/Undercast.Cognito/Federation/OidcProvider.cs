using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Undercast.Cognito;

/// <summary>Speaks with a provider of OpenID Connect, or of OAuth 2.0 with a page about the user.</summary>
internal sealed class OidcProvider(ExternalHttp http, ProviderRecord provider)
{
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(1);

    private sealed record Places(string Authorize, string Token, string? Attributes, string? Keys, string? Issuer);

    /// <summary>Where the browser goes to sign in.</summary>
    public async ValueTask<string> SignInUrlAsync(string state, ReturnRecord pending, CancellationToken ct)
    {
        var places = await PlacesAsync(ct);
        var challenge = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(pending.Verifier!)));
        var query = Visit.Encode(
            ("client_id", provider.Detail("client_id")), ("redirect_uri", pending.Callback), ("response_type", "code"), ("scope", provider.Detail("authorize_scopes")), ("state", state),
            ("nonce", places.Issuer is null ? null : pending.Nonce), ("code_challenge", challenge), ("code_challenge_method", "S256"),
            ("response_mode", provider.Type == "SignInWithApple" ? "form_post" : null));
        return $"{places.Authorize}{(places.Authorize.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{query}";
    }

    /// <summary>Who has signed in there, proven, and what the provider says of them.</summary>
    public async ValueTask<(string Subject, Dictionary<string, string> Claims)> RedeemAsync(string code, ReturnRecord pending, DateTimeOffset now, CancellationToken ct)
    {
        var places = await PlacesAsync(ct);
        var tokens = await TokensAsync(places, code, pending, now, ct);
        var claims = new Dictionary<string, string>(StringComparer.Ordinal);
        if (places.Issuer is not null)
        {
            if (Jwt.Text(tokens, "id_token") is not { } idToken) throw new FederationFault($"{provider.Name} gave no id_token");
            Read(claims, await VerifyAsync(places, idToken, pending.Nonce!, now, ct));
        }
        // What Google and Apple say of a user stands in the ID token; their other pages have other forms.
        if (places.Attributes is { } url && provider.Type is not ("Google" or "SignInWithApple"))
        {
            var proven = claims.GetValueOrDefault("sub");
            Read(claims, await AttributesAsync(url, Jwt.Text(tokens, "access_token") ?? "", ct));
            // By the standard: a page about somebody else is not to be used.
            if (proven is not null && claims.GetValueOrDefault("sub") != proven) throw new FederationFault($"{provider.Name} describes another user");
        }
        return claims.GetValueOrDefault(ProviderRules.SubjectOf(provider) ?? "sub") is { Length: > 0 } subject ? (subject, claims) : throw new FederationFault($"{provider.Name} does not tell who the user is");
    }

    private async ValueTask<Places> PlacesAsync(CancellationToken ct)
    {
        var (authorize, token, attributes, keys, issuer) =
            (provider.Detail("authorize_url"), provider.Detail("token_url"), provider.Detail("attributes_url"), provider.Detail("jwks_uri"), provider.Detail("oidc_issuer"));
        if (issuer is not null && (authorize is null || token is null || keys is null))
        {
            var found = await http.DocumentAsync(issuer.TrimEnd('/') + "/.well-known/openid-configuration", "IdP discovery endpoint", static _ => true, ct);
            if (ExternalHttp.Parse(found) is not { } configuration || Jwt.Text(configuration, "issuer") != issuer) throw new FederationFault($"{provider.Name} is not the issuer that it should be");
            (authorize, token) = (authorize ?? Jwt.Text(configuration, "authorization_endpoint"), token ?? Jwt.Text(configuration, "token_endpoint"));
            (attributes, keys) = (attributes ?? Jwt.Text(configuration, "userinfo_endpoint"), keys ?? Jwt.Text(configuration, "jwks_uri"));
        }
        if (authorize is null || token is null) throw new FederationFault($"{provider.Name} has no endpoints");
        return new Places(authorize, token, attributes, keys, issuer);
    }

    private async ValueTask<JsonElement> TokensAsync(Places places, string code, ReturnRecord pending, DateTimeOffset now, CancellationToken ct)
    {
        var form = new Dictionary<string, string>
        {
            ["grant_type"] = "authorization_code", ["code"] = code, ["redirect_uri"] = pending.Callback!, ["client_id"] = provider.Detail("client_id")!, ["code_verifier"] = pending.Verifier!,
        };
        if ((provider.Type == "SignInWithApple" ? AppleSecret(places.Issuer!, now) : provider.Detail("client_secret")) is { } secret) form["client_secret"] = secret;
        var byQuery = provider.Detail("token_request_method") == "GET";
        using var request = byQuery
            ? new HttpRequestMessage(HttpMethod.Get, $"{places.Token}?{Visit.Encode([.. form.Select(static f => (f.Key, (string?)f.Value))])}")
            : new HttpRequestMessage(HttpMethod.Post, places.Token) { Content = new FormUrlEncodedContent(form) };
        var (status, body) = await http.JsonAsync(request, "IdP token endpoint", ct);
        return status == 200 ? body : throw new FederationFault($"{provider.Name} Error - {status} {Jwt.Text(body, "error") ?? "error getting token"}");
    }

    private async ValueTask<JsonElement> AttributesAsync(string url, string accessToken, CancellationToken ct)
    {
        var wanted = provider.Detail("attributes_url_add_attributes") == "true" ? Uri.EscapeDataString(string.Join(',', provider.Provider.AttributeMapping!.Values.Distinct())) : "";
        using var request = new HttpRequestMessage(provider.Detail("attributes_request_method") == "POST" ? HttpMethod.Post : HttpMethod.Get, url + wanted);
        request.Headers.Authorization = new("Bearer", accessToken);
        var (status, body) = await http.JsonAsync(request, "IdP userinfo endpoint", ct);
        return status == 200 ? body : throw new FederationFault($"{provider.Name} Error - {status} error getting attributes");
    }

    /// <summary>The claims of an ID token that this provider has signed for this client and this sign-in.</summary>
    private async ValueTask<JsonElement> VerifyAsync(Places places, string token, string nonce, DateTimeOffset now, CancellationToken ct)
    {
        if (places.Keys is not { } url) throw new FederationFault($"{provider.Name} has no keys");
        var (keyId, algorithm) = ExternalTokens.Head(token) ?? throw new FederationFault("Bad id_token");
        var keys = await http.DocumentAsync(url, "jwks uri", text => ExternalTokens.Find(text, keyId) is not null, ct);
        if (ExternalTokens.Find(keys, keyId) is not { } key || ExternalTokens.Verify(token, key, algorithm) is not { } claims) throw new FederationFault("Bad id_token: its signature could not be verified");
        // AWS's own issuer is compared as text, as every other.
        if (Jwt.Text(claims, "iss") is not { } issuer || (issuer != places.Issuer && !(provider.Type == "Google" && issuer == "accounts.google.com"))) throw new FederationFault("Bad id_token issuer");
        if (!ExternalTokens.IsFor(claims, provider.Detail("client_id")!)) throw new FederationFault("Bad id_token audience");
        if (Jwt.Time(claims, "exp") is not { } expires || expires + Skew <= now || (Jwt.Time(claims, "iat") is { } issued && issued > now + Skew)) throw new FederationFault("Bad id_token: it is not in time");
        return Jwt.Text(claims, "nonce") == nonce ? claims : throw new FederationFault("Bad id_token nonce");
    }

    private static void Read(Dictionary<string, string> into, JsonElement claims)
    {
        foreach (var claim in claims.EnumerateObject())
        {
            if (claim.Value.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined) continue;
            into[claim.Name] = claim.Value.ValueKind switch { JsonValueKind.String => claim.Value.GetString()!, JsonValueKind.True => "true", JsonValueKind.False => "false", _ => claim.Value.GetRawText() };
        }
    }

    // Apple's clients prove themselves by a token of their own key.
    private string AppleSecret(string issuer, DateTimeOffset now)
    {
        try
        {
            using var key = ECDsa.Create();
            key.ImportPkcs8PrivateKey(Convert.FromBase64String(provider.Detail("private_key")!.Replace("-----BEGIN PRIVATE KEY-----", "", StringComparison.Ordinal).Replace("-----END PRIVATE KEY-----", "", StringComparison.Ordinal)), out _);
            var claims = new JsonObject
            {
                ["iss"] = provider.Detail("team_id"), ["iat"] = now.ToUnixTimeSeconds(), ["exp"] = now.AddMinutes(5).ToUnixTimeSeconds(), ["aud"] = issuer, ["sub"] = provider.Detail("client_id"),
            };
            var head = new JsonObject { ["alg"] = "ES256", ["kid"] = provider.Detail("key_id") };
            var signed = $"{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(head.ToJsonString()))}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(claims.ToJsonString()))}";
            return $"{signed}.{Base64Url.EncodeToString(key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256))}";
        }
        catch (Exception e) when (e is CryptographicException or FormatException)
        {
            throw new FederationFault($"{provider.Name}: the private key cannot be used");
        }
    }
}
