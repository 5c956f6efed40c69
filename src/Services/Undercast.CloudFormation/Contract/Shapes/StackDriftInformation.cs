using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.CloudFormation;

public sealed record StackDriftInformation
{
    [OneOf("DRIFTED", "IN_SYNC", "UNKNOWN", "NOT_CHECKED")] public required string StackDriftStatus { get; init; }
    public DateTimeOffset? LastCheckTimestamp { get; init; }
}
