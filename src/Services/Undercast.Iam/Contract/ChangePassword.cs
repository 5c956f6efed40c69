using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Iam;

public sealed record ChangePasswordInput
{
    [Sensitive, Length(min: 1, max: 128), Pattern(@"[\u0009\u000A\u000D\u0020-\u00FF]+")] public required string OldPassword { get; init; }
    [Sensitive, Length(min: 1, max: 128), Pattern(@"[\u0009\u000A\u000D\u0020-\u00FF]+")] public required string NewPassword { get; init; }
}
