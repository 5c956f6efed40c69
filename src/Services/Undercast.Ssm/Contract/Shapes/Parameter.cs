using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Ssm;

public sealed record Parameter
{
    [Length(min: 1, max: 2048)] public string? Name { get; init; }
    [OneOf("String", "StringList", "SecureString")] public string? Type { get; init; }
    [Sensitive] public string? Value { get; init; }
    public long? Version { get; init; }
    [Length(min: 0, max: 128)] public string? Selector { get; init; }
    public string? SourceResult { get; init; }
    public DateTimeOffset? LastModifiedDate { get; init; }
    public string? ARN { get; init; }
    [Length(min: 0, max: 128)] public string? DataType { get; init; }
}
