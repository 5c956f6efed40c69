using Undercast.Protocol;

namespace Undercast.Sqs;

public sealed record RemovePermissionInput
{
    public string? QueueUrl { get; init; }
    public string? Label { get; init; }
}
