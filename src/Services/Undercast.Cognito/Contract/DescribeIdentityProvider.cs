using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito;

public sealed record DescribeIdentityProviderInput
{
    [Length(min: 1, max: 55), Pattern(@"[\w-]+_[0-9a-zA-Z]+")] public required string UserPoolId { get; init; }
    [Length(min: 1, max: 32), Pattern(@"[\p{L}\p{M}\p{S}\p{N}\p{P}\p{Z}]+")] public required string ProviderName { get; init; }
}

public sealed record DescribeIdentityProviderOutput
{
    public required IdentityProviderType IdentityProvider { get; init; }
}
