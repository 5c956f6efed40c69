using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.DynamoDb;

public sealed record DeleteBackupInput
{
    [Length(min: 37, max: 1024)] public required string BackupArn { get; init; }
}

public sealed record DeleteBackupOutput
{
    public BackupDescription? BackupDescription { get; init; }
}
