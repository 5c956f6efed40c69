using Undercast.Protocol;

namespace Undercast.Sqs;

public sealed record UntagQueueInput
{
    public string? QueueUrl { get; init; }
    [QueryFlattened("TagKey")] public IReadOnlyList<string>? TagKeys { get; init; }
}
