using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.DynamoDb.Streams;

public sealed record StreamRecord
{
    public DateTimeOffset? ApproximateCreationDateTime { get; init; }
    public AttributeMap? Keys { get; init; }
    public AttributeMap? NewImage { get; init; }
    public AttributeMap? OldImage { get; init; }
    [Length(min: 21, max: 40)] public string? SequenceNumber { get; init; }
    [Range(min: 1)] public long? SizeBytes { get; init; }
    [OneOf("NEW_IMAGE", "OLD_IMAGE", "NEW_AND_OLD_IMAGES", "KEYS_ONLY")] public string? StreamViewType { get; init; }
}
