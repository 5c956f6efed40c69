using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.DynamoDb;

public sealed record UpdateContinuousBackupsInput
{
    [Length(min: 1, max: 1024)] public required string TableName { get; init; }
    public required PointInTimeRecoverySpecification PointInTimeRecoverySpecification { get; init; }
}

public sealed record UpdateContinuousBackupsOutput
{
    public ContinuousBackupsDescription? ContinuousBackupsDescription { get; init; }
}
