using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito;

public sealed record NumberAttributeConstraintsType
{
    [Length(min: 0, max: 131072)] public string? MinValue { get; init; }
    [Length(min: 0, max: 131072)] public string? MaxValue { get; init; }
}
