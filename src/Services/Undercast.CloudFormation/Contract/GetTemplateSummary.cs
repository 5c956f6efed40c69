using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.CloudFormation;

[NotSupportedMember("StackSetName"), NotSupportedMember("CallAs"), NotSupportedMember("TemplateSummaryConfig")]
public sealed record GetTemplateSummaryInput
{
    [Length(min: 1)] public string? TemplateBody { get; init; }
    [Length(min: 1, max: 5120)] public string? TemplateURL { get; init; }
    [Length(min: 1)]
    [Pattern(@"([a-zA-Z][-a-zA-Z0-9]*)|(arn:\b(aws|aws-us-gov|aws-cn)\b:[-a-zA-Z0-9:/._+]*)")]
    public string? StackName { get; init; }
}

public sealed record GetTemplateSummaryOutput
{
    public IReadOnlyList<ParameterDeclaration>? Parameters { get; init; }
    [Length(min: 1, max: 1024)] public string? Description { get; init; }
    public IReadOnlyList<string>? Capabilities { get; init; }
    public string? CapabilitiesReason { get; init; }
    [Elements(MinLength = 1, MaxLength = 256)] public IReadOnlyList<string>? ResourceTypes { get; init; }
    public string? Version { get; init; }
    public string? Metadata { get; init; }
    public IReadOnlyList<string>? DeclaredTransforms { get; init; }
    public IReadOnlyList<ResourceIdentifierSummary>? ResourceIdentifierSummaries { get; init; }
    public Warnings? Warnings { get; init; }
}
