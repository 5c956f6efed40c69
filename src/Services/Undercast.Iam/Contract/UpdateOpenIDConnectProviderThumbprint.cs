using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Iam;

public sealed record UpdateOpenIDConnectProviderThumbprintInput
{
    [Length(min: 20, max: 2048)] public required string OpenIDConnectProviderArn { get; init; }
    [Elements(MinLength = 40, MaxLength = 40)] public required IReadOnlyList<string> ThumbprintList { get; init; }
}
