using Undercast.Protocol;

namespace Undercast.Sqs;

public sealed record BatchResultErrorEntry
{
    public required string Id { get; init; }
    public required bool SenderFault { get; init; }
    public required string Code { get; init; }
    public string? Message { get; init; }
}
