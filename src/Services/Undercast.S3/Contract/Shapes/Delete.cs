using Undercast.Protocol;

namespace Undercast.S3;

public sealed record Delete
{
    [Flattened("Object")] public required IReadOnlyList<ObjectIdentifier> Objects { get; init; }
    public bool? Quiet { get; init; }
}
