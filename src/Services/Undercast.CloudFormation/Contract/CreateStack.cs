using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.CloudFormation;

[NotSupportedMember("RollbackConfiguration"), NotSupportedMember("ResourceTypes"), NotSupportedMember("NotificationARNs")]
public sealed record CreateStackInput
{
    public required string StackName { get; init; }
    [Length(min: 1)] public string? TemplateBody { get; init; }
    [Length(min: 1, max: 5120)] public string? TemplateURL { get; init; }
    public IReadOnlyList<Parameter>? Parameters { get; init; }
    [Range(min: 1)] public int? TimeoutInMinutes { get; init; }
    public bool? DisableRollback { get; init; }
    public IReadOnlyList<string>? Capabilities { get; init; }
    [Length(min: 20, max: 2048)] public string? RoleARN { get; init; }
    [OneOf("DO_NOTHING", "ROLLBACK", "DELETE")] public string? OnFailure { get; init; }
    [Length(max: 50)] public IReadOnlyList<Tag>? Tags { get; init; }
    [Length(min: 1, max: 128), Pattern(@"[a-zA-Z0-9][-a-zA-Z0-9]*")] public string? ClientRequestToken { get; init; }
    [Length(min: 1, max: 16384)] public string? StackPolicyBody { get; init; }
    [Length(min: 1, max: 5120)] public string? StackPolicyURL { get; init; }
    public bool? RetainExceptOnCreate { get; init; }
    public bool? EnableTerminationProtection { get; init; }
}

public sealed record CreateStackOutput
{
    public string? StackId { get; init; }
    public string? OperationId { get; init; }
}
