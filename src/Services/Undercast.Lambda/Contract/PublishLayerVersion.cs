using Undercast.Protocol;

namespace Undercast.Lambda;

public sealed record PublishLayerVersionInput
{
    [HttpLabel]
    [Length(min: 1, max: 140)]
    [Pattern(@"(arn:[a-zA-Z0-9-]+:lambda:[a-zA-Z0-9-]+:\d{12}:layer:[a-zA-Z0-9-_]+)|[a-zA-Z0-9-_]+")]
    public required string LayerName { get; init; }
    [Length(min: 0, max: 256)] public string? Description { get; init; }
    public required LayerVersionContentInput Content { get; init; }
    [Length(min: 0, max: 15)] public IReadOnlyList<string>? CompatibleRuntimes { get; init; }
    [Length(min: 0, max: 512)] public string? LicenseInfo { get; init; }
    [Length(min: 0, max: 2)] public IReadOnlyList<string>? CompatibleArchitectures { get; init; }
}

public sealed record PublishLayerVersionOutput
{
    public LayerVersionContentOutput? Content { get; init; }
    public string? LayerArn { get; init; }
    public string? LayerVersionArn { get; init; }
    public string? Description { get; init; }
    public string? CreatedDate { get; init; }
    public long? Version { get; init; }
    public IReadOnlyList<string>? CompatibleRuntimes { get; init; }
    public string? LicenseInfo { get; init; }
    public IReadOnlyList<string>? CompatibleArchitectures { get; init; }
}
