using Undercast.Protocol;

namespace Undercast.S3.Control;

[Xml("PutAccessPointPolicyRequest", Namespace = "http://awss3control.amazonaws.com/doc/2018-08-20/")]
public sealed record PutAccessPointPolicyInput : IPointInput
{
    [HttpHeader("x-amz-account-id")] public required string AccountId { get; init; }
    [HttpLabel("name")] public required string Name { get; init; }
    public required string Policy { get; init; }
}
