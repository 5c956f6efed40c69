using System.Text.Json;

namespace Undercast.Kernel;

/// <summary>Verifies what identity providers that an account knows say of somebody.</summary>
public interface IFederatedLogins
{
    /// <summary>The login that a token of an OpenID Connect provider proves: its signature, time and audience are in order.</summary>
    /// <exception cref="AwsException">It proves none; the text says why.</exception>
    ValueTask<FederatedLogin> VerifyTokenAsync(string account, string token, DateTimeOffset now, CancellationToken ct);

    /// <summary>The login that an assertion of a SAML provider proves.</summary>
    /// <exception cref="AwsException">It proves none; the text says why.</exception>
    ValueTask<FederatedLogin> VerifyAssertionAsync(string account, string providerArn, string assertion, DateTimeOffset now, CancellationToken ct);
}

/// <summary>Somebody for whom a provider vouches.</summary>
/// <param name="Provider">The provider's ARN, or its name where every account knows it.</param>
/// <param name="Audience">The client that the token was made out to.</param>
/// <param name="Subject">Who it is there.</param>
/// <param name="Claims">What the provider says, as an object.</param>
public sealed record FederatedLogin(string Provider, string Audience, string Subject, JsonElement Claims);

/// <summary>Verifies tokens that this cloud's identity pools have issued.</summary>
public interface IIdentityTokens
{
    /// <summary>The claims of a token whose signature and time are in order, or null when it is not to be believed.</summary>
    ValueTask<JsonElement?> VerifyAsync(string token, CancellationToken ct);
}
