using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.CloudFormation;

public sealed record ResourceDriftIgnoredAttribute
{
    public string? Path { get; init; }
    [OneOf("MANAGED_BY_AWS", "WRITE_ONLY_PROPERTY")] public string? Reason { get; init; }
}
