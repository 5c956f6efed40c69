using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.CloudFormation;

public sealed record ResourceTargetDefinition
{
    [OneOf("Properties", "Metadata", "CreationPolicy", "UpdatePolicy", "DeletionPolicy", "UpdateReplacePolicy", "Tags")]
    public string? Attribute { get; init; }
    public string? Name { get; init; }
    [OneOf("Never", "Conditionally", "Always")] public string? RequiresRecreation { get; init; }
    public string? Path { get; init; }
    public string? BeforeValue { get; init; }
    public string? AfterValue { get; init; }
    [OneOf("PREVIOUS_DEPLOYMENT_STATE", "ACTUAL_STATE")] public string? BeforeValueFrom { get; init; }
    [OneOf("TEMPLATE")] public string? AfterValueFrom { get; init; }
    public LiveResourceDrift? Drift { get; init; }
    [OneOf("Add", "Remove", "Modify", "SyncWithActual")] public string? AttributeChangeType { get; init; }
}
