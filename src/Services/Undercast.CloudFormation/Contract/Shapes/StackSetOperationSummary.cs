using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.CloudFormation;

public sealed record StackSetOperationSummary
{
    [Length(min: 1, max: 128), Pattern(@"[a-zA-Z0-9][-a-zA-Z0-9]*")] public string? OperationId { get; init; }
    [OneOf("CREATE", "UPDATE", "DELETE", "DETECT_DRIFT")] public string? Action { get; init; }
    [OneOf("RUNNING", "SUCCEEDED", "FAILED", "STOPPING", "STOPPED", "QUEUED")] public string? Status { get; init; }
    public DateTimeOffset? CreationTimestamp { get; init; }
    public DateTimeOffset? EndTimestamp { get; init; }
    public string? StatusReason { get; init; }
    public StackSetOperationStatusDetails? StatusDetails { get; init; }
    public StackSetOperationPreferences? OperationPreferences { get; init; }
}
