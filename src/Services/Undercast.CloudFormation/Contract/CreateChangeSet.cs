using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.CloudFormation;

[NotSupportedMember("RollbackConfiguration"), NotSupportedMember("ResourceTypes"), NotSupportedMember("NotificationARNs"), NotSupportedMember("ResourcesToImport"), NotSupportedMember("DeploymentMode")]
public sealed record CreateChangeSetInput
{
    [Length(min: 1)]
    [Pattern(@"([a-zA-Z][-a-zA-Z0-9]*)|(arn:\b(aws|aws-us-gov|aws-cn)\b:[-a-zA-Z0-9:/._+]*)")]
    public required string StackName { get; init; }
    [Length(min: 1)] public string? TemplateBody { get; init; }
    [Length(min: 1, max: 5120)] public string? TemplateURL { get; init; }
    public bool? UsePreviousTemplate { get; init; }
    public IReadOnlyList<Parameter>? Parameters { get; init; }
    public IReadOnlyList<string>? Capabilities { get; init; }
    [Length(min: 20, max: 2048)] public string? RoleARN { get; init; }
    [Length(max: 50)] public IReadOnlyList<Tag>? Tags { get; init; }
    [Length(min: 1, max: 128), Pattern(@"[a-zA-Z][-a-zA-Z0-9]*")] public required string ChangeSetName { get; init; }
    [Length(min: 1, max: 1024)] public string? Description { get; init; }
    [OneOf("CREATE", "UPDATE", "IMPORT")] public string? ChangeSetType { get; init; }
    public bool? IncludeNestedStacks { get; init; }
    // Differs: a resource with a custom name that exists already is not taken in; making it fails the stack, with the service's own words.
    public bool? ImportExistingResources { get; init; }
    [Length(min: 1, max: 128)] public string? ClientToken { get; init; }
    [OneOf("DO_NOTHING", "ROLLBACK", "DELETE")] public string? OnStackFailure { get; init; }
}

public sealed record CreateChangeSetOutput
{
    [Length(min: 1), Pattern(@"arn:[-a-zA-Z0-9:/]*")] public string? Id { get; init; }
    public string? StackId { get; init; }
}
