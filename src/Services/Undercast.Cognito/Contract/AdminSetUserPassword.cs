using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito;

public sealed record AdminSetUserPasswordInput
{
    [Length(min: 1, max: 55), Pattern(@"[\w-]+_[0-9a-zA-Z]+")] public required string UserPoolId { get; init; }
    [Sensitive, Length(min: 1, max: 128), Pattern(@"[\p{L}\p{M}\p{S}\p{N}\p{P}]+")] public required string Username { get; init; }
    [Sensitive, Length(max: 256), Pattern(@"[\S]+")] public required string Password { get; init; }
    public bool? Permanent { get; init; }
}

public sealed record AdminSetUserPasswordOutput
{
}
