using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.DynamoDb;

public sealed record RestoreSummary
{
    [Length(min: 37, max: 1024)] public string? SourceBackupArn { get; init; }
    [Length(min: 1, max: 1024)] public string? SourceTableArn { get; init; }
    public required DateTimeOffset RestoreDateTime { get; init; }
    public required bool RestoreInProgress { get; init; }
}
