using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.DynamoDb;

public sealed record ExportDescription
{
    [Length(min: 37, max: 1024)] public string? ExportArn { get; init; }
    [OneOf("IN_PROGRESS", "COMPLETED", "FAILED")] public string? ExportStatus { get; init; }
    public DateTimeOffset? StartTime { get; init; }
    public DateTimeOffset? EndTime { get; init; }
    public string? ExportManifest { get; init; }
    [Length(min: 1, max: 1024)] public string? TableArn { get; init; }
    [Pattern(@"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")] public string? TableId { get; init; }
    public DateTimeOffset? ExportTime { get; init; }
    [Pattern(@"^[^\$]+$")] public string? ClientToken { get; init; }
    [Length(max: 255), Pattern(@"^[a-z0-9A-Z]+[\.\-\w]*[a-z0-9A-Z]+$")] public string? S3Bucket { get; init; }
    [Pattern(@"[0-9]{12}")] public string? S3BucketOwner { get; init; }
    [Length(max: 1024)] public string? S3Prefix { get; init; }
    [OneOf("AES256", "KMS")] public string? S3SseAlgorithm { get; init; }
    [Length(min: 1, max: 2048)] public string? S3SseKmsKeyId { get; init; }
    public string? FailureCode { get; init; }
    public string? FailureMessage { get; init; }
    [OneOf("DYNAMODB_JSON", "ION")] public string? ExportFormat { get; init; }
    [Range(min: 0)] public long? BilledSizeBytes { get; init; }
    [Range(min: 0)] public long? ItemCount { get; init; }
    [OneOf("FULL_EXPORT", "INCREMENTAL_EXPORT")] public string? ExportType { get; init; }
    public IncrementalExportSpecification? IncrementalExportSpecification { get; init; }
}
