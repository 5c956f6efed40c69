using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.DynamoDb;

public sealed record PointInTimeRecoverySpecification
{
    public required bool PointInTimeRecoveryEnabled { get; init; }
    [Range(min: 1, max: 35)] public int? RecoveryPeriodInDays { get; init; }
}
