using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.DynamoDb;

public sealed record BackupSummary
{
    [Length(min: 3, max: 255), Pattern(@"[a-zA-Z0-9_.-]+")] public string? TableName { get; init; }
    [Pattern(@"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")] public string? TableId { get; init; }
    [Length(min: 1, max: 1024)] public string? TableArn { get; init; }
    [Length(min: 37, max: 1024)] public string? BackupArn { get; init; }
    [Length(min: 3, max: 255), Pattern(@"[a-zA-Z0-9_.-]+")] public string? BackupName { get; init; }
    public DateTimeOffset? BackupCreationDateTime { get; init; }
    public DateTimeOffset? BackupExpiryDateTime { get; init; }
    [OneOf("CREATING", "DELETED", "AVAILABLE")] public string? BackupStatus { get; init; }
    [OneOf("USER", "SYSTEM", "AWS_BACKUP")] public string? BackupType { get; init; }
    [Range(min: 0)] public long? BackupSizeBytes { get; init; }
}
