using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito;

public sealed record ProviderUserIdentifierType
{
    [Length(min: 1, max: 32), Pattern(@"[\p{L}\p{M}\p{S}\p{N}\p{P}\p{Z}]+")] public string? ProviderName { get; init; }
    [Length(min: 0, max: 131072)] public string? ProviderAttributeName { get; init; }
    [Length(min: 0, max: 131072)] public string? ProviderAttributeValue { get; init; }
}
