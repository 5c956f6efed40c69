using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.CloudFormation;

public sealed record SignalResourceInput
{
    [Length(min: 1)]
    [Pattern(@"([a-zA-Z][-a-zA-Z0-9]*)|(arn:\b(aws|aws-us-gov|aws-cn)\b:[-a-zA-Z0-9:/._+]*)")]
    public required string StackName { get; init; }
    public required string LogicalResourceId { get; init; }
    [Length(min: 1, max: 64)] public required string UniqueId { get; init; }
    [OneOf("SUCCESS", "FAILURE")] public required string Status { get; init; }
}
