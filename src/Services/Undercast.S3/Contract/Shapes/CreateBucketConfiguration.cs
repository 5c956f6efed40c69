using Undercast.Protocol;

namespace Undercast.S3;

public sealed record CreateBucketConfiguration
{
    public string? LocationConstraint { get; init; }
    [Xml(Element = "Tag")] public IReadOnlyList<Tag>? Tags { get; init; }
}
