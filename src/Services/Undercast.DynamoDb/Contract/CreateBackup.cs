using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.DynamoDb;

public sealed record CreateBackupInput
{
    [Length(min: 1, max: 1024)] public required string TableName { get; init; }
    [Length(min: 3, max: 255), Pattern(@"[a-zA-Z0-9_.-]+")] public required string BackupName { get; init; }
}

public sealed record CreateBackupOutput
{
    public BackupDetails? BackupDetails { get; init; }
}
