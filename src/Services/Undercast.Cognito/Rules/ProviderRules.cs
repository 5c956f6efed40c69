using Undercast.Kernel;

namespace Undercast.Cognito;

/// <summary>What identity providers of each kind need, and what is known of them.</summary>
internal static class ProviderRules
{
    private sealed record Kind(string[] Needed, string[] Allowed, (string Name, string Value)[] Defaults, string? Subject);

    // Where a provider is asked. AWS takes these from customers for OIDC alone.
    // Differs: they can be set for the social providers too, so that a stand-in on this machine can take their place.
    private static readonly string[] Endpoints = ["authorize_url", "token_url", "attributes_url", "jwks_uri", "oidc_issuer", "attributes_url_add_attributes", "token_request_method", "attributes_request_method"];

    private static readonly string[] Unbuilt = ["IDPSignout", "EncryptedResponses"];

    // AWS: what a provider of a kind is described with once it is made.
    private static readonly Dictionary<string, Kind> Kinds = new(StringComparer.Ordinal)
    {
        ["SAML"] = new([], ["MetadataFile", "MetadataURL", "SSORedirectBindingURI", "SLORedirectBindingURI", "RequestSigningAlgorithm", "IDPInit", .. Unbuilt], [], null),
        ["OIDC"] = new(["client_id", "attributes_request_method", "oidc_issuer", "authorize_scopes"], ["client_secret", .. Endpoints], [("attributes_url_add_attributes", "false")], "sub"),
        ["Google"] = new(
            ["client_id", "client_secret", "authorize_scopes"], Endpoints,
            [("attributes_url", "https://people.googleapis.com/v1/people/me?personFields="), ("attributes_url_add_attributes", "true"), ("authorize_url", "https://accounts.google.com/o/oauth2/v2/auth"),
                ("oidc_issuer", "https://accounts.google.com"), ("token_request_method", "POST"), ("token_url", "https://www.googleapis.com/oauth2/v4/token")],
            "sub"),
        ["Facebook"] = new(
            ["client_id", "client_secret", "authorize_scopes"], ["api_version", .. Endpoints],
            [("attributes_url", "https://graph.facebook.com/{version}/me?fields="), ("attributes_url_add_attributes", "true"), ("authorize_url", "https://www.facebook.com/{version}/dialog/oauth"),
                ("token_request_method", "GET"), ("token_url", "https://graph.facebook.com/{version}/oauth/access_token")],
            "id"),
        ["LoginWithAmazon"] = new(
            ["client_id", "client_secret", "authorize_scopes"], Endpoints,
            [("attributes_url", "https://api.amazon.com/user/profile"), ("attributes_url_add_attributes", "false"), ("authorize_url", "https://www.amazon.com/ap/oa"), ("token_request_method", "POST"),
                ("token_url", "https://api.amazon.com/auth/o2/token")],
            "user_id"),
        ["SignInWithApple"] = new(
            ["client_id", "team_id", "key_id", "private_key", "authorize_scopes"], Endpoints,
            [("attributes_url_add_attributes", "false"), ("authorize_url", "https://appleid.apple.com/auth/authorize"), ("oidc_issuer", "https://appleid.apple.com"), ("token_request_method", "POST"),
                ("token_url", "https://appleid.apple.com/auth/token")],
            "sub"),
    };

    /// <summary>A provider's settings, checked and filled up.</summary>
    public static IdentityProviderType Apply(PoolRecord pool, IdentityProviderType provider)
    {
        var (type, details) = (provider.ProviderType!, new Dictionary<string, string>(provider.ProviderDetails ?? new Dictionary<string, string>()));
        var kind = Kinds[type];
        if (type is not ("SAML" or "OIDC") && provider.ProviderName != type) throw CognitoFaults.Invalid($"Provider name should be {type} for the provider type {type}.");
        if (provider.ProviderName is "COGNITO" or "Cognito") throw CognitoFaults.Invalid($"{provider.ProviderName} is a reserved provider name.");
        foreach (var name in kind.Needed)
        {
            if (string.IsNullOrEmpty(details.GetValueOrDefault(name))) throw CognitoFaults.Invalid($"The required details for {type} are missing: {name}");
        }
        foreach (var name in details.Keys)
        {
            if (Unbuilt.Contains(name) && details[name] is not ("false" or "")) throw CommonException.NotSupported($"The provider detail {name}");
            if (!kind.Needed.Contains(name) && !kind.Allowed.Contains(name))
                throw CognitoFaults.Invalid($"The provider detail {name} is not known for {type}.");
        }
        foreach (var (name, value) in kind.Defaults) details.TryAdd(name, value.Replace("{version}", details.GetValueOrDefault("api_version") ?? "v17.0", StringComparison.Ordinal));
        foreach (var name in (ReadOnlySpan<string>)["authorize_url", "token_url", "attributes_url", "jwks_uri", "oidc_issuer", "MetadataURL"])
        {
            if (details.TryGetValue(name, out var url) && !IsWeb(url)) throw CognitoFaults.Invalid($"{name} is not a valid URL.");
        }
        if (details.GetValueOrDefault("RequestSigningAlgorithm") is not (null or SamlRequest.Algorithm)) throw CognitoFaults.Invalid($"RequestSigningAlgorithm must be {SamlRequest.Algorithm}.");
        if (type == "SAML") ReadMetadata(details);
        if (type == "OIDC" && details["attributes_request_method"] is not ("GET" or "POST")) throw CognitoFaults.Invalid("attributes_request_method must be GET or POST.");
        var mapping = new Dictionary<string, string>(provider.AttributeMapping ?? new Dictionary<string, string>());
        if (kind.Subject is { } subject) mapping.TryAdd("username", subject);
        foreach (var name in mapping.Keys)
        {
            if (name != "username" && (name == "sub" || pool.Pool.SchemaAttributes!.All(s => s.Name != name))) throw CognitoFaults.Invalid($"Attribute mapping for {name} is not allowed: the attribute does not exist in the schema.");
        }
        return provider with { ProviderDetails = details, AttributeMapping = mapping, IdpIdentifiers = provider.IdpIdentifiers ?? [] };
    }

    private static void ReadMetadata(Dictionary<string, string> details)
    {
        if (details.ContainsKey("MetadataFile") == details.ContainsKey("MetadataURL")) throw CognitoFaults.Invalid("Exactly one of MetadataFile and MetadataURL is required for SAML.");
        if (!details.TryGetValue("MetadataFile", out var file)) return;
        var metadata = SamlMetadata.Read(file) ?? throw CognitoFaults.Invalid("Invalid SAML metadata.");
        details["SSORedirectBindingURI"] = metadata.SignInUrl;
        if (metadata.SignOutUrl is { } signOut) details["SLORedirectBindingURI"] = signOut;
    }

    /// <summary>What the provider calls the user's id.</summary>
    public static string? SubjectOf(ProviderRecord provider) => provider.Provider.AttributeMapping!.GetValueOrDefault("username") ?? Kinds[provider.Type].Subject;

    private static bool IsWeb(string url) => Uri.TryCreate(url, UriKind.Absolute, out var uri) && (uri.Scheme is "http" or "https") && uri.UserInfo.Length == 0;
}
