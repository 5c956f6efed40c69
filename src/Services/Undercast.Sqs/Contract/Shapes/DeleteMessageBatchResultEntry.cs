using Undercast.Protocol;

namespace Undercast.Sqs;

public sealed record DeleteMessageBatchResultEntry
{
    public required string Id { get; init; }
}
