using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Iam;

public sealed record TagServerCertificateInput
{
    [Length(min: 1, max: 128), Pattern(@"[\w+=,.@-]+")] public required string ServerCertificateName { get; init; }
    [Length(max: 50)] public required IReadOnlyList<Tag> Tags { get; init; }
}
