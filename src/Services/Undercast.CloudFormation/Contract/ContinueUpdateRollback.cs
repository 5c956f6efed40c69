using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.CloudFormation;

public sealed record ContinueUpdateRollbackInput
{
    [Length(min: 1)]
    [Pattern(@"([a-zA-Z][-a-zA-Z0-9]*)|(arn:\b(aws|aws-us-gov|aws-cn)\b:[-a-zA-Z0-9:/._+]*)")]
    public required string StackName { get; init; }
    public IReadOnlyList<string>? ResourcesToSkip { get; init; }
    [Length(min: 20, max: 2048)] public string? RoleARN { get; init; }
    [Length(min: 1, max: 128), Pattern(@"[a-zA-Z0-9][-a-zA-Z0-9]*")] public string? ClientRequestToken { get; init; }
}

public sealed record ContinueUpdateRollbackOutput
{
}
