using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Iam;

public sealed record SimulatePrincipalPolicyInput
{
    [Length(min: 20, max: 2048)] public required string PolicySourceArn { get; init; }
    [Elements(MinLength = 1, MaxLength = 131072, Pattern = @"[\u0009\u000A\u000D\u0020-\u00FF]+")]
    public IReadOnlyList<string>? PolicyInputList { get; init; }
    [Elements(MinLength = 1, MaxLength = 131072, Pattern = @"[\u0009\u000A\u000D\u0020-\u00FF]+")]
    public IReadOnlyList<string>? PermissionsBoundaryPolicyInputList { get; init; }
    [Elements(MinLength = 3, MaxLength = 128)] public required IReadOnlyList<string> ActionNames { get; init; }
    [Elements(MinLength = 1, MaxLength = 2048)] public IReadOnlyList<string>? ResourceArns { get; init; }
    [Length(min: 1, max: 131072), Pattern(@"[\u0009\u000A\u000D\u0020-\u00FF]+")] public string? ResourcePolicy { get; init; }
    [Length(min: 1, max: 2048)] public string? ResourceOwner { get; init; }
    [Length(min: 1, max: 2048)] public string? CallerArn { get; init; }
    public IReadOnlyList<ContextEntry>? ContextEntries { get; init; }
    [Length(min: 1, max: 64)] public string? ResourceHandlingOption { get; init; }
    [Range(min: 1, max: 1000)] public int? MaxItems { get; init; }
    [Length(min: 1, max: 320), Pattern(@"[\u0020-\u00FF]+")] public string? Marker { get; init; }
}

public sealed record SimulatePrincipalPolicyOutput
{
    public IReadOnlyList<EvaluationResult>? EvaluationResults { get; init; }
    public bool? IsTruncated { get; init; }
    public string? Marker { get; init; }
}
