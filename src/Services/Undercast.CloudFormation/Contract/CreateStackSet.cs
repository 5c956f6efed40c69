using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.CloudFormation;

[NotSupportedMember("StackId"), NotSupportedMember("AutoDeployment")]
public sealed record CreateStackSetInput
{
    public required string StackSetName { get; init; }
    [Length(min: 1, max: 1024)] public string? Description { get; init; }
    [Length(min: 1)] public string? TemplateBody { get; init; }
    [Length(min: 1, max: 5120)] public string? TemplateURL { get; init; }
    public IReadOnlyList<Parameter>? Parameters { get; init; }
    public IReadOnlyList<string>? Capabilities { get; init; }
    [Length(max: 50)] public IReadOnlyList<Tag>? Tags { get; init; }
    [Length(min: 20, max: 2048)] public string? AdministrationRoleARN { get; init; }
    [Length(min: 1, max: 64), Pattern(@"[a-zA-Z_0-9+=,.@-]+")] public string? ExecutionRoleName { get; init; }
    [OneOf("SERVICE_MANAGED", "SELF_MANAGED")] public string? PermissionModel { get; init; }
    [OneOf("SELF", "DELEGATED_ADMIN")] public string? CallAs { get; init; }
    [IdempotencyToken, Length(min: 1, max: 128), Pattern(@"[a-zA-Z0-9][-a-zA-Z0-9]*")] public string? ClientRequestToken { get; init; }
    public ManagedExecution? ManagedExecution { get; init; }
}

public sealed record CreateStackSetOutput
{
    public string? StackSetId { get; init; }
}
