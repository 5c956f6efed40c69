using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito;

public sealed record ManagedLoginBrandingType
{
    [Pattern(@"^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[4][0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}$")]
    public string? ManagedLoginBrandingId { get; init; }
    [Length(min: 1, max: 55), Pattern(@"[\w-]+_[0-9a-zA-Z]+")] public string? UserPoolId { get; init; }
    public bool? UseCognitoProvidedValues { get; init; }
    public System.Text.Json.JsonElement? Settings { get; init; }
    [Length(min: 0, max: 40)] public IReadOnlyList<AssetType>? Assets { get; init; }
    public DateTimeOffset? CreationDate { get; init; }
    public DateTimeOffset? LastModifiedDate { get; init; }
}
