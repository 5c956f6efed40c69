using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Logs;

public sealed record ResourcePolicy
{
    [WireName("policyName")] public string? PolicyName { get; init; }
    [WireName("policyDocument"), Length(min: 1, max: 51200)] public string? PolicyDocument { get; init; }
    [WireName("lastUpdatedTime"), Range(min: 0)] public long? LastUpdatedTime { get; init; }
    [WireName("policyScope"), OneOf("ACCOUNT", "RESOURCE")] public string? PolicyScope { get; init; }
    [WireName("resourceArn")] public string? ResourceArn { get; init; }
    [WireName("revisionId"), Length(min: 1)] public string? RevisionId { get; init; }
}
