using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Iam;

public sealed record CreateLoginProfileInput
{
    [Length(min: 1, max: 64), Pattern(@"[\w+=,.@-]+")] public string? UserName { get; init; }
    [Sensitive, Length(min: 1, max: 128), Pattern(@"[\u0009\u000A\u000D\u0020-\u00FF]+")] public string? Password { get; init; }
    public bool? PasswordResetRequired { get; init; }
}

public sealed record CreateLoginProfileOutput
{
    public required LoginProfile LoginProfile { get; init; }
}
