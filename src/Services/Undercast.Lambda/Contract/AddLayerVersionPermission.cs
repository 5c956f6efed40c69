using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Lambda;

public sealed record AddLayerVersionPermissionInput
{
    [HttpLabel]
    [Length(min: 1, max: 140)]
    [Pattern(@"(arn:[a-zA-Z0-9-]+:lambda:[a-zA-Z0-9-]+:\d{12}:layer:[a-zA-Z0-9-_]+)|[a-zA-Z0-9-_]+")]
    public required string LayerName { get; init; }
    [HttpLabel] public required long VersionNumber { get; init; }
    [Length(min: 1, max: 100), Pattern(@"([a-zA-Z0-9-_]+)")] public required string StatementId { get; init; }
    [Length(min: 0, max: 22), Pattern(@"lambda:GetLayerVersion")] public required string Action { get; init; }
    [Pattern(@"\d{12}|\*|arn:(aws[a-zA-Z-]*):iam::\d{12}:root")] public required string Principal { get; init; }
    [Length(min: 0, max: 34), Pattern(@"o-[a-z0-9]{10,32}")] public string? OrganizationId { get; init; }
    [HttpQuery("RevisionId")] public string? RevisionId { get; init; }
}

public sealed record AddLayerVersionPermissionOutput
{
    public string? Statement { get; init; }
    public string? RevisionId { get; init; }
}
