using Undercast.Protocol;

namespace Undercast.S3;

public sealed record S3KeyFilter
{
    [Flattened("FilterRule")] public IReadOnlyList<FilterRule>? FilterRules { get; init; }
}
