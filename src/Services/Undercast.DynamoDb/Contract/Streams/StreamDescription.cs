using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.DynamoDb.Streams;

public sealed record StreamDescription
{
    [Length(min: 37, max: 1024)] public string? StreamArn { get; init; }
    public string? StreamLabel { get; init; }
    [OneOf("ENABLING", "ENABLED", "DISABLING", "DISABLED")] public string? StreamStatus { get; init; }
    [OneOf("NEW_IMAGE", "OLD_IMAGE", "NEW_AND_OLD_IMAGES", "KEYS_ONLY")] public string? StreamViewType { get; init; }
    public DateTimeOffset? CreationRequestDateTime { get; init; }
    [Length(min: 3, max: 255), Pattern(@"[a-zA-Z0-9_.-]+")] public string? TableName { get; init; }
    [Length(min: 1, max: 2)] public IReadOnlyList<KeySchemaElement>? KeySchema { get; init; }
    public IReadOnlyList<Shard>? Shards { get; init; }
    [Length(min: 28, max: 65)] public string? LastEvaluatedShardId { get; init; }
}
