using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Iam;

public sealed record DeleteUserPolicyInput
{
    [Length(min: 1, max: 128), Pattern(@"[\w+=,.@-]+")] public required string UserName { get; init; }
    [Length(min: 1, max: 128), Pattern(@"[\w+=,.@-]+")] public required string PolicyName { get; init; }
}
