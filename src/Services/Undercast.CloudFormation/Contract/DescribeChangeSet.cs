using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.CloudFormation;

public sealed record DescribeChangeSetInput
{
    [Length(min: 1, max: 1600), Pattern(@"[a-zA-Z][-a-zA-Z0-9]*|arn:[-a-zA-Z0-9:/]*")] public required string ChangeSetName { get; init; }
    [Length(min: 1)]
    [Pattern(@"([a-zA-Z][-a-zA-Z0-9]*)|(arn:\b(aws|aws-us-gov|aws-cn)\b:[-a-zA-Z0-9:/._+]*)")]
    public string? StackName { get; init; }
    [Length(min: 1, max: 1024)] public string? NextToken { get; init; }
    public bool? IncludePropertyValues { get; init; }
}

public sealed record DescribeChangeSetOutput
{
    [Length(min: 1, max: 128), Pattern(@"[a-zA-Z][-a-zA-Z0-9]*")] public string? ChangeSetName { get; init; }
    [Length(min: 1), Pattern(@"arn:[-a-zA-Z0-9:/]*")] public string? ChangeSetId { get; init; }
    public string? StackId { get; init; }
    public string? StackName { get; init; }
    [Length(min: 1, max: 1024)] public string? Description { get; init; }
    public IReadOnlyList<Parameter>? Parameters { get; init; }
    public DateTimeOffset? CreationTime { get; init; }
    [OneOf("UNAVAILABLE", "AVAILABLE", "EXECUTE_IN_PROGRESS", "EXECUTE_COMPLETE", "EXECUTE_FAILED", "OBSOLETE")]
    public string? ExecutionStatus { get; init; }
    [OneOf("CREATE_PENDING", "CREATE_IN_PROGRESS", "CREATE_COMPLETE", "DELETE_PENDING", "DELETE_IN_PROGRESS", "DELETE_COMPLETE", "DELETE_FAILED", "FAILED")]
    public string? Status { get; init; }
    public string? StatusReason { get; init; }
    [OneOf("DRIFTED", "IN_SYNC", "UNKNOWN", "NOT_CHECKED")] public string? StackDriftStatus { get; init; }
    [Length(max: 5)] public IReadOnlyList<string>? NotificationARNs { get; init; }
    public RollbackConfiguration? RollbackConfiguration { get; init; }
    public IReadOnlyList<string>? Capabilities { get; init; }
    [Length(max: 50)] public IReadOnlyList<Tag>? Tags { get; init; }
    public IReadOnlyList<Change>? Changes { get; init; }
    [Length(min: 1, max: 1024)] public string? NextToken { get; init; }
    public bool? IncludeNestedStacks { get; init; }
    [Length(min: 1), Pattern(@"arn:[-a-zA-Z0-9:/]*")] public string? ParentChangeSetId { get; init; }
    [Length(min: 1), Pattern(@"arn:[-a-zA-Z0-9:/]*")] public string? RootChangeSetId { get; init; }
    [OneOf("DO_NOTHING", "ROLLBACK", "DELETE")] public string? OnStackFailure { get; init; }
    public bool? ImportExistingResources { get; init; }
    [OneOf("REVERT_DRIFT")] public string? DeploymentMode { get; init; }
}
