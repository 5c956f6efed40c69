using Undercast.Protocol;

namespace Undercast.S3;

public sealed record RestoreObjectInput : IVersionInput, IRequestPayer
{
    [HttpLabel] public required string Bucket { get; init; }
    [HttpLabel] public required string Key { get; init; }
    [HttpQuery("versionId")] public string? VersionId { get; init; }
    [HttpPayload, Xml(Namespace = "http://s3.amazonaws.com/doc/2006-03-01/")] public RestoreRequest? RestoreRequest { get; init; }
    [HttpHeader("x-amz-request-payer")] public string? RequestPayer { get; init; }
    [HttpHeader("x-amz-expected-bucket-owner")] public string? ExpectedBucketOwner { get; init; }
}

public sealed record RestoreObjectOutput
{
    [HttpStatus] public int? StatusCode { get; init; }
}
