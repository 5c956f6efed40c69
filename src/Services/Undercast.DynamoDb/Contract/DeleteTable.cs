using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.DynamoDb;

public sealed record DeleteTableInput
{
    public string? TableName { get; init; }
}

public sealed record DeleteTableOutput
{
    public TableDescription? TableDescription { get; init; }
}
