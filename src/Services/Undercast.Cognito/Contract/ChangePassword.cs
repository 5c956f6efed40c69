using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito;

public sealed record ChangePasswordInput
{
    [Sensitive, Length(max: 256), Pattern(@"[\S]+")] public string? PreviousPassword { get; init; }
    [Sensitive, Length(max: 256), Pattern(@"[\S]+")] public required string ProposedPassword { get; init; }
    [Sensitive, Pattern(@"[A-Za-z0-9-_=.]+")] public required string AccessToken { get; init; }
}

public sealed record ChangePasswordOutput
{
}
