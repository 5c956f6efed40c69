using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Iam;

public sealed record ListSAMLProviderTagsInput
{
    [Length(min: 20, max: 2048)] public required string SAMLProviderArn { get; init; }
    [Length(min: 1, max: 320), Pattern(@"[\u0020-\u00FF]+")] public string? Marker { get; init; }
    [Range(min: 1, max: 1000)] public int? MaxItems { get; init; }
}

public sealed record ListSAMLProviderTagsOutput
{
    [Length(max: 50)] public required IReadOnlyList<Tag> Tags { get; init; }
    public bool? IsTruncated { get; init; }
    public string? Marker { get; init; }
}
