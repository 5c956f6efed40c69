using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.CloudFormation;

public sealed record Change
{
    [OneOf("Resource")] public string? Type { get; init; }
    [Range(min: 1, max: 100)] public int? HookInvocationCount { get; init; }
    public ResourceChange? ResourceChange { get; init; }
}
