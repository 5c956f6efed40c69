using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Iam;

public sealed record AccessKeyLastUsed
{
    public DateTimeOffset? LastUsedDate { get; init; }
    public required string ServiceName { get; init; }
    public required string Region { get; init; }
}
