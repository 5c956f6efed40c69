namespace Undercast.Cognito;

/// <summary>A client's OAuth settings, and scopes.</summary>
internal static class OAuthRules
{
    public const string OpenId = "openid";
    public const string UserAdmin = "aws.cognito.signin.user.admin";

    /// <summary>AWS: the scopes that every pool has.</summary>
    public static readonly string[] SystemScopes = ["phone", "email", OpenId, "profile", UserAdmin];
    private static readonly string[] Flows = ["code", "implicit", "client_credentials"];

    /// <summary>What of a client's settings can be told without its pool.</summary>
    public static void Check(UserPoolClientType client)
    {
        var flows = client.AllowedOAuthFlows ?? [];
        foreach (var flow in flows)
        {
            if (!Flows.Contains(flow))
                throw CognitoFaults.Invalid($"1 validation error detected: Value '[{flow}]' at 'allowedOAuthFlows' failed to satisfy constraint: Member must satisfy constraint: [Member must satisfy enum value set: [{string.Join(", ", Flows)}]]");
        }
        if (flows.Contains("client_credentials") && flows.Count > 1) throw new InvalidOAuthFlowException("client_credentials flow can not be selected along with code flow or implicit flow.");
        if (flows.Contains("client_credentials") && client.ClientSecret is null) throw new InvalidOAuthFlowException("client_credentials flow can not be selected if client does not have a client secret.");
        foreach (var url in (client.CallbackURLs ?? []).Concat(client.LogoutURLs ?? [])) CheckUrl(url);
        if (client.DefaultRedirectURI is { } uri && client.CallbackURLs?.Contains(uri) != true) throw CognitoFaults.Invalid("Default redirect URI must be in the list of callback URLs.");
        if (client.AllowedOAuthFlowsUserPoolClient != true) return;
        if (flows.Count == 0 || client.AllowedOAuthScopes is not { Count: > 0 })
            throw CognitoFaults.Invalid("AllowedOAuthFlows and AllowedOAuthScopes are required if user pool client is allowed to use OAuth flows.");
    }

    /// <summary>Scopes that neither every pool nor a resource server of this one has are refused, and providers that it does not have.</summary>
    public static void CheckNames(UserPoolClientType client, IEnumerable<ResourceServerType> servers, IEnumerable<string> providers)
    {
        var scopes = SystemScopes.Concat(servers.SelectMany(static s => (s.Scopes ?? []).Select(c => $"{s.Identifier}/{c.ScopeName}"))).ToHashSet(StringComparer.Ordinal);
        foreach (var scope in client.AllowedOAuthScopes ?? [])
        {
            if (!scopes.Contains(scope)) throw new ScopeDoesNotExistException($"Invalid scope requested: {scope}");
        }
        // AWS: a client of machines asks for what resource servers offer.
        if (client.AllowedOAuthFlows?.Contains("client_credentials") == true && client.AllowedOAuthScopes?.FirstOrDefault(static s => SystemScopes.Contains(s)) is { } system)
            throw new InvalidOAuthFlowException($"{system} scope is not supported with client_credentials flow.");
        var known = providers.Append("COGNITO").ToHashSet(StringComparer.Ordinal);
        foreach (var provider in client.SupportedIdentityProviders ?? [])
        {
            if (!known.Contains(provider)) throw CognitoFaults.Invalid($"The provider {provider} does not exist for User Pool {client.UserPoolId}.");
        }
    }

    // AWS: HTTPS, or HTTP to the machine itself, or the scheme of an app; without a fragment.
    private static void CheckUrl(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || url.Any(char.IsWhiteSpace) || uri.Scheme is "javascript" or "data" or "vbscript" or "file")
            throw CognitoFaults.Invalid($"{url} is not a valid URI.");
        if (url.Contains('#')) throw CognitoFaults.Invalid($"{url} cannot contain a fragment.");
        // Differs: hosts below localhost count as this machine, since websites of this cloud have theirs there.
        if (uri.Scheme == "http" && !uri.IsLoopback && !uri.Host.EndsWith(".localhost", StringComparison.Ordinal)) throw CognitoFaults.Invalid($"{url} cannot use the HTTP protocol.");
    }

    /// <summary>Whether an attribute goes into ID tokens. AWS: openid alone brings all; with narrower scopes beside it, what those name.</summary>
    public static bool Brings(string[] scopes, string attribute) =>
        scopes.Contains("profile") || !(scopes.Contains("email") || scopes.Contains("phone"))
        || attribute switch
        {
            "email" or "email_verified" => scopes.Contains("email"),
            "phone_number" or "phone_number_verified" => scopes.Contains("phone"),
            _ => false,
        };
}
