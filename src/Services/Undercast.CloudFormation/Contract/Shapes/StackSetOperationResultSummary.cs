using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.CloudFormation;

public sealed record StackSetOperationResultSummary
{
    [Pattern(@"^[0-9]{12}$")] public string? Account { get; init; }
    [Pattern(@"^[a-zA-Z0-9-]{1,128}$")] public string? Region { get; init; }
    [OneOf("PENDING", "RUNNING", "SUCCEEDED", "FAILED", "CANCELLED")] public string? Status { get; init; }
    public string? StatusReason { get; init; }
}
