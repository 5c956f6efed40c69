using Undercast.Protocol;

namespace Undercast.Lambda;

public sealed record ListLayerVersionsInput
{
    [HttpQuery("CompatibleRuntime")]
    [OneOf("nodejs", "nodejs4.3", "nodejs6.10", "nodejs8.10", "nodejs10.x", "nodejs12.x", "nodejs14.x", "nodejs16.x", "java8", "java8.al2", "java11", "python2.7", "python3.6", "python3.7", "python3.8", "python3.9", "dotnetcore1.0", "dotnetcore2.0", "dotnetcore2.1", "dotnetcore3.1", "dotnet6", "dotnet8", "nodejs4.3-edge", "go1.x", "ruby2.5", "ruby2.7", "provided", "provided.al2", "nodejs18.x", "python3.10", "java17", "ruby3.2", "ruby3.3", "ruby3.4", "python3.11", "nodejs20.x", "provided.al2023", "python3.12", "java21", "python3.13", "nodejs22.x", "nodejs24.x", "python3.14", "java25", "dotnet10", "ruby4.0")]
    public string? CompatibleRuntime { get; init; }
    [HttpLabel]
    [Length(min: 1, max: 140)]
    [Pattern(@"(arn:[a-zA-Z0-9-]+:lambda:[a-zA-Z0-9-]+:\d{12}:layer:[a-zA-Z0-9-_]+)|[a-zA-Z0-9-_]+")]
    public required string LayerName { get; init; }
    [HttpQuery("Marker")] public string? Marker { get; init; }
    [HttpQuery("MaxItems"), Range(min: 1, max: 50)] public int? MaxItems { get; init; }
    [HttpQuery("CompatibleArchitecture"), OneOf("x86_64", "arm64")] public string? CompatibleArchitecture { get; init; }
}

public sealed record ListLayerVersionsOutput
{
    public string? NextMarker { get; init; }
    public IReadOnlyList<LayerVersionsListItem>? LayerVersions { get; init; }
}
