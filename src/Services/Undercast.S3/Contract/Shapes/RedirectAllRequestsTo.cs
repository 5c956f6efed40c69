using Undercast.Protocol;

namespace Undercast.S3;

public sealed record RedirectAllRequestsTo
{
    public required string HostName { get; init; }
    public string? Protocol { get; init; }
}
