using Undercast.Cognito.Identity;
using Undercast.Kernel;

namespace Undercast.Cognito;

/// <summary>Verifies the logins that are presented to an identity pool: tokens of user pools, of OpenID Connect providers, assertions of SAML providers, and the pool's own tokens.</summary>
internal sealed class LoginVerifier(TokenVerifier verifier, IdentityTokens tokens, IFederatedLogins? federated, SocialLogins social, TimeProvider time)
{
    public async ValueTask<IReadOnlyList<Login>> VerifyAsync(IdentityPoolRecord pool, IReadOnlyDictionary<string, string>? logins, CancellationToken ct)
    {
        var verified = new List<Login>();
        foreach (var (provider, token) in logins ?? new Dictionary<string, string>())
        {
            verified.Add(provider switch
            {
                IdentityTokens.Provider => await OwnAsync(pool, token, ct),
                _ when pool.Pool.CognitoIdentityProviders?.Any(p => p.ProviderName == provider) == true => await OfUserPoolAsync(pool, provider, token, ct),
                _ when SocialLogins.Knows(provider) && pool.Pool.SupportedLoginProviders?.GetValueOrDefault(provider) is { } clients => await social.VerifyAsync(provider, clients, token, ct),
                _ => await FederatedAsync(pool, provider, token, ct),
            });
        }
        return verified;
    }

    private async ValueTask<Login> OfUserPoolAsync(IdentityPoolRecord pool, string provider, string token, CancellationToken ct)
    {
        var (state, claims) = await verifier.CheckAsync(provider[(provider.LastIndexOf('/') + 1)..], token, ct);
        if (state == TokenState.Invalid) throw new Identity.NotAuthorizedException("Invalid login token. Can't pass in this token.");
        if (state == TokenState.Expired) throw new Identity.NotAuthorizedException("Invalid login token. Token expired.");
        if (Jwt.Text(claims, "token_use") != "id" || Jwt.Text(claims, "aud") is not { } audience || Jwt.Text(claims, "sub") is not { } subject)
            throw new Identity.NotAuthorizedException("Invalid login token. Not a valid OpenId Connect identity token.");
        if (pool.Pool.CognitoIdentityProviders!.FirstOrDefault(p => p.ProviderName == provider && p.ClientId == audience) is not { } client)
            throw new Identity.NotAuthorizedException("Invalid login token. Incorrect token audience.");
        // AWS: revocation matters only to providers that ask for a check at the pool.
        if (state == TokenState.Revoked && client.ServerSideTokenCheck == true) throw new Identity.NotAuthorizedException("Invalid login token. Token is revoked.");
        return new Login(provider, audience, subject, claims);
    }

    /// <summary>The token that the pool gave a user of the developer's own, or an identity in the basic flow.</summary>
    private async ValueTask<Login> OwnAsync(IdentityPoolRecord pool, string token, CancellationToken ct)
    {
        if (await tokens.VerifyAsync(token, ct) is not { } claims) throw new Identity.NotAuthorizedException("Invalid login token. Can't pass in this token.");
        if (Jwt.Text(claims, "aud") != pool.Pool.IdentityPoolId) throw new Identity.NotAuthorizedException("Invalid login token. Incorrect token audience.");
        return new Login(IdentityTokens.Provider, pool.Pool.IdentityPoolId, Jwt.Text(claims, "sub")!, claims);
    }

    private async ValueTask<Login> FederatedAsync(IdentityPoolRecord pool, string provider, string token, CancellationToken ct)
    {
        var oidc = pool.Pool.OpenIdConnectProviderARNs?.FirstOrDefault(a => a.EndsWith(":oidc-provider/" + provider, StringComparison.Ordinal));
        var isSaml = pool.Pool.SamlProviderARNs?.Contains(provider) == true;
        var client = pool.Pool.SupportedLoginProviders?.GetValueOrDefault(provider);
        if (oidc is null && !isSaml && client is null) throw new Identity.NotAuthorizedException("Token is not from a supported provider of this identity pool.");
        if (federated is null) throw CommonException.NotSupported($"The login provider {provider} without the service that keeps identity providers");
        try
        {
            var login = isSaml
                ? await federated.VerifyAssertionAsync(pool.Account, provider, token, time.GetUtcNow(), ct)
                : await federated.VerifyTokenAsync(pool.Account, token, time.GetUtcNow(), ct);
            // A good token of another provider, or made out to another client, proves nothing here.
            if (login.Provider != (oidc ?? provider)) throw new Identity.NotAuthorizedException("Invalid login token. Issuer doesn't match providerName");
            if (client is not null && !client.Split(';').Contains(login.Audience)) throw new Identity.NotAuthorizedException("Invalid login token. Incorrect token audience.");
            return new Login(provider, login.Audience, login.Subject, login.Claims, oidc);
        }
        catch (AwsException e) when (e is not Identity.NotAuthorizedException)
        {
            throw new Identity.NotAuthorizedException($"Invalid login token. {e.Message}");
        }
    }
}
