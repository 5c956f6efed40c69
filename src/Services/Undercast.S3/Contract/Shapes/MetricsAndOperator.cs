using Undercast.Protocol;

namespace Undercast.S3;

public sealed record MetricsAndOperator
{
    public string? Prefix { get; init; }
    [Flattened("Tag")] public IReadOnlyList<Tag>? Tags { get; init; }
    public string? AccessPointArn { get; init; }
}
