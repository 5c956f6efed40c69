using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Lambda;

public sealed record RemoveLayerVersionPermissionInput
{
    [HttpLabel]
    [Length(min: 1, max: 140)]
    [Pattern(@"(arn:[a-zA-Z0-9-]+:lambda:[a-zA-Z0-9-]+:\d{12}:layer:[a-zA-Z0-9-_]+)|[a-zA-Z0-9-_]+")]
    public required string LayerName { get; init; }
    [HttpLabel] public required long VersionNumber { get; init; }
    [HttpLabel, Length(min: 1, max: 100), Pattern(@"([a-zA-Z0-9-_]+)")] public required string StatementId { get; init; }
    [HttpQuery("RevisionId")] public string? RevisionId { get; init; }
}
