using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Iam;

public sealed record GetAccountPasswordPolicyInput
{
}

public sealed record GetAccountPasswordPolicyOutput
{
    public required PasswordPolicy PasswordPolicy { get; init; }
}
