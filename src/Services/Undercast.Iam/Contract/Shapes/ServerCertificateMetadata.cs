using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Iam;

public sealed record ServerCertificateMetadata
{
    [Length(min: 1, max: 512), Pattern(@"(\u002F)|(\u002F[\u0021-\u007E]+\u002F)")] public required string Path { get; init; }
    [Length(min: 1, max: 128), Pattern(@"[\w+=,.@-]+")] public required string ServerCertificateName { get; init; }
    [Length(min: 16, max: 128), Pattern(@"[\w]+")] public required string ServerCertificateId { get; init; }
    [Length(min: 20, max: 2048)] public required string Arn { get; init; }
    public DateTimeOffset? UploadDate { get; init; }
    public DateTimeOffset? Expiration { get; init; }
}
