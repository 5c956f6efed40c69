using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.CloudFormation;

public sealed record SetStackPolicyInput
{
    public required string StackName { get; init; }
    [Length(min: 1, max: 16384)] public string? StackPolicyBody { get; init; }
    [Length(min: 1, max: 5120)] public string? StackPolicyURL { get; init; }
}
