using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Logs;

public sealed record PutResourcePolicyInput
{
    [WireName("policyName")] public string? PolicyName { get; init; }
    [WireName("policyDocument"), Length(min: 1, max: 51200)] public string? PolicyDocument { get; init; }
    [WireName("resourceArn")] public string? ResourceArn { get; init; }
    [WireName("expectedRevisionId"), Length(min: 1)] public string? ExpectedRevisionId { get; init; }
}

public sealed record PutResourcePolicyOutput
{
    [WireName("resourcePolicy")] public ResourcePolicy? ResourcePolicy { get; init; }
    [WireName("revisionId"), Length(min: 1)] public string? RevisionId { get; init; }
}
