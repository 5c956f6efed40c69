using Undercast.Protocol;

namespace Undercast.S3;

public sealed record Condition
{
    public string? HttpErrorCodeReturnedEquals { get; init; }
    public string? KeyPrefixEquals { get; init; }
}
