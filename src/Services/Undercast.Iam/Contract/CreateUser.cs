using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Iam;

public sealed record CreateUserInput
{
    [Length(min: 1, max: 512), Pattern(@"(\u002F)|(\u002F[\u0021-\u007E]+\u002F)")] public string? Path { get; init; }
    [Length(min: 1, max: 64), Pattern(@"[\w+=,.@-]+")] public required string UserName { get; init; }
    [Length(min: 20, max: 2048)] public string? PermissionsBoundary { get; init; }
    [Length(max: 50)] public IReadOnlyList<Tag>? Tags { get; init; }
}

public sealed record CreateUserOutput
{
    public User? User { get; init; }
}
