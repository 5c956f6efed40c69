using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito;

public sealed record StringAttributeConstraintsType
{
    [Length(min: 0, max: 131072)] public string? MinLength { get; init; }
    [Length(min: 0, max: 131072)] public string? MaxLength { get; init; }
}
