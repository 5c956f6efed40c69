using Microsoft.AspNetCore.Http;

namespace Undercast.Cognito;

/// <summary>What a client asks for at /oauth2/authorize and at the pages that follow it: they carry the same query and hold it against the client's settings each time.</summary>
internal sealed record SignInRequest
{
    public required UserPoolClientType Client { get; init; }
    public required string RedirectUri { get; init; }
    public required string ResponseType { get; init; }
    public required string Scope { get; init; }
    public string? State { get; init; }
    public string? Nonce { get; init; }
    public string? CodeChallenge { get; init; }
    public string? Provider { get; init; }
    public string? ProviderIdentifier { get; init; }
    public string? Prompt { get; init; }
    public string? LoginHint { get; init; }

    /// <summary>The query by which the pages are called.</summary>
    public string Query => "?" + Visit.Encode(
        ("client_id", Client.ClientId), ("redirect_uri", RedirectUri), ("response_type", ResponseType), ("scope", Scope), ("state", State), ("nonce", Nonce),
        ("code_challenge", CodeChallenge), ("code_challenge_method", CodeChallenge is null ? null : "S256"), ("login_hint", LoginHint), ("prompt", AsksAgain ? Prompt : null));

    /// <summary>Whether the user is to sign in whatever session there is.</summary>
    public bool AsksAgain => Prompt is "login" or "select_account";

    /// <summary>The client's page, with an answer.</summary>
    public string Answer(params ReadOnlySpan<(string Name, string? Value)> values) => Answer(RedirectUri, ResponseType, State, values);

    /// <summary>The client's page, with what went wrong.</summary>
    public string Fail(string error, string? description = null) => Fail(RedirectUri, ResponseType, State, error, description);

    public static string Fail(string redirectUri, string? responseType, string? state, string error, string? description) =>
        Answer(redirectUri, responseType, state, ("error_description", description), ("error", error));

    // Tokens travel in the fragment, so that they reach no server's log; so do the errors of that flow.
    private static string Answer(string redirectUri, string? responseType, string? state, params ReadOnlySpan<(string Name, string? Value)> values)
    {
        var mark = responseType == "token" ? '#' : redirectUri.Contains('?', StringComparison.Ordinal) ? '&' : '?';
        return $"{redirectUri}{mark}{Visit.Encode([.. values, ("state", state)])}";
    }

    /// <summary>Reads and checks a query.</summary>
    /// <returns>The request; or the client's page with an error; or, while it is not known whose page to send the browser to, an error of this pool's own.</returns>
    public static (SignInRequest? Request, string? ClientPage, string? Error) Read(IQueryCollection query, UserPoolClientType? client)
    {
        string? Find(string name) => query[name] is [{ Length: > 0 } value] ? value : null;

        if (client is null) return (null, null, "invalid_request");
        if (client.AllowedOAuthFlowsUserPoolClient != true) return (null, null, "unauthorized_client");
        // AWS: compared as text, whole. Anything laxer is an open redirect.
        if ((Find("redirect_uri") ?? client.DefaultRedirectURI) is not { } redirect || client.CallbackURLs?.Contains(redirect, StringComparer.Ordinal) != true) return (null, null, "redirect_mismatch");
        var (responseType, state) = (Find("response_type"), Find("state"));
        (SignInRequest?, string?, string?) Refuse(string error, string? description = null) => (null, Fail(redirect, responseType, state, error, description), null);

        if (responseType is not ("code" or "token")) return Refuse("invalid_request");
        if (client.AllowedOAuthFlows?.Contains(responseType == "code" ? "code" : "implicit") != true) return Refuse("unauthorized_client");
        var (challenge, method) = (Find("code_challenge"), Find("code_challenge_method"));
        // AWS: S256 alone.
        if ((challenge is null) != (method is null) || method is not (null or "S256") || challenge is { Length: < 43 or > 128 }) return Refuse("invalid_request");
        var allowed = client.AllowedOAuthScopes ?? [];
        var scopes = Find("scope")?.Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct().ToArray() ?? [.. allowed];
        if (scopes.Any(s => !allowed.Contains(s, StringComparer.Ordinal)) || (!scopes.Contains(OAuthRules.OpenId) && scopes.Any(static s => s is "email" or "phone" or "profile")))
            return Refuse("invalid_request", "invalid_scope");
        return (
            new SignInRequest
            {
                Client = client, RedirectUri = redirect, ResponseType = responseType, Scope = string.Join(' ', scopes), State = state, Nonce = Find("nonce"), CodeChallenge = challenge,
                Provider = Find("identity_provider"), ProviderIdentifier = Find("idp_identifier"), Prompt = Find("prompt"), LoginHint = Find("login_hint"),
            },
            null, null);
    }
}
