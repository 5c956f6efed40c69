using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Iam.Sts;

[NotSupportedMember("ProvidedContexts")]
public sealed record AssumeRoleInput
{
    [Length(min: 20, max: 2048)]
    [Pattern(@"[\u0009\u000A\u000D\u0020-\u007E\u0085\u00A0-\uD7FF\uE000-\uFFFD\u10000-\u10FFFF]+")]
    public required string RoleArn { get; init; }
    [Length(min: 2, max: 64), Pattern(@"[\w+=,.@-]*")] public required string RoleSessionName { get; init; }
    public IReadOnlyList<PolicyDescriptorType>? PolicyArns { get; init; }
    [Length(min: 1), Pattern(@"[\u0009\u000A\u000D\u0020-\u00FF]+")] public string? Policy { get; init; }
    [Range(min: 900, max: 43200)] public int? DurationSeconds { get; init; }
    [Length(max: 50)] public IReadOnlyList<Tag>? Tags { get; init; }
    [Length(max: 50)]
    [Elements(MinLength = 1, MaxLength = 128, Pattern = @"[\p{L}\p{Z}\p{N}_.:/=+\-@]+")]
    public IReadOnlyList<string>? TransitiveTagKeys { get; init; }
    [Length(min: 2, max: 1224), Pattern(@"[\w+=,.@:\/-]*")] public string? ExternalId { get; init; }
    [Length(min: 2, max: 64), Pattern(@"[\w+=,.@-]*")] public string? SourceIdentity { get; init; }
    [Length(min: 9, max: 256), Pattern(@"[\w+=/:,.@-]*")] public string? SerialNumber { get; init; }
    [Length(min: 6, max: 6), Pattern(@"[\d]*")] public string? TokenCode { get; init; }
}

public sealed record AssumeRoleOutput
{
    public Credentials? Credentials { get; init; }
    public AssumedRoleUser? AssumedRoleUser { get; init; }
    [Range(min: 0)] public int? PackedPolicySize { get; init; }
    [Length(min: 2, max: 64), Pattern(@"[\w+=,.@-]*")] public string? SourceIdentity { get; init; }
}
