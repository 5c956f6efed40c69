using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.DynamoDb;

public sealed record TransactWriteItemsInput
{
    [Length(min: 1, max: 100)] public required IReadOnlyList<TransactWriteItem> TransactItems { get; init; }
    [OneOf("INDEXES", "TOTAL", "NONE")] public string? ReturnConsumedCapacity { get; init; }
    [OneOf("SIZE", "NONE")] public string? ReturnItemCollectionMetrics { get; init; }
    [IdempotencyToken, Length(min: 1, max: 36)] public string? ClientRequestToken { get; init; }
}

public sealed record TransactWriteItemsOutput
{
    public IReadOnlyList<ConsumedCapacity>? ConsumedCapacity { get; init; }
    public IReadOnlyDictionary<string, IReadOnlyList<ItemCollectionMetrics>>? ItemCollectionMetrics { get; init; }
}
