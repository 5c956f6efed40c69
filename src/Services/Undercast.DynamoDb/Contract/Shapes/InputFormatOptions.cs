using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.DynamoDb;

public sealed record InputFormatOptions
{
    public CsvOptions? Csv { get; init; }
}
