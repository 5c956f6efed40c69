using Undercast.Protocol;

namespace Undercast.Lambda;

public sealed record EphemeralStorage
{
    [Range(min: 512, max: 10240)] public required int Size { get; init; }
}
