using Undercast.Protocol;

namespace Undercast.S3;

public sealed record VersioningConfiguration
{
    [Xml("MfaDelete")] public string? MFADelete { get; init; }
    public string? Status { get; init; }
}
