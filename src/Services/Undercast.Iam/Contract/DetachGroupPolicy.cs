using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Iam;

public sealed record DetachGroupPolicyInput
{
    [Length(min: 1, max: 128), Pattern(@"[\w+=,.@-]+")] public required string GroupName { get; init; }
    [Length(min: 20, max: 2048)] public required string PolicyArn { get; init; }
}
