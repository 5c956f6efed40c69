namespace Undercast.Lambda;

public sealed record LayersListItem
{
    public string? LayerName { get; init; }
    public string? LayerArn { get; init; }
    public LayerVersionsListItem? LatestMatchingVersion { get; init; }
}
