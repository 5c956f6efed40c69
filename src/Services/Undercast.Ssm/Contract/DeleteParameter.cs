using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Ssm;

public sealed record DeleteParameterInput
{
    [Length(min: 1, max: 2048)] public required string Name { get; init; }
}

public sealed record DeleteParameterOutput
{
}
