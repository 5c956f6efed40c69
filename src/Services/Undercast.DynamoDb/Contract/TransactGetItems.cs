using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.DynamoDb;

public sealed record TransactGetItemsInput
{
    [Length(min: 1, max: 100)] public required IReadOnlyList<TransactGetItem> TransactItems { get; init; }
    [OneOf("INDEXES", "TOTAL", "NONE")] public string? ReturnConsumedCapacity { get; init; }
}

public sealed record TransactGetItemsOutput
{
    public IReadOnlyList<ConsumedCapacity>? ConsumedCapacity { get; init; }
    [Length(min: 1, max: 100)] public IReadOnlyList<ItemResponse>? Responses { get; init; }
}
