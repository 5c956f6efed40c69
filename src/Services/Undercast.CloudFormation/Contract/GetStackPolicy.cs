using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.CloudFormation;

public sealed record GetStackPolicyInput
{
    public required string StackName { get; init; }
}

public sealed record GetStackPolicyOutput
{
    [Length(min: 1, max: 16384)] public string? StackPolicyBody { get; init; }
}
