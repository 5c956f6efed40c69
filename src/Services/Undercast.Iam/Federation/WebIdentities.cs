using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Undercast.Iam.Sts;
using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.Iam;

/// <summary>Somebody for whom an issuer vouches.</summary>
/// <param name="Provider">What trust policies name the issuer by: the provider's ARN, or the name of one that every account knows.</param>
/// <param name="Issuer">The issuer as the token names it.</param>
/// <param name="Audience">The client that the token was made out to.</param>
/// <param name="Token">The token.</param>
/// <param name="Keys">The claims as condition keys.</param>
internal sealed record WebIdentity(string Provider, string Issuer, string Audience, JsonWebToken Token, Dictionary<string, IReadOnlyList<string>> Keys)
{
    public string Subject => Token.Text("sub")!;
}

/// <summary>Verifies the tokens of OpenID Connect providers that an account knows.</summary>
internal sealed class WebIdentities(IStore store, IssuerKeys keys, IServiceProvider services)
{
    // AWS: known to every account without a provider of its own; trust policies name it so.
    private const string Google = "accounts.google.com";

    // Known to every account as well: this cloud's identity pools, by which people act as roles.
    private const string IdentityPools = "cognito-identity.amazonaws.com";

    // The issuer of this cloud's user pools, whose keys are at hand.
    private const string UserPools = "https://cognito-idp.";

    // AWS: beside these, a provider's claims are no condition keys, but for some that AWS knows by name.
    private static readonly string[] Claims = ["sub", "amr", "email"];
    private static readonly Dictionary<string, string[]> MoreClaims = new(StringComparer.Ordinal)
    {
        ["token.actions.githubusercontent.com"] =
        [
            "actor", "actor_id", "enterprise_id", "environment", "job_workflow_ref", "ref", "repository", "repository_id", "repository_owner", "repository_owner_id", "repository_visibility", "workflow", "workflow_ref",
        ],
        [Google] = ["google/organization_number"],
    };

    /// <summary>The identity behind a token that one of the account's providers has issued.</summary>
    public async ValueTask<WebIdentity> VerifyAsync(string account, string text, DateTimeOffset now, CancellationToken ct)
    {
        if (JsonWebToken.Read(text) is not { } token) throw Invalid("The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)");
        if (token.Text("iss") is not { } issuer) throw Invalid("Issuer must be a valid URL");
        var name = IssuerUrl.NameOf(issuer).TrimEnd('/');
        if (name == IdentityPools && services.GetService<IIdentityTokens>() is { } pools)
        {
            // An identity pool makes its tokens out to itself; trust policies look at which pool it is.
            if (token.Time("exp") is { } end && end <= now) throw new ExpiredTokenException("Token expired");
            if (await pools.VerifyAsync(text, ct) is null || token.Text("aud") is not { } pool || token.Text("sub") is null) throw Invalid("The token could not be verified by its identity pool");
            return new WebIdentity(IdentityPools, issuer, pool, token, KeysOf(name, token, pool, [pool]));
        }
        var entity = await store.ReadAsync(tx => IamTables.Entities.GetAsync(tx, EntityKey.Of(account, EntityKind.Oidc, name)), ct);
        var isGoogle = entity is null && name == Google;
        if (!isGoogle && (entity is null || !IssuerUrl.IsSame(entity.Oidc!.Url, issuer))) throw Invalid($"No OpenIDConnect provider found in your account for {issuer}");
        var provider = entity?.Oidc ?? new OidcRecord($"https://{Google}", [], []);

        if (token.Time("exp") is not { } expires) throw Invalid("Missing a required claim: exp");
        if (expires <= now)
        {
            throw new ExpiredTokenException(string.Create(
                CultureInfo.InvariantCulture, $"Token expired: current date/time {now.ToUnixTimeSeconds()} must be before the expiration date/time {expires.ToUnixTimeSeconds()}"));
        }
        await CheckSignatureAsync(provider, issuer, token, text, ct);
        if (token.Time("nbf") is { } from && from > now.AddMinutes(5)) throw Invalid("Token is not valid yet");
        if (token.Text("sub") is not { Length: > 0 }) throw Invalid("Missing a required claim: sub");

        // AWS: whom the token was made out to is azp, where there is one, and else aud.
        var audiences = token.Texts("aud") ?? [];
        var audience = token.Text("azp") is { } party
            ? isGoogle || provider.Clients.Contains(party) ? party : null
            : audiences.FirstOrDefault(a => isGoogle || provider.Clients.Contains(a));
        if (audience is null) throw Invalid("Incorrect token audience");
        return new WebIdentity(isGoogle ? Google : entity!.ArnIn(account, EntityKind.Oidc), issuer, audience, token, KeysOf(name, token, audience, audiences));
    }

    private async ValueTask CheckSignatureAsync(OidcRecord provider, string issuer, JsonWebToken token, string text, CancellationToken ct)
    {
        // Differs: every user pool is one of this cloud's; a pool elsewhere is not asked.
        if (issuer.StartsWith(UserPools, StringComparison.Ordinal) && services.GetService<IUserPoolTokens>() is { } pools)
        {
            if (await pools.VerifyAsync(issuer[(issuer.LastIndexOf('/') + 1)..], text, ct) is null) throw Invalid("The token could not be verified by its user pool");
            return;
        }
        var known = await keys.OfAsync(provider, token.KeyId, ct)
            ?? throw Invalid("Couldn't retrieve verification key from your identity provider,  please reference AssumeRoleWithWebIdentity documentation for requirements");
        if (!token.IsSignedBy(known)) throw Invalid("JWT signature is invalid");
    }

    private static Dictionary<string, IReadOnlyList<string>> KeysOf(string name, JsonWebToken token, string audience, IReadOnlyList<string> audiences)
    {
        var all = new Dictionary<string, IReadOnlyList<string>>(StringComparer.OrdinalIgnoreCase) { [$"{name}:aud"] = [audience], [$"{name}:oaud"] = audiences };
        foreach (var claim in Claims.Concat(MoreClaims.GetValueOrDefault(name) ?? []))
        {
            if (token.Texts(claim) is { } values) all[$"{name}:{claim}"] = values;
        }
        return all;
    }

    private static InvalidIdentityTokenException Invalid(string reason) => new(reason);
}
