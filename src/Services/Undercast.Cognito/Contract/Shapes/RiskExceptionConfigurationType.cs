using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito;

public sealed record RiskExceptionConfigurationType
{
    [Length(max: 200), Elements(MinLength = 0, MaxLength = 131072)] public IReadOnlyList<string>? BlockedIPRangeList { get; init; }
    [Length(max: 200), Elements(MinLength = 0, MaxLength = 131072)] public IReadOnlyList<string>? SkippedIPRangeList { get; init; }
}
