using Undercast.Protocol;

namespace Undercast.Sqs;

public sealed record DeleteMessageBatchInput
{
    public string? QueueUrl { get; init; }
    [QueryFlattened("DeleteMessageBatchRequestEntry")] public IReadOnlyList<DeleteMessageBatchRequestEntry>? Entries { get; init; }
}

public sealed record DeleteMessageBatchOutput
{
    [QueryFlattened("DeleteMessageBatchResultEntry")] public IReadOnlyList<DeleteMessageBatchResultEntry>? Successful { get; init; }
    [QueryFlattened("BatchResultErrorEntry")] public IReadOnlyList<BatchResultErrorEntry>? Failed { get; init; }
}
