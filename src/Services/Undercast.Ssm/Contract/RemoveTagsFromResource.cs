using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Ssm;

public sealed record RemoveTagsFromResourceInput
{
    [OneOf("Document", "ManagedInstance", "MaintenanceWindow", "Parameter", "PatchBaseline", "OpsItem", "OpsMetadata", "Automation", "Association")]
    public required string ResourceType { get; init; }
    public required string ResourceId { get; init; }
    [Elements(MinLength = 1, MaxLength = 128, Pattern = @"^([\p{L}\p{Z}\p{N}_.:/=+\-@]*)$")] public required IReadOnlyList<string> TagKeys { get; init; }
}

public sealed record RemoveTagsFromResourceOutput
{
}
