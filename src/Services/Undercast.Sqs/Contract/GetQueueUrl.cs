using Undercast.Protocol;

namespace Undercast.Sqs;

public sealed record GetQueueUrlInput
{
    public string? QueueName { get; init; }
    public string? QueueOwnerAWSAccountId { get; init; }
}

public sealed record GetQueueUrlOutput
{
    public string? QueueUrl { get; init; }
}
