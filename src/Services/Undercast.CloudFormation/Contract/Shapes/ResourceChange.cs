using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.CloudFormation;

public sealed record ResourceChange
{
    [OneOf("Delete", "Retain", "Snapshot", "ReplaceAndDelete", "ReplaceAndRetain", "ReplaceAndSnapshot")]
    public string? PolicyAction { get; init; }
    [OneOf("Add", "Modify", "Remove", "Import", "Dynamic", "SyncWithActual")] public string? Action { get; init; }
    public string? LogicalResourceId { get; init; }
    public string? PhysicalResourceId { get; init; }
    [Length(min: 1, max: 256)] public string? ResourceType { get; init; }
    [OneOf("True", "False", "Conditional")] public string? Replacement { get; init; }
    public IReadOnlyList<string>? Scope { get; init; }
    [OneOf("IN_SYNC", "MODIFIED", "DELETED", "NOT_CHECKED", "UNKNOWN", "UNSUPPORTED")] public string? ResourceDriftStatus { get; init; }
    public IReadOnlyList<ResourceDriftIgnoredAttribute>? ResourceDriftIgnoredAttributes { get; init; }
    public IReadOnlyList<ResourceChangeDetail>? Details { get; init; }
    [Length(min: 1), Pattern(@"arn:[-a-zA-Z0-9:/]*")] public string? ChangeSetId { get; init; }
    public ModuleInfo? ModuleInfo { get; init; }
    public string? BeforeContext { get; init; }
    public string? AfterContext { get; init; }
    public string? PreviousDeploymentContext { get; init; }
}
