using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.CloudFormation;

public sealed record Stack
{
    public string? StackId { get; init; }
    public required string StackName { get; init; }
    [Length(min: 1), Pattern(@"arn:[-a-zA-Z0-9:/]*")] public string? ChangeSetId { get; init; }
    [Length(min: 1, max: 1024)] public string? Description { get; init; }
    public IReadOnlyList<Parameter>? Parameters { get; init; }
    public required DateTimeOffset CreationTime { get; init; }
    public DateTimeOffset? DeletionTime { get; init; }
    public DateTimeOffset? LastUpdatedTime { get; init; }
    public RollbackConfiguration? RollbackConfiguration { get; init; }
    [OneOf("CREATE_IN_PROGRESS", "CREATE_FAILED", "CREATE_COMPLETE", "ROLLBACK_IN_PROGRESS", "ROLLBACK_FAILED", "ROLLBACK_COMPLETE", "DELETE_IN_PROGRESS", "DELETE_FAILED", "DELETE_COMPLETE", "UPDATE_IN_PROGRESS", "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS", "UPDATE_COMPLETE", "UPDATE_FAILED", "UPDATE_ROLLBACK_IN_PROGRESS", "UPDATE_ROLLBACK_FAILED", "UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS", "UPDATE_ROLLBACK_COMPLETE", "REVIEW_IN_PROGRESS", "IMPORT_IN_PROGRESS", "IMPORT_COMPLETE", "IMPORT_ROLLBACK_IN_PROGRESS", "IMPORT_ROLLBACK_FAILED", "IMPORT_ROLLBACK_COMPLETE")]
    public required string StackStatus { get; init; }
    public string? StackStatusReason { get; init; }
    public bool? DisableRollback { get; init; }
    [Length(max: 5)] public IReadOnlyList<string>? NotificationARNs { get; init; }
    [Range(min: 1)] public int? TimeoutInMinutes { get; init; }
    public IReadOnlyList<string>? Capabilities { get; init; }
    public IReadOnlyList<Output>? Outputs { get; init; }
    [Length(min: 20, max: 2048)] public string? RoleARN { get; init; }
    [Length(max: 50)] public IReadOnlyList<Tag>? Tags { get; init; }
    public bool? EnableTerminationProtection { get; init; }
    public string? ParentId { get; init; }
    public string? RootId { get; init; }
    public StackDriftInformation? DriftInformation { get; init; }
    public bool? RetainExceptOnCreate { get; init; }
    [OneOf("STANDARD", "FORCE_DELETE_STACK")] public string? DeletionMode { get; init; }
    [OneOf("CONFIGURATION_COMPLETE", "VALIDATION_FAILED")] public string? DetailedStatus { get; init; }
    public IReadOnlyList<OperationEntry>? LastOperations { get; init; }
}
