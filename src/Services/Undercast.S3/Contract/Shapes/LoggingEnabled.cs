using Undercast.Protocol;

namespace Undercast.S3;

public sealed record LoggingEnabled
{
    public required string TargetBucket { get; init; }
    [Xml(Element = "Grant")] public IReadOnlyList<TargetGrant>? TargetGrants { get; init; }
    public required string TargetPrefix { get; init; }
    public TargetObjectKeyFormat? TargetObjectKeyFormat { get; init; }
}
