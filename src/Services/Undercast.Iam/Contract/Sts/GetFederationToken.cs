using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Iam.Sts;

public sealed record GetFederationTokenInput
{
    [Length(min: 2, max: 32), Pattern(@"[\w+=,.@-]*")] public required string Name { get; init; }
    [Length(min: 1, max: 2048), Pattern(@"[\u0009\u000A\u000D\u0020-\u00FF]+")] public string? Policy { get; init; }
    public IReadOnlyList<PolicyDescriptorType>? PolicyArns { get; init; }
    [Range(min: 900, max: 129600)] public int? DurationSeconds { get; init; }
    [Length(max: 50)] public IReadOnlyList<Tag>? Tags { get; init; }
}

public sealed record GetFederationTokenOutput
{
    public Credentials? Credentials { get; init; }
    public FederatedUser? FederatedUser { get; init; }
    [Range(min: 0)] public int? PackedPolicySize { get; init; }
}
