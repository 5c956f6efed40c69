using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Iam;

public sealed record ServerCertificate
{
    public required ServerCertificateMetadata ServerCertificateMetadata { get; init; }
    [Length(min: 1, max: 16384), Pattern(@"[\u0009\u000A\u000D\u0020-\u00FF]+")] public required string CertificateBody { get; init; }
    [Length(min: 1, max: 2097152), Pattern(@"[\u0009\u000A\u000D\u0020-\u00FF]+")] public string? CertificateChain { get; init; }
    [Length(max: 50)] public IReadOnlyList<Tag>? Tags { get; init; }
}
