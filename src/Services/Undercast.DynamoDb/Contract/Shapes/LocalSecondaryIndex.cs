using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.DynamoDb;

public sealed record LocalSecondaryIndex
{
    [Length(min: 3, max: 255), Pattern(@"[a-zA-Z0-9_.-]+")] public required string IndexName { get; init; }
    [Length(min: 1)] public required IReadOnlyList<KeySchemaElement> KeySchema { get; init; }
    public required Projection Projection { get; init; }
}
