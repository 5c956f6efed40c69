using Undercast.Protocol;

namespace Undercast.S3;

public sealed record GetBucketLoggingInput
{
    [HttpLabel] public required string Bucket { get; init; }
    [HttpHeader("x-amz-expected-bucket-owner")] public string? ExpectedBucketOwner { get; init; }
}

public sealed record GetBucketLoggingOutput
{
    public LoggingEnabled? LoggingEnabled { get; init; }
}
