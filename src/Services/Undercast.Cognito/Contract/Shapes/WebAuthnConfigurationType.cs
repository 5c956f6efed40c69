using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito;

public sealed record WebAuthnConfigurationType
{
    [Length(min: 1, max: 127)] public string? RelyingPartyId { get; init; }
    [OneOf("required", "preferred")] public string? UserVerification { get; init; }
    [OneOf("SINGLE_FACTOR", "MULTI_FACTOR_WITH_USER_VERIFICATION")] public string? FactorConfiguration { get; init; }
}
