using Undercast.Protocol;

namespace Undercast.S3.Control;

public sealed record DeletePublicAccessBlockInput
{
    [HttpHeader("x-amz-account-id")] public required string AccountId { get; init; }
}
