using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.DynamoDb;

public sealed record StreamSpecification
{
    public required bool StreamEnabled { get; init; }
    [OneOf("NEW_IMAGE", "OLD_IMAGE", "NEW_AND_OLD_IMAGES", "KEYS_ONLY")] public string? StreamViewType { get; init; }
}
