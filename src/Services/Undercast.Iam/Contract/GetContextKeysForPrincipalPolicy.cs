using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Iam;

public sealed record GetContextKeysForPrincipalPolicyInput
{
    [Length(min: 20, max: 2048)] public required string PolicySourceArn { get; init; }
    [Elements(MinLength = 1, MaxLength = 131072, Pattern = @"[\u0009\u000A\u000D\u0020-\u00FF]+")]
    public IReadOnlyList<string>? PolicyInputList { get; init; }
}

public sealed record GetContextKeysForPrincipalPolicyOutput
{
    [Elements(MinLength = 5, MaxLength = 256)] public IReadOnlyList<string>? ContextKeyNames { get; init; }
}
