using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Iam;

public sealed record UpdateRoleInput
{
    [Length(min: 1, max: 64), Pattern(@"[\w+=,.@-]+")] public required string RoleName { get; init; }
    [Length(max: 1000), Pattern(@"[\u0009\u000A\u000D\u0020-\u007E\u00A1-\u00FF]*")] public string? Description { get; init; }
    [Range(min: 3600, max: 43200)] public int? MaxSessionDuration { get; init; }
}

public sealed record UpdateRoleOutput
{
}
