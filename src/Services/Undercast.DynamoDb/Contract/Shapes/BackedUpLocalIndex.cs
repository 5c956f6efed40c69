using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.DynamoDb;

public sealed record BackedUpLocalIndex
{
    [Length(min: 3, max: 255), Pattern(@"[a-zA-Z0-9_.-]+")] public string? IndexName { get; init; }
    [Length(min: 1)] public IReadOnlyList<KeySchemaElement>? KeySchema { get; init; }
    public Projection? Projection { get; init; }
}
