using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Ssm;

public sealed record DeleteParametersInput
{
    [Length(min: 1, max: 10), Elements(MinLength = 1, MaxLength = 2048)] public required IReadOnlyList<string> Names { get; init; }
}

public sealed record DeleteParametersOutput
{
    [Length(min: 1, max: 10), Elements(MinLength = 1, MaxLength = 2048)] public IReadOnlyList<string>? DeletedParameters { get; init; }
    [Length(min: 1, max: 10), Elements(MinLength = 1, MaxLength = 2048)] public IReadOnlyList<string>? InvalidParameters { get; init; }
}
