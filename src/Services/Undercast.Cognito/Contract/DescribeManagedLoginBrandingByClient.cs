using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito;

public sealed record DescribeManagedLoginBrandingByClientInput
{
    [Length(min: 1, max: 55), Pattern(@"[\w-]+_[0-9a-zA-Z]+")] public required string UserPoolId { get; init; }
    [Sensitive, Length(min: 1, max: 128), Pattern(@"[\w+]+")] public required string ClientId { get; init; }
    public bool? ReturnMergedResources { get; init; }
}

public sealed record DescribeManagedLoginBrandingByClientOutput
{
    public ManagedLoginBrandingType? ManagedLoginBranding { get; init; }
}
