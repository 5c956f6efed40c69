using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito;

public sealed record VerifyUserAttributeInput
{
    [Sensitive, Pattern(@"[A-Za-z0-9-_=.]+")] public required string AccessToken { get; init; }
    [Length(min: 1, max: 32), Pattern(@"[\p{L}\p{M}\p{S}\p{N}\p{P}\t\n\r ]+")] public required string AttributeName { get; init; }
    [Length(min: 1, max: 2048), Pattern(@"[\S]+")] public required string Code { get; init; }
}

public sealed record VerifyUserAttributeOutput
{
}
