using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Iam;

public sealed record UpdateLoginProfileInput
{
    [Length(min: 1, max: 64), Pattern(@"[\w+=,.@-]+")] public required string UserName { get; init; }
    [Sensitive, Length(min: 1, max: 128), Pattern(@"[\u0009\u000A\u000D\u0020-\u00FF]+")] public string? Password { get; init; }
    public bool? PasswordResetRequired { get; init; }
}
