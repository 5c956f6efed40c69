using Undercast.Protocol;

namespace Undercast.S3;

public sealed record Redirect
{
    public string? HostName { get; init; }
    public string? HttpRedirectCode { get; init; }
    public string? Protocol { get; init; }
    public string? ReplaceKeyPrefixWith { get; init; }
    public string? ReplaceKeyWith { get; init; }
}
