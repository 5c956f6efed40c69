using Undercast.Protocol;

namespace Undercast.S3;

[Xml("SSE-KMS")]
public sealed record SSEKMS
{
    [Sensitive] public required string KeyId { get; init; }
}
