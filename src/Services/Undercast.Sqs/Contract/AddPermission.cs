using Undercast.Protocol;

namespace Undercast.Sqs;

public sealed record AddPermissionInput
{
    public string? QueueUrl { get; init; }
    public string? Label { get; init; }
    [QueryFlattened("AWSAccountId")] public IReadOnlyList<string>? AWSAccountIds { get; init; }
    [QueryFlattened("ActionName")] public IReadOnlyList<string>? Actions { get; init; }
}
