using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.DynamoDb;

public sealed record DescribeTableInput
{
    public string? TableName { get; init; }
}

public sealed record DescribeTableOutput
{
    public TableDescription? Table { get; init; }
}
