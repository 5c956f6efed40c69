using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.CloudFormation;

public sealed record ChangeSetSummary
{
    public string? StackId { get; init; }
    public string? StackName { get; init; }
    [Length(min: 1), Pattern(@"arn:[-a-zA-Z0-9:/]*")] public string? ChangeSetId { get; init; }
    [Length(min: 1, max: 128), Pattern(@"[a-zA-Z][-a-zA-Z0-9]*")] public string? ChangeSetName { get; init; }
    [OneOf("UNAVAILABLE", "AVAILABLE", "EXECUTE_IN_PROGRESS", "EXECUTE_COMPLETE", "EXECUTE_FAILED", "OBSOLETE")]
    public string? ExecutionStatus { get; init; }
    [OneOf("CREATE_PENDING", "CREATE_IN_PROGRESS", "CREATE_COMPLETE", "DELETE_PENDING", "DELETE_IN_PROGRESS", "DELETE_COMPLETE", "DELETE_FAILED", "FAILED")]
    public string? Status { get; init; }
    public string? StatusReason { get; init; }
    public DateTimeOffset? CreationTime { get; init; }
    [Length(min: 1, max: 1024)] public string? Description { get; init; }
    public bool? IncludeNestedStacks { get; init; }
    [Length(min: 1), Pattern(@"arn:[-a-zA-Z0-9:/]*")] public string? ParentChangeSetId { get; init; }
    [Length(min: 1), Pattern(@"arn:[-a-zA-Z0-9:/]*")] public string? RootChangeSetId { get; init; }
    public bool? ImportExistingResources { get; init; }
}
