using Undercast.Protocol;

namespace Undercast.S3;

public sealed record IntelligentTieringFilter
{
    public string? Prefix { get; init; }
    public Tag? Tag { get; init; }
    public IntelligentTieringAndOperator? And { get; init; }
}
