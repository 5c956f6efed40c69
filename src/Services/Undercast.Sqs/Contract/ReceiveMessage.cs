using Undercast.Protocol;

namespace Undercast.Sqs;

public sealed record ReceiveMessageInput
{
    public string? QueueUrl { get; init; }
    [QueryFlattened("AttributeName")] public IReadOnlyList<string>? AttributeNames { get; init; }
    [QueryFlattened("MessageSystemAttributeName")] public IReadOnlyList<string>? MessageSystemAttributeNames { get; init; }
    [QueryFlattened("MessageAttributeName")] public IReadOnlyList<string>? MessageAttributeNames { get; init; }
    public int? MaxNumberOfMessages { get; init; }
    public int? VisibilityTimeout { get; init; }
    public int? WaitTimeSeconds { get; init; }
    public string? ReceiveRequestAttemptId { get; init; }
}

public sealed record ReceiveMessageOutput
{
    [QueryFlattened("Message")] public IReadOnlyList<Message>? Messages { get; init; }
}
