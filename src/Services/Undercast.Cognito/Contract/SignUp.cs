using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito;

public sealed record SignUpInput
{
    [Sensitive, Length(min: 1, max: 128), Pattern(@"[\w+]+")] public required string ClientId { get; init; }
    [Sensitive, Length(min: 1, max: 128), Pattern(@"[\w+=/]+")] public string? SecretHash { get; init; }
    [Sensitive, Length(min: 1, max: 128), Pattern(@"[\p{L}\p{M}\p{S}\p{N}\p{P}]+")] public required string Username { get; init; }
    [Sensitive, Length(max: 256), Pattern(@"[\S]+")] public string? Password { get; init; }
    public IReadOnlyList<AttributeType>? UserAttributes { get; init; }
    public IReadOnlyList<AttributeType>? ValidationData { get; init; }
    public AnalyticsMetadataType? AnalyticsMetadata { get; init; }
    [Sensitive] public UserContextDataType? UserContextData { get; init; }
    [Elements(MinLength = 0, MaxLength = 131072)] public IReadOnlyDictionary<string, string>? ClientMetadata { get; init; }
}

public sealed record SignUpOutput
{
    public required bool UserConfirmed { get; init; }
    public CodeDeliveryDetailsType? CodeDeliveryDetails { get; init; }
    [Length(min: 0, max: 131072)] public required string UserSub { get; init; }
    [Sensitive, Length(min: 20, max: 2048)] public string? Session { get; init; }
}
