using Undercast.Protocol;

namespace Undercast.S3;

public sealed record CORSRule
{
    public string? ID { get; init; }
    [Flattened("AllowedHeader")] public IReadOnlyList<string>? AllowedHeaders { get; init; }
    [Flattened("AllowedMethod")] public required IReadOnlyList<string> AllowedMethods { get; init; }
    [Flattened("AllowedOrigin")] public required IReadOnlyList<string> AllowedOrigins { get; init; }
    [Flattened("ExposeHeader")] public IReadOnlyList<string>? ExposeHeaders { get; init; }
    public int? MaxAgeSeconds { get; init; }
}
