using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Lambda;

public sealed record GetLayerVersionPolicyInput
{
    [HttpLabel]
    [Length(min: 1, max: 140)]
    [Pattern(@"(arn:[a-zA-Z0-9-]+:lambda:[a-zA-Z0-9-]+:\d{12}:layer:[a-zA-Z0-9-_]+)|[a-zA-Z0-9-_]+")]
    public required string LayerName { get; init; }
    [HttpLabel] public required long VersionNumber { get; init; }
}

public sealed record GetLayerVersionPolicyOutput
{
    public string? Policy { get; init; }
    public string? RevisionId { get; init; }
}
