using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.CloudFormation;

public sealed record UpdateTerminationProtectionInput
{
    public required bool EnableTerminationProtection { get; init; }
    [Length(min: 1)]
    [Pattern(@"([a-zA-Z][-a-zA-Z0-9]*)|(arn:\b(aws|aws-us-gov|aws-cn)\b:[-a-zA-Z0-9:/._+]*)")]
    public required string StackName { get; init; }
}

public sealed record UpdateTerminationProtectionOutput
{
    public string? StackId { get; init; }
}
