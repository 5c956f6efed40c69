using Undercast.Protocol;

namespace Undercast.S3;

public sealed record Tagging
{
    [Xml(Element = "Tag")] public required IReadOnlyList<Tag> TagSet { get; init; }
}
