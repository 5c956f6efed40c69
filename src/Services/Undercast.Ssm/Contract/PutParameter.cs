using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Ssm;

[NotSupportedMember("KeyId"), NotSupportedMember("Policies")]
public sealed record PutParameterInput
{
    [Length(min: 1, max: 2048)] public required string Name { get; init; }
    [Length(min: 0, max: 1024)] public string? Description { get; init; }
    [Sensitive] public required string Value { get; init; }
    [OneOf("String", "StringList", "SecureString")] public string? Type { get; init; }
    public bool? Overwrite { get; init; }
    [Length(min: 0, max: 1024)] public string? AllowedPattern { get; init; }
    [Length(max: 1000)] public IReadOnlyList<Tag>? Tags { get; init; }
    [OneOf("Standard", "Advanced", "Intelligent-Tiering")] public string? Tier { get; init; }
    [Length(min: 0, max: 128)] public string? DataType { get; init; }
}

public sealed record PutParameterOutput
{
    public long? Version { get; init; }
    [OneOf("Standard", "Advanced", "Intelligent-Tiering")] public string? Tier { get; init; }
}
