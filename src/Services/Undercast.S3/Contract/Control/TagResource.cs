using Undercast.Protocol;

namespace Undercast.S3.Control;

[Xml("TagResourceRequest", Namespace = "http://awss3control.amazonaws.com/doc/2018-08-20/")]
public sealed record TagResourceInput
{
    [HttpHeader("x-amz-account-id")] public required string AccountId { get; init; }
    [HttpLabel("resourceArn")] public required string ResourceArn { get; init; }
    [Xml(Element = "Tag")] public required IReadOnlyList<Tag> Tags { get; init; }
}

public sealed record TagResourceOutput
{
}
