using Undercast.Protocol;

namespace Undercast.S3.Control;

public sealed record ListTagsForResourceInput
{
    [HttpHeader("x-amz-account-id")] public required string AccountId { get; init; }
    [HttpLabel("resourceArn")] public required string ResourceArn { get; init; }
}

public sealed record ListTagsForResourceOutput
{
    [Xml(Element = "Tag")] public IReadOnlyList<Tag>? Tags { get; init; }
}
