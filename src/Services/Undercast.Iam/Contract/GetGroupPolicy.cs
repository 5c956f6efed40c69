using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Iam;

public sealed record GetGroupPolicyInput
{
    [Length(min: 1, max: 128), Pattern(@"[\w+=,.@-]+")] public required string GroupName { get; init; }
    [Length(min: 1, max: 128), Pattern(@"[\w+=,.@-]+")] public required string PolicyName { get; init; }
}

public sealed record GetGroupPolicyOutput
{
    [Length(min: 1, max: 128), Pattern(@"[\w+=,.@-]+")] public required string GroupName { get; init; }
    [Length(min: 1, max: 128), Pattern(@"[\w+=,.@-]+")] public required string PolicyName { get; init; }
    [Length(min: 1, max: 131072), Pattern(@"[\u0009\u000A\u000D\u0020-\u00FF]+")] public required string PolicyDocument { get; init; }
}
