using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito;

public sealed record GetUICustomizationInput
{
    [Length(min: 1, max: 55), Pattern(@"[\w-]+_[0-9a-zA-Z]+")] public required string UserPoolId { get; init; }
    [Sensitive, Length(min: 1, max: 128), Pattern(@"[\w+]+")] public string? ClientId { get; init; }
}

public sealed record GetUICustomizationOutput
{
    public required UICustomizationType UICustomization { get; init; }
}
