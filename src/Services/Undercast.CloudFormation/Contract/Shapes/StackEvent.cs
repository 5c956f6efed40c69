using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.CloudFormation;

public sealed record StackEvent
{
    public required string StackId { get; init; }
    public required string EventId { get; init; }
    public required string StackName { get; init; }
    public string? OperationId { get; init; }
    public string? LogicalResourceId { get; init; }
    public string? PhysicalResourceId { get; init; }
    [Length(min: 1, max: 256)] public string? ResourceType { get; init; }
    public required DateTimeOffset Timestamp { get; init; }
    [OneOf("CREATE_IN_PROGRESS", "CREATE_FAILED", "CREATE_COMPLETE", "DELETE_IN_PROGRESS", "DELETE_FAILED", "DELETE_COMPLETE", "DELETE_SKIPPED", "UPDATE_IN_PROGRESS", "UPDATE_FAILED", "UPDATE_COMPLETE", "IMPORT_FAILED", "IMPORT_COMPLETE", "IMPORT_IN_PROGRESS", "IMPORT_ROLLBACK_IN_PROGRESS", "IMPORT_ROLLBACK_FAILED", "IMPORT_ROLLBACK_COMPLETE", "EXPORT_FAILED", "EXPORT_COMPLETE", "EXPORT_IN_PROGRESS", "EXPORT_ROLLBACK_IN_PROGRESS", "EXPORT_ROLLBACK_FAILED", "EXPORT_ROLLBACK_COMPLETE", "UPDATE_ROLLBACK_IN_PROGRESS", "UPDATE_ROLLBACK_COMPLETE", "UPDATE_ROLLBACK_FAILED", "ROLLBACK_IN_PROGRESS", "ROLLBACK_COMPLETE", "ROLLBACK_FAILED")]
    public string? ResourceStatus { get; init; }
    public string? ResourceStatusReason { get; init; }
    public string? ResourceProperties { get; init; }
    [Length(min: 1, max: 128), Pattern(@"[a-zA-Z0-9][-a-zA-Z0-9]*")] public string? ClientRequestToken { get; init; }
    [Length(min: 1, max: 255)] public string? HookType { get; init; }
    [OneOf("HOOK_IN_PROGRESS", "HOOK_COMPLETE_SUCCEEDED", "HOOK_COMPLETE_FAILED", "HOOK_FAILED")]
    public string? HookStatus { get; init; }
    [Length(min: 1, max: 1024)] public string? HookStatusReason { get; init; }
    [OneOf("PRE_PROVISION")] public string? HookInvocationPoint { get; init; }
    [Length(min: 36, max: 36)]
    [Pattern(@"^[a-f0-9]{8}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{12}$")]
    public string? HookInvocationId { get; init; }
    [OneOf("FAIL", "WARN")] public string? HookFailureMode { get; init; }
    [OneOf("CONFIGURATION_COMPLETE", "VALIDATION_FAILED")] public string? DetailedStatus { get; init; }
}
