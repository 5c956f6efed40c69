using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.DynamoDb;

public sealed record ExecuteTransactionInput
{
    [Length(min: 1, max: 100)] public required IReadOnlyList<ParameterizedStatement> TransactStatements { get; init; }
    [IdempotencyToken, Length(min: 1, max: 36)] public string? ClientRequestToken { get; init; }
    [OneOf("INDEXES", "TOTAL", "NONE")] public string? ReturnConsumedCapacity { get; init; }
}

public sealed record ExecuteTransactionOutput
{
    [Length(min: 1, max: 100)] public IReadOnlyList<ItemResponse>? Responses { get; init; }
    public IReadOnlyList<ConsumedCapacity>? ConsumedCapacity { get; init; }
}
