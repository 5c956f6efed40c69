using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.DynamoDb;

public sealed record PointInTimeRecoveryDescription
{
    [OneOf("ENABLED", "DISABLED")] public string? PointInTimeRecoveryStatus { get; init; }
    [Range(min: 1, max: 35)] public int? RecoveryPeriodInDays { get; init; }
    public DateTimeOffset? EarliestRestorableDateTime { get; init; }
    public DateTimeOffset? LatestRestorableDateTime { get; init; }
}
