using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Iam;

public sealed record UpdateServerCertificateInput
{
    [Length(min: 1, max: 128), Pattern(@"[\w+=,.@-]+")] public required string ServerCertificateName { get; init; }
    [Length(min: 1, max: 512), Pattern(@"(\u002F)|(\u002F[\u0021-\u007E]+\u002F)")] public string? NewPath { get; init; }
    [Length(min: 1, max: 128), Pattern(@"[\w+=,.@-]+")] public string? NewServerCertificateName { get; init; }
}
