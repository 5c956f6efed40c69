using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.DynamoDb;

public sealed record ContinuousBackupsDescription
{
    [OneOf("ENABLED", "DISABLED")] public required string ContinuousBackupsStatus { get; init; }
    public PointInTimeRecoveryDescription? PointInTimeRecoveryDescription { get; init; }
}
