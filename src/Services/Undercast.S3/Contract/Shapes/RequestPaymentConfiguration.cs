using Undercast.Protocol;

namespace Undercast.S3;

public sealed record RequestPaymentConfiguration
{
    public required string Payer { get; init; }
}
