using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito;

public sealed record AdvancedSecurityAdditionalFlowsType
{
    [OneOf("AUDIT", "ENFORCED")] public string? CustomAuthMode { get; init; }
}
