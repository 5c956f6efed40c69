using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.CloudFormation;

public sealed record ValidateTemplateInput
{
    [Length(min: 1)] public string? TemplateBody { get; init; }
    [Length(min: 1, max: 5120)] public string? TemplateURL { get; init; }
}

public sealed record ValidateTemplateOutput
{
    public IReadOnlyList<TemplateParameter>? Parameters { get; init; }
    [Length(min: 1, max: 1024)] public string? Description { get; init; }
    public IReadOnlyList<string>? Capabilities { get; init; }
    public string? CapabilitiesReason { get; init; }
    public IReadOnlyList<string>? DeclaredTransforms { get; init; }
}
