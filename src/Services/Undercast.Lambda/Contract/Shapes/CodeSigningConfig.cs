using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Lambda;

public sealed record CodeSigningConfig
{
    [Pattern(@"csc-[a-zA-Z0-9-_\.]{17}")] public required string CodeSigningConfigId { get; init; }
    [Length(min: 0, max: 200)]
    [Pattern(@"arn:(aws[a-zA-Z-]*)?:lambda:[a-z]{2}((-gov)|(-iso(b?)))?-[a-z]+-\d{1}:\d{12}:code-signing-config:csc-[a-z0-9]{17}")]
    public required string CodeSigningConfigArn { get; init; }
    [Length(min: 0, max: 256)] public string? Description { get; init; }
    public required AllowedPublishers AllowedPublishers { get; init; }
    public required CodeSigningPolicies CodeSigningPolicies { get; init; }
    public required string LastModified { get; init; }
}
