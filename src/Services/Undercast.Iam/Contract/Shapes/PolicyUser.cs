using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Iam;

public sealed record PolicyUser
{
    [Length(min: 1, max: 64), Pattern(@"[\w+=,.@-]+")] public string? UserName { get; init; }
    [Length(min: 16, max: 128), Pattern(@"[\w]+")] public string? UserId { get; init; }
}
