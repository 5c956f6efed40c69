using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.DynamoDb;

public sealed record ExportTableToPointInTimeInput
{
    [Length(min: 1, max: 1024)] public required string TableArn { get; init; }
    public DateTimeOffset? ExportTime { get; init; }
    [IdempotencyToken, Pattern(@"^[^\$]+$")] public string? ClientToken { get; init; }
    [Length(max: 255), Pattern(@"^[a-z0-9A-Z]+[\.\-\w]*[a-z0-9A-Z]+$")] public required string S3Bucket { get; init; }
    [Pattern(@"[0-9]{12}")] public string? S3BucketOwner { get; init; }
    [Length(max: 1024)] public string? S3Prefix { get; init; }
    [OneOf("AES256", "KMS")] public string? S3SseAlgorithm { get; init; }
    [Length(min: 1, max: 2048)] public string? S3SseKmsKeyId { get; init; }
    [OneOf("DYNAMODB_JSON", "ION")] public string? ExportFormat { get; init; }
    [OneOf("FULL_EXPORT", "INCREMENTAL_EXPORT")] public string? ExportType { get; init; }
    public IncrementalExportSpecification? IncrementalExportSpecification { get; init; }
}

public sealed record ExportTableToPointInTimeOutput
{
    public ExportDescription? ExportDescription { get; init; }
}
