using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Iam;

public sealed record TrackedActionLastAccessed
{
    public string? ActionName { get; init; }
    [Length(min: 20, max: 2048)] public string? LastAccessedEntity { get; init; }
    public DateTimeOffset? LastAccessedTime { get; init; }
    public string? LastAccessedRegion { get; init; }
}
