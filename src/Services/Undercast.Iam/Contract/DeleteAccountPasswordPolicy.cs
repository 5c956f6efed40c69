using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Iam;

public sealed record DeleteAccountPasswordPolicyInput
{
}
