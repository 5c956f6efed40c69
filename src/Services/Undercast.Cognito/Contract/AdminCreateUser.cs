using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito;

public sealed record AdminCreateUserInput
{
    [Length(min: 1, max: 55), Pattern(@"[\w-]+_[0-9a-zA-Z]+")] public required string UserPoolId { get; init; }
    [Sensitive, Length(min: 1, max: 128), Pattern(@"[\p{L}\p{M}\p{S}\p{N}\p{P}]+")] public required string Username { get; init; }
    public IReadOnlyList<AttributeType>? UserAttributes { get; init; }
    public IReadOnlyList<AttributeType>? ValidationData { get; init; }
    [Sensitive, Length(max: 256), Pattern(@"[\S]+")] public string? TemporaryPassword { get; init; }
    public bool? ForceAliasCreation { get; init; }
    [OneOf("RESEND", "SUPPRESS")] public string? MessageAction { get; init; }
    public IReadOnlyList<string>? DesiredDeliveryMediums { get; init; }
    [Elements(MinLength = 0, MaxLength = 131072)] public IReadOnlyDictionary<string, string>? ClientMetadata { get; init; }
}

public sealed record AdminCreateUserOutput
{
    public UserType? User { get; init; }
}
