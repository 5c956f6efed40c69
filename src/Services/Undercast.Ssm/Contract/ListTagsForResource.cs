using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Ssm;

public sealed record ListTagsForResourceInput
{
    [OneOf("Document", "ManagedInstance", "MaintenanceWindow", "Parameter", "PatchBaseline", "OpsItem", "OpsMetadata", "Automation", "Association")]
    public required string ResourceType { get; init; }
    public required string ResourceId { get; init; }
}

public sealed record ListTagsForResourceOutput
{
    [Length(max: 1000)] public IReadOnlyList<Tag>? TagList { get; init; }
}
