using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito;

public sealed record UserPoolAddOnsType
{
    [OneOf("OFF", "AUDIT", "ENFORCED")] public required string AdvancedSecurityMode { get; init; }
    public AdvancedSecurityAdditionalFlowsType? AdvancedSecurityAdditionalFlows { get; init; }
}
