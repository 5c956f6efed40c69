using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Logs;

public sealed record DeleteResourcePolicyInput
{
    [WireName("policyName")] public string? PolicyName { get; init; }
    [WireName("resourceArn")] public string? ResourceArn { get; init; }
    [WireName("expectedRevisionId"), Length(min: 1)] public string? ExpectedRevisionId { get; init; }
}
