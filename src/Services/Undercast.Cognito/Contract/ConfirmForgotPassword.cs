using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito;

public sealed record ConfirmForgotPasswordInput
{
    [Sensitive, Length(min: 1, max: 128), Pattern(@"[\w+]+")] public required string ClientId { get; init; }
    [Sensitive, Length(min: 1, max: 128), Pattern(@"[\w+=/]+")] public string? SecretHash { get; init; }
    [Sensitive, Length(min: 1, max: 128), Pattern(@"[\p{L}\p{M}\p{S}\p{N}\p{P}]+")] public required string Username { get; init; }
    [Length(min: 1, max: 2048), Pattern(@"[\S]+")] public required string ConfirmationCode { get; init; }
    [Sensitive, Length(max: 256), Pattern(@"[\S]+")] public required string Password { get; init; }
    public AnalyticsMetadataType? AnalyticsMetadata { get; init; }
    [Sensitive] public UserContextDataType? UserContextData { get; init; }
    [Elements(MinLength = 0, MaxLength = 131072)] public IReadOnlyDictionary<string, string>? ClientMetadata { get; init; }
}

public sealed record ConfirmForgotPasswordOutput
{
}
