using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.DynamoDb;

public sealed record BackupDetails
{
    [Length(min: 37, max: 1024)] public required string BackupArn { get; init; }
    [Length(min: 3, max: 255), Pattern(@"[a-zA-Z0-9_.-]+")] public required string BackupName { get; init; }
    [Range(min: 0)] public long? BackupSizeBytes { get; init; }
    [OneOf("CREATING", "DELETED", "AVAILABLE")] public required string BackupStatus { get; init; }
    [OneOf("USER", "SYSTEM", "AWS_BACKUP")] public required string BackupType { get; init; }
    public required DateTimeOffset BackupCreationDateTime { get; init; }
    public DateTimeOffset? BackupExpiryDateTime { get; init; }
}
