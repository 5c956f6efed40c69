using Undercast.Protocol;

namespace Undercast.S3;

public sealed record AccessControlTranslation
{
    public required string Owner { get; init; }
}
