using Undercast.Protocol;

namespace Undercast.S3.Control;

public sealed record DeleteAccessPointInput : IPointInput
{
    [HttpHeader("x-amz-account-id")] public required string AccountId { get; init; }
    [HttpLabel("name")] public required string Name { get; init; }
}
