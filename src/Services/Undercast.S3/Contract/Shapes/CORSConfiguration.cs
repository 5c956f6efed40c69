using Undercast.Protocol;

namespace Undercast.S3;

public sealed record CORSConfiguration
{
    [Flattened("CORSRule")] public required IReadOnlyList<CORSRule> CORSRules { get; init; }
}
