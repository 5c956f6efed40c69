using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito.Identity;

public sealed record UntagResourceInput
{
    [Length(min: 20, max: 2048)] public required string ResourceArn { get; init; }
    [Elements(MinLength = 1, MaxLength = 128)] public required IReadOnlyList<string> TagKeys { get; init; }
}

public sealed record UntagResourceOutput
{
}
