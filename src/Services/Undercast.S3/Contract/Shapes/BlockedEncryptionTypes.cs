using Undercast.Protocol;

namespace Undercast.S3;

public sealed record BlockedEncryptionTypes
{
    [Flattened] public IReadOnlyList<string>? EncryptionType { get; init; }
}
