using Undercast.Protocol;

namespace Undercast.S3.Control;

public sealed record UntagResourceInput
{
    [HttpHeader("x-amz-account-id")] public required string AccountId { get; init; }
    [HttpLabel("resourceArn")] public required string ResourceArn { get; init; }
    [HttpQuery("tagKeys")]
    public required IReadOnlyList<string> TagKeys { get; init; }
}

public sealed record UntagResourceOutput
{
}
