using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.CloudFormation;

public sealed record StackResourceDriftInformation
{
    [OneOf("IN_SYNC", "MODIFIED", "DELETED", "NOT_CHECKED", "UNKNOWN", "UNSUPPORTED")] public required string StackResourceDriftStatus { get; init; }
    public DateTimeOffset? LastCheckTimestamp { get; init; }
}
