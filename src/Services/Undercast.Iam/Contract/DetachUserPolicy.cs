using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Iam;

public sealed record DetachUserPolicyInput
{
    [Length(min: 1, max: 64), Pattern(@"[\w+=,.@-]+")] public required string UserName { get; init; }
    [Length(min: 20, max: 2048)] public required string PolicyArn { get; init; }
}
