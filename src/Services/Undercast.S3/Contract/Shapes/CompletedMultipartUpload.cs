using Undercast.Protocol;

namespace Undercast.S3;

public sealed record CompletedMultipartUpload
{
    [Flattened("Part")] public IReadOnlyList<CompletedPart>? Parts { get; init; }
}
