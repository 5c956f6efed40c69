using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.CloudFormation;

public sealed record ResourceChangeDetail
{
    public ResourceTargetDefinition? Target { get; init; }
    [OneOf("Static", "Dynamic")] public string? Evaluation { get; init; }
    [OneOf("ResourceReference", "ParameterReference", "ResourceAttribute", "DirectModification", "Automatic", "NoModification")]
    public string? ChangeSource { get; init; }
    public string? CausingEntity { get; init; }
}
