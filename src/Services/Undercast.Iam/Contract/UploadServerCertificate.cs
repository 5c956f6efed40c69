using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Iam;

public sealed record UploadServerCertificateInput
{
    [Length(min: 1, max: 512), Pattern(@"(\u002F)|(\u002F[\u0021-\u007E]+\u002F)")] public string? Path { get; init; }
    [Length(min: 1, max: 128), Pattern(@"[\w+=,.@-]+")] public required string ServerCertificateName { get; init; }
    [Length(min: 1, max: 16384), Pattern(@"[\u0009\u000A\u000D\u0020-\u00FF]+")] public required string CertificateBody { get; init; }
    [Sensitive, Length(min: 1, max: 16384), Pattern(@"[\u0009\u000A\u000D\u0020-\u00FF]+")] public required string PrivateKey { get; init; }
    [Length(min: 1, max: 2097152), Pattern(@"[\u0009\u000A\u000D\u0020-\u00FF]+")] public string? CertificateChain { get; init; }
    [Length(max: 50)] public IReadOnlyList<Tag>? Tags { get; init; }
}

public sealed record UploadServerCertificateOutput
{
    public ServerCertificateMetadata? ServerCertificateMetadata { get; init; }
    [Length(max: 50)] public IReadOnlyList<Tag>? Tags { get; init; }
}
