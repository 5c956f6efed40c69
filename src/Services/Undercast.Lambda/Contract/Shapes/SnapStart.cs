using Undercast.Protocol;

namespace Undercast.Lambda;

public sealed record SnapStart
{
    [OneOf("PublishedVersions", "None")] public string? ApplyOn { get; init; }
}
