using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.DynamoDb;

public sealed record ImportTableDescription
{
    [Length(min: 37, max: 1024)] public string? ImportArn { get; init; }
    [OneOf("IN_PROGRESS", "COMPLETED", "CANCELLING", "CANCELLED", "FAILED")] public string? ImportStatus { get; init; }
    [Length(min: 1, max: 1024)] public string? TableArn { get; init; }
    [Pattern(@"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")] public string? TableId { get; init; }
    [Pattern(@"^[^\$]+$")] public string? ClientToken { get; init; }
    public S3BucketSource? S3BucketSource { get; init; }
    [Range(min: 0)] public long? ErrorCount { get; init; }
    [Length(min: 1, max: 1024)] public string? CloudWatchLogGroupArn { get; init; }
    [OneOf("DYNAMODB_JSON", "ION", "CSV")] public string? InputFormat { get; init; }
    public InputFormatOptions? InputFormatOptions { get; init; }
    [OneOf("GZIP", "ZSTD", "NONE")] public string? InputCompressionType { get; init; }
    public TableCreationParameters? TableCreationParameters { get; init; }
    public DateTimeOffset? StartTime { get; init; }
    public DateTimeOffset? EndTime { get; init; }
    public long? ProcessedSizeBytes { get; init; }
    [Range(min: 0)] public long? ProcessedItemCount { get; init; }
    [Range(min: 0)] public long? ImportedItemCount { get; init; }
    public string? FailureCode { get; init; }
    public string? FailureMessage { get; init; }
}
