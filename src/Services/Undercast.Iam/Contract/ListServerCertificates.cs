using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Iam;

public sealed record ListServerCertificatesInput
{
    [Length(min: 1, max: 512), Pattern(@"\u002F[\u0021-\u007F]*")] public string? PathPrefix { get; init; }
    [Length(min: 1, max: 320), Pattern(@"[\u0020-\u00FF]+")] public string? Marker { get; init; }
    [Range(min: 1, max: 1000)] public int? MaxItems { get; init; }
}

public sealed record ListServerCertificatesOutput
{
    public required IReadOnlyList<ServerCertificateMetadata> ServerCertificateMetadataList { get; init; }
    public bool? IsTruncated { get; init; }
    public string? Marker { get; init; }
}
