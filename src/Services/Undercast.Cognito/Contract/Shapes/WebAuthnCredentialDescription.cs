using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito;

public sealed record WebAuthnCredentialDescription
{
    [Length(min: 0, max: 131072)] public required string CredentialId { get; init; }
    [Length(min: 0, max: 131072)] public required string FriendlyCredentialName { get; init; }
    [Length(min: 0, max: 131072)] public required string RelyingPartyId { get; init; }
    public string? AuthenticatorAttachment { get; init; }
    public required IReadOnlyList<string> AuthenticatorTransports { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
}
