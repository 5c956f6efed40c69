using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Iam;

public sealed record PolicyGrantingServiceAccess
{
    [Length(min: 1, max: 128), Pattern(@"[\w+=,.@-]+")] public required string PolicyName { get; init; }
    [OneOf("INLINE", "MANAGED")] public required string PolicyType { get; init; }
    [Length(min: 20, max: 2048)] public string? PolicyArn { get; init; }
    [OneOf("USER", "ROLE", "GROUP")] public string? EntityType { get; init; }
    [Length(min: 1, max: 128), Pattern(@"[\w+=,.@-]+")] public string? EntityName { get; init; }
}
