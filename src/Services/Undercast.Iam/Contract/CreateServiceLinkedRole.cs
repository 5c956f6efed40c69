using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Iam;

public sealed record CreateServiceLinkedRoleInput
{
    [Length(min: 1, max: 128), Pattern(@"[\w+=,.@-]+")] public required string AWSServiceName { get; init; }
    [Length(max: 1000), Pattern(@"[\u0009\u000A\u000D\u0020-\u007E\u00A1-\u00FF]*")] public string? Description { get; init; }
    [Length(min: 1, max: 64), Pattern(@"[\w+=,.@-]+")] public string? CustomSuffix { get; init; }
}

public sealed record CreateServiceLinkedRoleOutput
{
    public Role? Role { get; init; }
}
