using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Iam;

public sealed record UntagServerCertificateInput
{
    [Length(min: 1, max: 128), Pattern(@"[\w+=,.@-]+")] public required string ServerCertificateName { get; init; }
    [Length(max: 50)]
    [Elements(MinLength = 1, MaxLength = 128, Pattern = @"[\p{L}\p{Z}\p{N}_.:/=+\-@]+")]
    public required IReadOnlyList<string> TagKeys { get; init; }
}
