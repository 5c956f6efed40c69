using Undercast.Protocol;

namespace Undercast.Sqs;

public sealed record SendMessageBatchInput
{
    public string? QueueUrl { get; init; }
    [QueryFlattened("SendMessageBatchRequestEntry")] public IReadOnlyList<SendMessageBatchRequestEntry>? Entries { get; init; }
}

public sealed record SendMessageBatchOutput
{
    [QueryFlattened("SendMessageBatchResultEntry")] public IReadOnlyList<SendMessageBatchResultEntry>? Successful { get; init; }
    [QueryFlattened("BatchResultErrorEntry")] public IReadOnlyList<BatchResultErrorEntry>? Failed { get; init; }
}
