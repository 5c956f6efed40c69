using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.DynamoDb;

public sealed record ListBackupsInput
{
    [Length(min: 1, max: 1024)] public string? TableName { get; init; }
    [Range(min: 1, max: 100)] public int? Limit { get; init; }
    public DateTimeOffset? TimeRangeLowerBound { get; init; }
    public DateTimeOffset? TimeRangeUpperBound { get; init; }
    [Length(min: 37, max: 1024)] public string? ExclusiveStartBackupArn { get; init; }
    [OneOf("USER", "SYSTEM", "AWS_BACKUP", "ALL")] public string? BackupType { get; init; }
}

public sealed record ListBackupsOutput
{
    public IReadOnlyList<BackupSummary>? BackupSummaries { get; init; }
    [Length(min: 37, max: 1024)] public string? LastEvaluatedBackupArn { get; init; }
}
