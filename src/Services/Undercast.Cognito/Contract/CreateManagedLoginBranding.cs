using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito;

public sealed record CreateManagedLoginBrandingInput
{
    [Length(min: 1, max: 55), Pattern(@"[\w-]+_[0-9a-zA-Z]+")] public required string UserPoolId { get; init; }
    [Sensitive, Length(min: 1, max: 128), Pattern(@"[\w+]+")] public required string ClientId { get; init; }
    public bool? UseCognitoProvidedValues { get; init; }
    public System.Text.Json.JsonElement? Settings { get; init; }
    [Length(min: 0, max: 40)] public IReadOnlyList<AssetType>? Assets { get; init; }
}

public sealed record CreateManagedLoginBrandingOutput
{
    public ManagedLoginBrandingType? ManagedLoginBranding { get; init; }
}
