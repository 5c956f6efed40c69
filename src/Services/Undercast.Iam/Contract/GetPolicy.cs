using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Iam;

public sealed record GetPolicyInput
{
    [Length(min: 20, max: 2048)] public required string PolicyArn { get; init; }
}

public sealed record GetPolicyOutput
{
    public Policy? Policy { get; init; }
}
