using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.DynamoDb;

public sealed record BackupDescription
{
    public BackupDetails? BackupDetails { get; init; }
    public SourceTableDetails? SourceTableDetails { get; init; }
    public SourceTableFeatureDetails? SourceTableFeatureDetails { get; init; }
}
