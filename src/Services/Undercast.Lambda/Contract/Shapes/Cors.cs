using Undercast.Protocol;

namespace Undercast.Lambda;

public sealed record Cors
{
    public bool? AllowCredentials { get; init; }
    [Length(min: 0, max: 100), Elements(MinLength = 0, MaxLength = 1024, Pattern = @".*")] public IReadOnlyList<string>? AllowHeaders { get; init; }
    [Length(min: 0, max: 6), Elements(MinLength = 0, MaxLength = 6, Pattern = @".*")] public IReadOnlyList<string>? AllowMethods { get; init; }
    [Length(min: 0, max: 100), Elements(MinLength = 1, MaxLength = 253, Pattern = @".*")] public IReadOnlyList<string>? AllowOrigins { get; init; }
    [Length(min: 0, max: 100), Elements(MinLength = 0, MaxLength = 1024, Pattern = @".*")] public IReadOnlyList<string>? ExposeHeaders { get; init; }
    [Range(min: 0, max: 86400)] public int? MaxAge { get; init; }
}
