using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.DynamoDb;

public sealed record ImportTableInput
{
    [IdempotencyToken, Pattern(@"^[^\$]+$")] public string? ClientToken { get; init; }
    public required S3BucketSource S3BucketSource { get; init; }
    [OneOf("DYNAMODB_JSON", "ION", "CSV")] public required string InputFormat { get; init; }
    public InputFormatOptions? InputFormatOptions { get; init; }
    [OneOf("GZIP", "ZSTD", "NONE")] public string? InputCompressionType { get; init; }
    public required TableCreationParameters TableCreationParameters { get; init; }
}

public sealed record ImportTableOutput
{
    public required ImportTableDescription ImportTableDescription { get; init; }
}
