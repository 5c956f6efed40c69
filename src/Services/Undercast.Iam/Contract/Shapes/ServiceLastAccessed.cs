using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Iam;

public sealed record ServiceLastAccessed
{
    public required string ServiceName { get; init; }
    public DateTimeOffset? LastAuthenticated { get; init; }
    [Length(min: 1, max: 64), Pattern(@"[\w-]*")] public required string ServiceNamespace { get; init; }
    [Length(min: 20, max: 2048)] public string? LastAuthenticatedEntity { get; init; }
    public string? LastAuthenticatedRegion { get; init; }
    public int? TotalAuthenticatedEntities { get; init; }
    public IReadOnlyList<TrackedActionLastAccessed>? TrackedActionsLastAccessed { get; init; }
}
