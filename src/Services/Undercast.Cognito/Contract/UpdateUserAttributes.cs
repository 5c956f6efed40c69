using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito;

public sealed record UpdateUserAttributesInput
{
    public required IReadOnlyList<AttributeType> UserAttributes { get; init; }
    [Sensitive, Pattern(@"[A-Za-z0-9-_=.]+")] public required string AccessToken { get; init; }
    [Elements(MinLength = 0, MaxLength = 131072)] public IReadOnlyDictionary<string, string>? ClientMetadata { get; init; }
}

public sealed record UpdateUserAttributesOutput
{
    public IReadOnlyList<CodeDeliveryDetailsType>? CodeDeliveryDetailsList { get; init; }
}
