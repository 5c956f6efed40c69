using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Iam;

public sealed record GetUserInput
{
    [Length(min: 1, max: 128), Pattern(@"[\w+=,.@-]+")] public string? UserName { get; init; }
}

public sealed record GetUserOutput
{
    public required User User { get; init; }
}
