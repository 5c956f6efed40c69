using Undercast.Protocol;

namespace Undercast.S3.Control;

public sealed record VpcConfiguration
{
    public required string VpcId { get; init; }
}
