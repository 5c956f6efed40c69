using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.CloudFormation;

public sealed record DeleteChangeSetInput
{
    [Length(min: 1, max: 1600), Pattern(@"[a-zA-Z][-a-zA-Z0-9]*|arn:[-a-zA-Z0-9:/]*")] public required string ChangeSetName { get; init; }
    [Length(min: 1)]
    [Pattern(@"([a-zA-Z][-a-zA-Z0-9]*)|(arn:\b(aws|aws-us-gov|aws-cn)\b:[-a-zA-Z0-9:/._+]*)")]
    public string? StackName { get; init; }
}

public sealed record DeleteChangeSetOutput
{
}
