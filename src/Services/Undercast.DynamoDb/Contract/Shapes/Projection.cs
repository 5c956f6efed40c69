using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.DynamoDb;

public sealed record Projection
{
    [OneOf("ALL", "KEYS_ONLY", "INCLUDE")] public string? ProjectionType { get; init; }
    [Length(min: 1, max: 20), Elements(MinLength = 1, MaxLength = 255)] public IReadOnlyList<string>? NonKeyAttributes { get; init; }
}
