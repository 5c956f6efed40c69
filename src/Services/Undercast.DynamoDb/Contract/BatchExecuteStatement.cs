using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.DynamoDb;

public sealed record BatchExecuteStatementInput
{
    [Length(min: 1, max: 25)] public required IReadOnlyList<BatchStatementRequest> Statements { get; init; }
    [OneOf("INDEXES", "TOTAL", "NONE")] public string? ReturnConsumedCapacity { get; init; }
}

public sealed record BatchExecuteStatementOutput
{
    public IReadOnlyList<BatchStatementResponse>? Responses { get; init; }
    public IReadOnlyList<ConsumedCapacity>? ConsumedCapacity { get; init; }
}
