using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito;

public sealed record DomainDescriptionType
{
    [Length(min: 1, max: 55), Pattern(@"[\w-]+_[0-9a-zA-Z]+")] public string? UserPoolId { get; init; }
    [Length(max: 12), Pattern(@"[0-9]+")] public string? AWSAccountId { get; init; }
    [Length(min: 1, max: 63), Pattern(@"^[a-z0-9](?:[a-z0-9\-]{0,61}[a-z0-9])?$")] public string? Domain { get; init; }
    [Length(min: 3, max: 1024), Pattern(@"^[0-9A-Za-z\.\-_]*(?<!\.)$")] public string? S3Bucket { get; init; }
    [Length(min: 0, max: 131072)] public string? CloudFrontDistribution { get; init; }
    [Length(min: 1, max: 20)] public string? Version { get; init; }
    [OneOf("CREATING", "DELETING", "UPDATING", "ACTIVE", "FAILED")] public string? Status { get; init; }
    public CustomDomainConfigType? CustomDomainConfig { get; init; }
    public int? ManagedLoginVersion { get; init; }
}
