using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.CloudFormation;

public sealed record ListChangeSetsInput
{
    [Length(min: 1)]
    [Pattern(@"([a-zA-Z][-a-zA-Z0-9]*)|(arn:\b(aws|aws-us-gov|aws-cn)\b:[-a-zA-Z0-9:/._+]*)")]
    public required string StackName { get; init; }
    [Length(min: 1, max: 1024)] public string? NextToken { get; init; }
}

public sealed record ListChangeSetsOutput
{
    public IReadOnlyList<ChangeSetSummary>? Summaries { get; init; }
    [Length(min: 1, max: 1024)] public string? NextToken { get; init; }
}
