using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Iam;

public sealed record CreatePolicyVersionInput
{
    [Length(min: 20, max: 2048)] public required string PolicyArn { get; init; }
    [Length(min: 1, max: 131072), Pattern(@"[\u0009\u000A\u000D\u0020-\u00FF]+")] public required string PolicyDocument { get; init; }
    public bool? SetAsDefault { get; init; }
}

public sealed record CreatePolicyVersionOutput
{
    public PolicyVersion? PolicyVersion { get; init; }
}
