using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Ecr;

public sealed record Tag
{
    public required string Key { get; init; }
    public required string Value { get; init; }
}
