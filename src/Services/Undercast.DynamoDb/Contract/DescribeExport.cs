using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.DynamoDb;

public sealed record DescribeExportInput
{
    [Length(min: 37, max: 1024)] public required string ExportArn { get; init; }
}

public sealed record DescribeExportOutput
{
    public ExportDescription? ExportDescription { get; init; }
}
