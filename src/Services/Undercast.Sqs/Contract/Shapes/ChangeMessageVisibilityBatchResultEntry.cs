using Undercast.Protocol;

namespace Undercast.Sqs;

public sealed record ChangeMessageVisibilityBatchResultEntry
{
    public required string Id { get; init; }
}
