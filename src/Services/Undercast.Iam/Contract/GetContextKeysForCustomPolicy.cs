using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Iam;

public sealed record GetContextKeysForCustomPolicyInput
{
    [Elements(MinLength = 1, MaxLength = 131072, Pattern = @"[\u0009\u000A\u000D\u0020-\u00FF]+")]
    public required IReadOnlyList<string> PolicyInputList { get; init; }
}

public sealed record GetContextKeysForCustomPolicyOutput
{
    [Elements(MinLength = 5, MaxLength = 256)] public IReadOnlyList<string>? ContextKeyNames { get; init; }
}
