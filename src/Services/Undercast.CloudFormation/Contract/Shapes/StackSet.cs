using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.CloudFormation;

public sealed record StackSet
{
    public string? StackSetName { get; init; }
    public string? StackSetId { get; init; }
    [Length(min: 1, max: 1024)] public string? Description { get; init; }
    [OneOf("ACTIVE", "DELETED")] public string? Status { get; init; }
    [Length(min: 1)] public string? TemplateBody { get; init; }
    public IReadOnlyList<Parameter>? Parameters { get; init; }
    public IReadOnlyList<string>? Capabilities { get; init; }
    [Length(max: 50)] public IReadOnlyList<Tag>? Tags { get; init; }
    public string? StackSetARN { get; init; }
    [Length(min: 20, max: 2048)] public string? AdministrationRoleARN { get; init; }
    [Length(min: 1, max: 64), Pattern(@"[a-zA-Z_0-9+=,.@-]+")] public string? ExecutionRoleName { get; init; }
    [OneOf("SERVICE_MANAGED", "SELF_MANAGED")] public string? PermissionModel { get; init; }
    public ManagedExecution? ManagedExecution { get; init; }
    [Elements(Pattern = @"^[a-zA-Z0-9-]{1,128}$")] public IReadOnlyList<string>? Regions { get; init; }
}
