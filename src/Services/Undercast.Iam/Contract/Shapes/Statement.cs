using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Iam;

public sealed record Statement
{
    public string? SourcePolicyId { get; init; }
    [OneOf("user", "group", "role", "aws-managed", "user-managed", "resource", "none")] public string? SourcePolicyType { get; init; }
    public Position? StartPosition { get; init; }
    public Position? EndPosition { get; init; }
}
