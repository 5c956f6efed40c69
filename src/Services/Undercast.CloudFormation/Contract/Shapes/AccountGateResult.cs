using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.CloudFormation;

public sealed record AccountGateResult
{
    [OneOf("SUCCEEDED", "FAILED", "SKIPPED")] public string? Status { get; init; }
    public string? StatusReason { get; init; }
}
