using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito;

public sealed record DeleteUserAttributesInput
{
    [Elements(MinLength = 1, MaxLength = 32, Pattern = @"[\p{L}\p{M}\p{S}\p{N}\p{P}\t\n\r ]+")] public required IReadOnlyList<string> UserAttributeNames { get; init; }
    [Sensitive, Pattern(@"[A-Za-z0-9-_=.]+")] public required string AccessToken { get; init; }
}

public sealed record DeleteUserAttributesOutput
{
}
