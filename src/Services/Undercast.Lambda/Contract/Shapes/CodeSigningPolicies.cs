using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Lambda;

public sealed record CodeSigningPolicies
{
    [OneOf("Warn", "Enforce")] public string? UntrustedArtifactOnDeployment { get; init; }
}
