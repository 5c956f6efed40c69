using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Ssm;

public sealed record LabelParameterVersionInput
{
    [Length(min: 1, max: 2048)] public required string Name { get; init; }
    public long? ParameterVersion { get; init; }
    [Length(min: 1, max: 10), Elements(MinLength = 1, MaxLength = 100)] public required IReadOnlyList<string> Labels { get; init; }
}

public sealed record LabelParameterVersionOutput
{
    [Length(min: 1, max: 10), Elements(MinLength = 1, MaxLength = 100)] public IReadOnlyList<string>? InvalidLabels { get; init; }
    public long? ParameterVersion { get; init; }
}
