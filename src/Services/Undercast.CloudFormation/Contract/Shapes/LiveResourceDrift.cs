using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.CloudFormation;

public sealed record LiveResourceDrift
{
    public string? PreviousValue { get; init; }
    public string? ActualValue { get; init; }
    public DateTimeOffset? DriftDetectionTimestamp { get; init; }
}
