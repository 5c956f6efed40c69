using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Iam;

public sealed record GetLoginProfileInput
{
    [Length(min: 1, max: 64), Pattern(@"[\w+=,.@-]+")] public string? UserName { get; init; }
}

public sealed record GetLoginProfileOutput
{
    public required LoginProfile LoginProfile { get; init; }
}
