using System.Text.Json;
using Undercast.Cognito.Identity;
using Undercast.Kernel;

namespace Undercast.Cognito;

/// <summary>An identity pool's settings, and the role that an identity takes.</summary>
internal static class IdentityRules
{
    public const string Authenticated = "authenticated";
    public const string Unauthenticated = "unauthenticated";

    // Providers that AWS knows by name; one is OpenID Connect, the others have answers of their own kind.
    public const string Google = "accounts.google.com";

    public static void Check(CreateIdentityPoolInput input)
    {
        foreach (var provider in input.SupportedLoginProviders?.Keys ?? [])
        {
            if (provider != Google && !SocialLogins.Knows(provider)) throw CommonException.NotSupported($"The login provider {provider} (SupportedLoginProviders)");
        }
    }

    /// <summary>A change as a making.</summary>
    public static CreateIdentityPoolInput AsCreate(UpdateIdentityPoolInput input) => new()
    {
        IdentityPoolName = input.IdentityPoolName,
        AllowUnauthenticatedIdentities = input.AllowUnauthenticatedIdentities,
        AllowClassicFlow = input.AllowClassicFlow,
        SupportedLoginProviders = input.SupportedLoginProviders,
        DeveloperProviderName = input.DeveloperProviderName,
        OpenIdConnectProviderARNs = input.OpenIdConnectProviderARNs,
        CognitoIdentityProviders = input.CognitoIdentityProviders,
        SamlProviderARNs = input.SamlProviderARNs,
        IdentityPoolTags = input.IdentityPoolTags,
    };

    public static void CheckRoles(SetIdentityPoolRolesInput input)
    {
        foreach (var kind in input.Roles.Keys)
        {
            if (kind is not (Authenticated or Unauthenticated)) throw new Identity.InvalidParameterException($"Invalid role type: {kind}");
        }
        foreach (var (provider, mapping) in input.RoleMappings ?? new Dictionary<string, RoleMapping>())
        {
            if (mapping.Type == "Rules" && mapping.RulesConfiguration is not { Rules.Count: > 0 }) throw new Identity.InvalidParameterException($"Rules are required for the role mapping of {provider}.");
            if (mapping.AmbiguousRoleResolution is null) throw new Identity.InvalidParameterException($"AmbiguousRoleResolution is required for the role mapping of {provider}.");
        }
    }

    /// <summary>The role of an identity with these verified logins.</summary>
    public static string Role(IdentityPoolRecord pool, IReadOnlyList<Login> logins, string? wanted)
    {
        if (logins.Count == 0) return Of(pool, Unauthenticated);
        foreach (var login in logins)
        {
            if ((pool.Mappings?.GetValueOrDefault($"{login.Provider}:{login.ClientId}") ?? pool.Mappings?.GetValueOrDefault(login.Arn ?? login.Provider)) is not { } mapping) continue;
            var role = mapping.Type == "Token" ? ByToken(login.Claims, wanted) : ByRules(login.Claims, mapping.RulesConfiguration!.Rules);
            if (role is not null) return role;
            if (mapping.AmbiguousRoleResolution == "Deny") throw new Identity.NotAuthorizedException("Access to the role is denied: no role matches the token.");
        }
        if (wanted is not null) throw new Identity.NotAuthorizedException("CustomRoleArn is not among the roles of the token.");
        return Of(pool, Authenticated);
    }

    // AWS: what tags are taken from where a provider's defaults are asked for.
    private static readonly Dictionary<string, string> DefaultTags = new() { ["username"] = "sub", ["client"] = "aud" };

    public static IReadOnlyDictionary<string, string> TagsOf(TagMap map) => map.UseDefaults ? DefaultTags : map.Tags;

    /// <summary>The session tags of an identity: each the one value of a claim.</summary>
    public static Dictionary<string, string> SessionTags(IdentityPoolRecord pool, IReadOnlyList<Login> logins)
    {
        var tags = new Dictionary<string, string>();
        foreach (var login in logins)
        {
            if ((pool.Tags?.GetValueOrDefault(login.Provider) ?? pool.Tags?.GetValueOrDefault(login.Arn ?? "")) is not { } map) continue;
            foreach (var (tag, claim) in TagsOf(map))
            {
                if (Texts(login.Claims, claim) is [{ Length: > 0 and <= 256 } value]) tags[tag] = value;
            }
        }
        return tags;
    }

    private static string Of(IdentityPoolRecord pool, string kind) =>
        pool.Roles?.GetValueOrDefault(kind) ?? throw new InvalidIdentityPoolConfigurationException("Invalid identity pool configuration. Check assigned IAM roles for this pool.");

    private static string? ByToken(JsonElement claims, string? wanted)
    {
        var roles = Texts(claims, "cognito:roles");
        if (wanted is not null) return roles.Contains(wanted) ? wanted : throw new Identity.NotAuthorizedException("CustomRoleArn is not among the roles of the token.");
        return Jwt.Text(claims, "cognito:preferred_role") ?? (roles.Count == 1 ? roles[0] : null);
    }

    private static string? ByRules(JsonElement claims, IReadOnlyList<MappingRule> rules) => rules.FirstOrDefault(rule => Texts(claims, rule.Claim) is { Count: > 0 } values && rule.MatchType switch
    {
        "Equals" => values.Contains(rule.Value),
        "Contains" => values.Any(v => v.Contains(rule.Value, StringComparison.Ordinal)),
        "StartsWith" => values.Any(v => v.StartsWith(rule.Value, StringComparison.Ordinal)),
        _ => !values.Contains(rule.Value),
    })?.RoleARN;

    private static List<string> Texts(JsonElement claims, string name) => !claims.TryGetProperty(name, out var value) ? [] : value.ValueKind switch
    {
        JsonValueKind.Array => [.. value.EnumerateArray().Select(v => v.ToString())],
        JsonValueKind.True => ["true"],
        JsonValueKind.False => ["false"],
        _ => [value.ToString()],
    };
}

/// <summary>A login whose token has been verified.</summary>
/// <param name="Provider">Such as <c>cognito-idp.us-east-1.amazonaws.com/us-east-1_abc</c>.</param>
/// <param name="ClientId">The client that the token was issued to.</param>
/// <param name="Subject">Who it is there.</param>
/// <param name="Claims">What the token says.</param>
/// <param name="Arn">What mappings of roles and tags name the provider by, where that is not its name.</param>
internal sealed record Login(string Provider, string ClientId, string Subject, JsonElement Claims, string? Arn = null);
