using Undercast.Protocol;

namespace Undercast.S3.Control;

public sealed record GetAccessPointInput : IPointInput
{
    [HttpHeader("x-amz-account-id")] public required string AccountId { get; init; }
    [HttpLabel("name")] public required string Name { get; init; }
}

public sealed record GetAccessPointOutput
{
    public string? Name { get; init; }
    public string? Bucket { get; init; }
    public string? NetworkOrigin { get; init; }
    public VpcConfiguration? VpcConfiguration { get; init; }
    public PublicAccessBlockConfiguration? PublicAccessBlockConfiguration { get; init; }
    public DateTimeOffset? CreationDate { get; init; }
    public string? Alias { get; init; }
    public string? AccessPointArn { get; init; }
    public IReadOnlyDictionary<string, string>? Endpoints { get; init; }
    public string? BucketAccountId { get; init; }
    public string? DataSourceId { get; init; }
    public string? DataSourceType { get; init; }
}
