using Undercast.Protocol;

namespace Undercast.Lambda;

[NotSupportedMember("ImageConfig"), NotSupportedMember("CodeSigningConfigArn"), NotSupportedMember("CapacityProviderConfig"), NotSupportedMember("PublishTo"), NotSupportedMember("DurableConfig"), NotSupportedMember("TenancyConfig")]
public sealed record CreateFunctionInput
{
    [Length(min: 1, max: 140)]
    [Pattern(@"(arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:)?(\d{12}:)?(function:)?([a-zA-Z0-9-_]+)(:(\$LATEST|[a-zA-Z0-9-_]+))?")]
    public required string FunctionName { get; init; }
    [OneOf("nodejs", "nodejs4.3", "nodejs6.10", "nodejs8.10", "nodejs10.x", "nodejs12.x", "nodejs14.x", "nodejs16.x", "java8", "java8.al2", "java11", "python2.7", "python3.6", "python3.7", "python3.8", "python3.9", "dotnetcore1.0", "dotnetcore2.0", "dotnetcore2.1", "dotnetcore3.1", "dotnet6", "dotnet8", "nodejs4.3-edge", "go1.x", "ruby2.5", "ruby2.7", "provided", "provided.al2", "nodejs18.x", "python3.10", "java17", "ruby3.2", "ruby3.3", "ruby3.4", "python3.11", "nodejs20.x", "provided.al2023", "python3.12", "java21", "python3.13", "nodejs22.x", "nodejs24.x", "python3.14", "java25", "dotnet10", "ruby4.0")]
    public string? Runtime { get; init; }
    [Pattern(@"arn:(aws[a-zA-Z-]*)?:iam::\d{12}:role/?[a-zA-Z_0-9+=,.@\-_/]+")] public required string Role { get; init; }
    [Length(min: 0, max: 128), Pattern(@"[^\s]+")] public string? Handler { get; init; }
    public required FunctionCode Code { get; init; }
    [Length(min: 0, max: 256)] public string? Description { get; init; }
    [Range(min: 1)] public int? Timeout { get; init; }
    [Range(min: 128, max: 32768)] public int? MemorySize { get; init; }
    public bool? Publish { get; init; }
    public VpcConfig? VpcConfig { get; init; }
    [OneOf("Zip", "Image")] public string? PackageType { get; init; }
    public DeadLetterConfig? DeadLetterConfig { get; init; }
    public Environment? Environment { get; init; }
    [Pattern(@"(arn:(aws[a-zA-Z-]*)?:[a-z0-9-.]+:.*)|()")] public string? KMSKeyArn { get; init; }
    public TracingConfig? TracingConfig { get; init; }
    public IReadOnlyDictionary<string, string>? Tags { get; init; }
    [Elements(MinLength = 1, MaxLength = 140, Pattern = @"arn:[a-zA-Z0-9-]+:lambda:[a-zA-Z0-9-]+:\d{12}:layer:[a-zA-Z0-9-_]+:[0-9]+")]
    public IReadOnlyList<string>? Layers { get; init; }
    [Length(min: 0, max: 1)] public IReadOnlyList<FileSystemConfig>? FileSystemConfigs { get; init; }
    [Length(min: 1, max: 1)] public IReadOnlyList<string>? Architectures { get; init; }
    public EphemeralStorage? EphemeralStorage { get; init; }
    public SnapStart? SnapStart { get; init; }
    public LoggingConfig? LoggingConfig { get; init; }
}
