using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Iam;

public sealed record LoginProfile
{
    [Length(min: 1, max: 64), Pattern(@"[\w+=,.@-]+")] public required string UserName { get; init; }
    public required DateTimeOffset CreateDate { get; init; }
    public bool? PasswordResetRequired { get; init; }
}
