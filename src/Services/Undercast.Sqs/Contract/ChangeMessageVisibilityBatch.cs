using Undercast.Protocol;

namespace Undercast.Sqs;

public sealed record ChangeMessageVisibilityBatchInput
{
    public string? QueueUrl { get; init; }
    [QueryFlattened("ChangeMessageVisibilityBatchRequestEntry")] public IReadOnlyList<ChangeMessageVisibilityBatchRequestEntry>? Entries { get; init; }
}

public sealed record ChangeMessageVisibilityBatchOutput
{
    [QueryFlattened("ChangeMessageVisibilityBatchResultEntry")] public IReadOnlyList<ChangeMessageVisibilityBatchResultEntry>? Successful { get; init; }
    [QueryFlattened("BatchResultErrorEntry")] public IReadOnlyList<BatchResultErrorEntry>? Failed { get; init; }
}
