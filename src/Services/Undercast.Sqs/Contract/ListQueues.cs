using Undercast.Protocol;

namespace Undercast.Sqs;

public sealed record ListQueuesInput
{
    public string? QueueNamePrefix { get; init; }
    public string? NextToken { get; init; }
    public int? MaxResults { get; init; }
}

public sealed record ListQueuesOutput
{
    [QueryFlattened("QueueUrl")] public IReadOnlyList<string>? QueueUrls { get; init; }
    public string? NextToken { get; init; }
}
