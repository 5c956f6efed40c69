using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.DynamoDb;

public sealed record BatchWriteItemInput
{
    public required IReadOnlyDictionary<string, IReadOnlyList<WriteRequest>> RequestItems { get; init; }
    [OneOf("INDEXES", "TOTAL", "NONE")] public string? ReturnConsumedCapacity { get; init; }
    [OneOf("SIZE", "NONE")] public string? ReturnItemCollectionMetrics { get; init; }
}

public sealed record BatchWriteItemOutput
{
    [Length(min: 1, max: 25)] public IReadOnlyDictionary<string, IReadOnlyList<WriteRequest>>? UnprocessedItems { get; init; }
    public IReadOnlyDictionary<string, IReadOnlyList<ItemCollectionMetrics>>? ItemCollectionMetrics { get; init; }
    public IReadOnlyList<ConsumedCapacity>? ConsumedCapacity { get; init; }
}
