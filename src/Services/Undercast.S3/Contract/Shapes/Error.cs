using Undercast.Protocol;

namespace Undercast.S3;

public sealed record Error
{
    public string? Key { get; init; }
    public string? VersionId { get; init; }
    public string? Code { get; init; }
    public string? Message { get; init; }
}
