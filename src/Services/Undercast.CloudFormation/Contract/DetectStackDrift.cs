using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.CloudFormation;

public sealed record DetectStackDriftInput
{
    [Length(min: 1)]
    [Pattern(@"([a-zA-Z][-a-zA-Z0-9]*)|(arn:\b(aws|aws-us-gov|aws-cn)\b:[-a-zA-Z0-9:/._+]*)")]
    public required string StackName { get; init; }
    [Length(min: 1, max: 200)] public IReadOnlyList<string>? LogicalResourceIds { get; init; }
}

public sealed record DetectStackDriftOutput
{
    [Length(min: 1, max: 36)] public required string StackDriftDetectionId { get; init; }
}
