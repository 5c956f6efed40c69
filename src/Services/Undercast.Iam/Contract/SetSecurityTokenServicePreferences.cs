using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Iam;

public sealed record SetSecurityTokenServicePreferencesInput
{
    [OneOf("v1Token", "v2Token")] public required string GlobalEndpointTokenVersion { get; init; }
}
