using Undercast.Protocol;

namespace Undercast.S3;

public sealed record AccelerateConfiguration
{
    public string? Status { get; init; }
}
