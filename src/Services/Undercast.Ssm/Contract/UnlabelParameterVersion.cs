using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Ssm;

public sealed record UnlabelParameterVersionInput
{
    [Length(min: 1, max: 2048)] public required string Name { get; init; }
    public required long ParameterVersion { get; init; }
    [Length(min: 1, max: 10), Elements(MinLength = 1, MaxLength = 100)] public required IReadOnlyList<string> Labels { get; init; }
}

public sealed record UnlabelParameterVersionOutput
{
    [Length(min: 1, max: 10), Elements(MinLength = 1, MaxLength = 100)] public IReadOnlyList<string>? RemovedLabels { get; init; }
    [Length(min: 1, max: 10), Elements(MinLength = 1, MaxLength = 100)] public IReadOnlyList<string>? InvalidLabels { get; init; }
}
