using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Iam;

public sealed record RoleUsageType
{
    [Length(min: 1, max: 100)] public string? Region { get; init; }
    [Elements(MinLength = 20, MaxLength = 2048)] public IReadOnlyList<string>? Resources { get; init; }
}
