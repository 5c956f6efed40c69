using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Iam;

public sealed record CreateAccessKeyInput
{
    [Length(min: 1, max: 128), Pattern(@"[\w+=,.@-]+")] public string? UserName { get; init; }
}

public sealed record CreateAccessKeyOutput
{
    public required AccessKey AccessKey { get; init; }
}
