using Undercast.Protocol;

namespace Undercast.S3.Control;

public sealed record GetPublicAccessBlockInput
{
    [HttpHeader("x-amz-account-id")] public required string AccountId { get; init; }
}

public sealed record GetPublicAccessBlockOutput
{
    [HttpPayload] public PublicAccessBlockConfiguration? PublicAccessBlockConfiguration { get; init; }
}
