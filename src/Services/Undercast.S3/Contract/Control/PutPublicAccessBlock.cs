using Undercast.Protocol;

namespace Undercast.S3.Control;

public sealed record PutPublicAccessBlockInput
{
    [HttpPayload, Xml(Namespace = "http://awss3control.amazonaws.com/doc/2018-08-20/")] public required PublicAccessBlockConfiguration PublicAccessBlockConfiguration { get; init; }
    [HttpHeader("x-amz-account-id")] public required string AccountId { get; init; }
}
