using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.CloudFormation;

public sealed record StackSetOperationResultSummary
{
    [Pattern(@"^[0-9]{12}$")] public string? Account { get; init; }
    [Pattern(@"^[a-zA-Z0-9-]{1,128}$")] public string? Region { get; init; }
    [OneOf("PENDING", "RUNNING", "SUCCEEDED", "FAILED", "CANCELLED")] public string? Status { get; init; }
    public string? StatusReason { get; init; }
    public AccountGateResult? AccountGateResult { get; init; }
    [Pattern(@"^(ou-[a-z0-9]{4,32}-[a-z0-9]{8,32}|r-[a-z0-9]{4,32})$")] public string? OrganizationalUnitId { get; init; }
}
