using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito;

public sealed record SignInPolicyType
{
    [Length(min: 1, max: 4)] public IReadOnlyList<string>? AllowedFirstAuthFactors { get; init; }
}
