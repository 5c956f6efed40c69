using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Ssm;

public sealed record AddTagsToResourceInput
{
    [OneOf("Document", "ManagedInstance", "MaintenanceWindow", "Parameter", "PatchBaseline", "OpsItem", "OpsMetadata", "Automation", "Association")]
    public required string ResourceType { get; init; }
    public required string ResourceId { get; init; }
    [Length(max: 1000)] public required IReadOnlyList<Tag> Tags { get; init; }
}

public sealed record AddTagsToResourceOutput
{
}
