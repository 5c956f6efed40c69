using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Ssm;

public sealed record ParameterMetadata
{
    [Length(min: 1, max: 2048)] public string? Name { get; init; }
    public string? ARN { get; init; }
    [OneOf("String", "StringList", "SecureString")] public string? Type { get; init; }
    [Length(min: 1, max: 256), Pattern(@"^([a-zA-Z0-9:/_-]+)$")] public string? KeyId { get; init; }
    public DateTimeOffset? LastModifiedDate { get; init; }
    public string? LastModifiedUser { get; init; }
    [Length(min: 0, max: 1024)] public string? Description { get; init; }
    [Length(min: 0, max: 1024)] public string? AllowedPattern { get; init; }
    public long? Version { get; init; }
    [OneOf("Standard", "Advanced", "Intelligent-Tiering")] public string? Tier { get; init; }
    public IReadOnlyList<ParameterInlinePolicy>? Policies { get; init; }
    [Length(min: 0, max: 128)] public string? DataType { get; init; }
}
