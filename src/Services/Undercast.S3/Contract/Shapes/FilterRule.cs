using Undercast.Protocol;

namespace Undercast.S3;

public sealed record FilterRule
{
    public string? Name { get; init; }
    public string? Value { get; init; }
}
