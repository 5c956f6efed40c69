using System.Text.Json;
using Undercast.Iam.Sts;
using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.Iam;

/// <summary>Lends the account's identity providers to services that federate by them.</summary>
internal sealed class FederatedLogins(IStore store, WebIdentities identities) : IFederatedLogins
{
    public async ValueTask<FederatedLogin> VerifyTokenAsync(string account, string token, DateTimeOffset now, CancellationToken ct)
    {
        var identity = await identities.VerifyAsync(account, token, now, ct);
        return new FederatedLogin(identity.Provider, identity.Audience, identity.Subject, identity.Token.Claims);
    }

    public async ValueTask<FederatedLogin> VerifyAssertionAsync(string account, string providerArn, string assertion, DateTimeOffset now, CancellationToken ct)
    {
        var provider = Arns.TryParse(providerArn, EntityKind.Saml, out var owner, out _, out var name) && owner == account
            ? await store.ReadAsync(tx => IamTables.Entities.GetAsync(tx, EntityKey.Of(account, EntityKind.Saml, name)), ct)
            : null;
        if (provider?.Metadata is not { } document) throw new InvalidIdentityTokenException($"No SAML provider found in your account for {providerArn}");
        var metadata = SamlMetadata.Read(document)!;
        if (metadata.ValidUntil <= now) throw new InvalidIdentityTokenException("The metadata of the specified provider has expired");
        var identity = SamlResponse.Verify(assertion, metadata, now);
        var claims = identity.Attributes.ToDictionary(a => a.Key, a => a.Value);
        claims["sub"] = [identity.Subject];
        return new FederatedLogin(providerArn, identity.Recipient, identity.Subject, JsonSerializer.SerializeToElement(claims, FederatedJson.Default.DictionaryStringIReadOnlyListString));
    }
}

[System.Text.Json.Serialization.JsonSerializable(typeof(Dictionary<string, IReadOnlyList<string>>))]
internal sealed partial class FederatedJson : System.Text.Json.Serialization.JsonSerializerContext;
