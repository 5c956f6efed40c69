using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.DynamoDb;

public sealed record DescribeImportInput
{
    [Length(min: 37, max: 1024)] public required string ImportArn { get; init; }
}

public sealed record DescribeImportOutput
{
    public required ImportTableDescription ImportTableDescription { get; init; }
}
