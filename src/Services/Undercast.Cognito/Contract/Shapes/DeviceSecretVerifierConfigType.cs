using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito;

public sealed record DeviceSecretVerifierConfigType
{
    [Length(min: 0, max: 131072)] public string? PasswordVerifier { get; init; }
    [Length(min: 0, max: 131072)] public string? Salt { get; init; }
}
