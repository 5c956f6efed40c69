using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Iam;

public sealed record UntagOpenIDConnectProviderInput
{
    [Length(min: 20, max: 2048)] public required string OpenIDConnectProviderArn { get; init; }
    [Length(max: 50)]
    [Elements(MinLength = 1, MaxLength = 128, Pattern = @"[\p{L}\p{Z}\p{N}_.:/=+\-@]+")]
    public required IReadOnlyList<string> TagKeys { get; init; }
}
