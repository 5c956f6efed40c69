using Undercast.Protocol;

namespace Undercast.S3;

public sealed record IntelligentTieringAndOperator
{
    public string? Prefix { get; init; }
    [Flattened("Tag")] public IReadOnlyList<Tag>? Tags { get; init; }
}
