using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Ssm;

public sealed record GetParameterInput
{
    [Length(min: 1, max: 2048)] public required string Name { get; init; }
    public bool? WithDecryption { get; init; }
}

public sealed record GetParameterOutput
{
    public Parameter? Parameter { get; init; }
}
