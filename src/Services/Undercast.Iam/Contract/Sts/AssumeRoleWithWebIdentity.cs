using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Iam.Sts;

// AWS: only access tokens of OAuth 2, which are no JWTs, come with a ProviderId.
[NotSupportedMember("ProviderId")]
public sealed record AssumeRoleWithWebIdentityInput
{
    [Length(min: 20, max: 2048)]
    [Pattern(@"[\u0009\u000A\u000D\u0020-\u007E\u0085\u00A0-\uD7FF\uE000-\uFFFD\u10000-\u10FFFF]+")]
    public required string RoleArn { get; init; }
    [Length(min: 2, max: 64), Pattern(@"[\w+=,.@-]*")] public required string RoleSessionName { get; init; }
    [Sensitive, Length(min: 4, max: 20000)] public required string WebIdentityToken { get; init; }
    public IReadOnlyList<PolicyDescriptorType>? PolicyArns { get; init; }
    [Length(min: 1, max: 2048), Pattern(@"[\u0009\u000A\u000D\u0020-\u00FF]+")] public string? Policy { get; init; }
    [Range(min: 900, max: 43200)] public int? DurationSeconds { get; init; }
}

public sealed record AssumeRoleWithWebIdentityOutput
{
    public Credentials? Credentials { get; init; }
    [Length(min: 6, max: 255)] public string? SubjectFromWebIdentityToken { get; init; }
    public AssumedRoleUser? AssumedRoleUser { get; init; }
    [Range(min: 0)] public int? PackedPolicySize { get; init; }
    public string? Provider { get; init; }
    public string? Audience { get; init; }
    [Length(min: 2, max: 64), Pattern(@"[\w+=,.@-]*")] public string? SourceIdentity { get; init; }
}
