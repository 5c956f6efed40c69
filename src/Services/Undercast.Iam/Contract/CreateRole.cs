using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Iam;

public sealed record CreateRoleInput
{
    [Length(min: 1, max: 512), Pattern(@"(\u002F)|(\u002F[\u0021-\u007E]+\u002F)")] public string? Path { get; init; }
    [Length(min: 1, max: 64), Pattern(@"[\w+=,.@-]+")] public required string RoleName { get; init; }
    [Length(min: 1, max: 131072), Pattern(@"[\u0009\u000A\u000D\u0020-\u00FF]+")] public required string AssumeRolePolicyDocument { get; init; }
    [Length(max: 1000), Pattern(@"[\u0009\u000A\u000D\u0020-\u007E\u00A1-\u00FF]*")] public string? Description { get; init; }
    [Range(min: 3600, max: 43200)] public int? MaxSessionDuration { get; init; }
    [Length(min: 20, max: 2048)] public string? PermissionsBoundary { get; init; }
    [Length(max: 50)] public IReadOnlyList<Tag>? Tags { get; init; }
}

public sealed record CreateRoleOutput
{
    public required Role Role { get; init; }
}
