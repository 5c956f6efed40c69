using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Iam;

public sealed record User
{
    [Length(min: 1, max: 512), Pattern(@"(\u002F)|(\u002F[\u0021-\u007E]+\u002F)")] public required string Path { get; init; }
    [Length(min: 1, max: 64), Pattern(@"[\w+=,.@-]+")] public required string UserName { get; init; }
    [Length(min: 16, max: 128), Pattern(@"[\w]+")] public required string UserId { get; init; }
    [Length(min: 20, max: 2048)] public required string Arn { get; init; }
    public required DateTimeOffset CreateDate { get; init; }
    public DateTimeOffset? PasswordLastUsed { get; init; }
    public AttachedPermissionsBoundary? PermissionsBoundary { get; init; }
    [Length(max: 50)] public IReadOnlyList<Tag>? Tags { get; init; }
}
