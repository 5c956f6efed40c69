using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.DynamoDb;

public sealed record BatchGetItemInput
{
    public required IReadOnlyDictionary<string, KeysAndAttributes> RequestItems { get; init; }
    [OneOf("INDEXES", "TOTAL", "NONE")] public string? ReturnConsumedCapacity { get; init; }
}

public sealed record BatchGetItemOutput
{
    public IReadOnlyDictionary<string, IReadOnlyList<AttributeMap>>? Responses { get; init; }
    [Length(min: 1, max: 100)] public IReadOnlyDictionary<string, KeysAndAttributes>? UnprocessedKeys { get; init; }
    public IReadOnlyList<ConsumedCapacity>? ConsumedCapacity { get; init; }
}
