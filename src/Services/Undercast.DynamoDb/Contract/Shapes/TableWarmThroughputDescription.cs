using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.DynamoDb;

public sealed record TableWarmThroughputDescription
{
    [Range(min: 1)] public long? ReadUnitsPerSecond { get; init; }
    [Range(min: 1)] public long? WriteUnitsPerSecond { get; init; }
    [OneOf("CREATING", "UPDATING", "DELETING", "ACTIVE", "INACCESSIBLE_ENCRYPTION_CREDENTIALS", "ARCHIVING", "ARCHIVED", "REPLICATION_NOT_AUTHORIZED")]
    public string? Status { get; init; }
}
