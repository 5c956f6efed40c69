using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Iam.Sts;

public sealed record DecodeAuthorizationMessageInput
{
    [Length(min: 1, max: 10240)] public required string EncodedMessage { get; init; }
}

public sealed record DecodeAuthorizationMessageOutput
{
    public string? DecodedMessage { get; init; }
}
