using Undercast.Protocol;

namespace Undercast.S3.Control;

public sealed record ListAccessPointsInput
{
    [HttpHeader("x-amz-account-id")] public required string AccountId { get; init; }
    [HttpQuery("bucket")] public string? Bucket { get; init; }
    [HttpQuery("nextToken")] public string? NextToken { get; init; }
    [HttpQuery("maxResults")] public int? MaxResults { get; init; }
    [HttpQuery("dataSourceId")] public string? DataSourceId { get; init; }
    [HttpQuery("dataSourceType")] public string? DataSourceType { get; init; }
}

public sealed record ListAccessPointsOutput
{
    [Xml(Element = "AccessPoint")] public IReadOnlyList<AccessPoint>? AccessPointList { get; init; }
    public string? NextToken { get; init; }
}
