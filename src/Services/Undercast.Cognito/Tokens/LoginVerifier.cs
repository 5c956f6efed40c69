using Undercast.Cognito.Identity;

namespace Undercast.Cognito;

/// <summary>Verifies the logins that are presented to an identity pool: ID tokens of user pools that it trusts.</summary>
internal sealed class LoginVerifier(TokenVerifier verifier)
{
    public async ValueTask<IReadOnlyList<Login>> VerifyAsync(IdentityPoolRecord pool, IReadOnlyDictionary<string, string>? logins, CancellationToken ct)
    {
        var verified = new List<Login>();
        foreach (var (provider, token) in logins ?? new Dictionary<string, string>())
        {
            var trusted = pool.Pool.CognitoIdentityProviders?.Where(p => p.ProviderName == provider).ToArray() ?? [];
            if (trusted.Length == 0) throw new Identity.NotAuthorizedException("Token is not from a supported provider of this identity pool.");
            var (state, claims) = await verifier.CheckAsync(provider[(provider.LastIndexOf('/') + 1)..], token, ct);
            if (state == TokenState.Invalid) throw new Identity.NotAuthorizedException("Invalid login token. Can't pass in this token.");
            if (state == TokenState.Expired) throw new Identity.NotAuthorizedException("Invalid login token. Token expired.");
            if (Jwt.Text(claims, "token_use") != "id" || Jwt.Text(claims, "aud") is not { } audience || Jwt.Text(claims, "sub") is not { } subject)
                throw new Identity.NotAuthorizedException("Invalid login token. Not a valid OpenId Connect identity token.");
            if (trusted.FirstOrDefault(p => p.ClientId == audience) is not { } client) throw new Identity.NotAuthorizedException("Invalid login token. Incorrect token audience.");
            // AWS: revocation matters only to providers that ask for a check at the pool.
            if (state == TokenState.Revoked && client.ServerSideTokenCheck == true) throw new Identity.NotAuthorizedException("Invalid login token. Token is revoked.");
            verified.Add(new Login(provider, audience, subject, claims));
        }
        return verified;
    }
}
