using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito.Identity;

public sealed record TagResourceInput
{
    [Length(min: 20, max: 2048)] public required string ResourceArn { get; init; }
    [Elements(MinLength = 0, MaxLength = 256)] public required IReadOnlyDictionary<string, string> Tags { get; init; }
}

public sealed record TagResourceOutput
{
}
