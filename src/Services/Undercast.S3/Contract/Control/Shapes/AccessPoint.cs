using Undercast.Protocol;

namespace Undercast.S3.Control;

public sealed record AccessPoint
{
    public required string Name { get; init; }
    public required string NetworkOrigin { get; init; }
    public VpcConfiguration? VpcConfiguration { get; init; }
    public required string Bucket { get; init; }
    public string? AccessPointArn { get; init; }
    public string? Alias { get; init; }
    public string? BucketAccountId { get; init; }
    public string? DataSourceId { get; init; }
    public string? DataSourceType { get; init; }
}
