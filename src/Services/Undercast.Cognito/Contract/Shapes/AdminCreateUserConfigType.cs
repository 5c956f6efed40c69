using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito;

public sealed record AdminCreateUserConfigType
{
    public bool? AllowAdminCreateUserOnly { get; init; }
    [Range(min: 0, max: 365)] public int? UnusedAccountValidityDays { get; init; }
    public MessageTemplateType? InviteMessageTemplate { get; init; }
}
