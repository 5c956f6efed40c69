using Undercast.Protocol;

namespace Undercast.S3;

public sealed record GetBucketAccelerateConfigurationInput
{
    [HttpLabel] public required string Bucket { get; init; }
    [HttpHeader("x-amz-expected-bucket-owner")] public string? ExpectedBucketOwner { get; init; }
    [HttpHeader("x-amz-request-payer")] public string? RequestPayer { get; init; }
}

public sealed record GetBucketAccelerateConfigurationOutput
{
    public string? Status { get; init; }
}
