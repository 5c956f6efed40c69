using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Iam;

public sealed record AttachedPolicy
{
    [Length(min: 1, max: 128), Pattern(@"[\w+=,.@-]+")] public string? PolicyName { get; init; }
    [Length(min: 20, max: 2048)] public string? PolicyArn { get; init; }
}
