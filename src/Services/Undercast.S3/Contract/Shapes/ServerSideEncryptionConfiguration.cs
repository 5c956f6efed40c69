using Undercast.Protocol;

namespace Undercast.S3;

public sealed record ServerSideEncryptionConfiguration
{
    [Flattened("Rule")] public required IReadOnlyList<ServerSideEncryptionRule> Rules { get; init; }
}
