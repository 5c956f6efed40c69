using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.DynamoDb;

public sealed record S3BucketSource
{
    [Pattern(@"[0-9]{12}")] public string? S3BucketOwner { get; init; }
    [Length(max: 255), Pattern(@"^[a-z0-9A-Z]+[\.\-\w]*[a-z0-9A-Z]+$")] public required string S3Bucket { get; init; }
    [Length(max: 1024)] public string? S3KeyPrefix { get; init; }
}
