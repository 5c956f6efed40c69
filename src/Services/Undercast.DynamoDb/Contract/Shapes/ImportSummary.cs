using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.DynamoDb;

public sealed record ImportSummary
{
    [Length(min: 37, max: 1024)] public string? ImportArn { get; init; }
    [OneOf("IN_PROGRESS", "COMPLETED", "CANCELLING", "CANCELLED", "FAILED")] public string? ImportStatus { get; init; }
    [Length(min: 1, max: 1024)] public string? TableArn { get; init; }
    public S3BucketSource? S3BucketSource { get; init; }
    [Length(min: 1, max: 1024)] public string? CloudWatchLogGroupArn { get; init; }
    [OneOf("DYNAMODB_JSON", "ION", "CSV")] public string? InputFormat { get; init; }
    public DateTimeOffset? StartTime { get; init; }
    public DateTimeOffset? EndTime { get; init; }
}
