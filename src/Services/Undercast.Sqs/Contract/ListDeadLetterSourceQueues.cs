using Undercast.Protocol;

namespace Undercast.Sqs;

public sealed record ListDeadLetterSourceQueuesInput
{
    public string? QueueUrl { get; init; }
    public string? NextToken { get; init; }
    public int? MaxResults { get; init; }
}

public sealed record ListDeadLetterSourceQueuesOutput
{
    [QueryFlattened("QueueUrl")] [WireName("queueUrls")] public IReadOnlyList<string>? QueueUrls { get; init; }
    public string? NextToken { get; init; }
}
