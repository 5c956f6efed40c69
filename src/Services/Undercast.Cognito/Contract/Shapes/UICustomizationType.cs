using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito;

public sealed record UICustomizationType
{
    [Length(min: 1, max: 55), Pattern(@"[\w-]+_[0-9a-zA-Z]+")] public string? UserPoolId { get; init; }
    [Sensitive, Length(min: 1, max: 128), Pattern(@"[\w+]+")] public string? ClientId { get; init; }
    public string? ImageUrl { get; init; }
    [Length(min: 0, max: 131072)] public string? CSS { get; init; }
    public string? CSSVersion { get; init; }
    public DateTimeOffset? LastModifiedDate { get; init; }
    public DateTimeOffset? CreationDate { get; init; }
}
