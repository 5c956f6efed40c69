using System.Text.Json.Serialization;
using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cognito;

public sealed record UserPoolClientType
{
    [Length(min: 1, max: 55), Pattern(@"[\w-]+_[0-9a-zA-Z]+")] public string? UserPoolId { get; init; }
    [Length(min: 1, max: 128), Pattern(@"[\w\s+=,.@-]+")] public string? ClientName { get; init; }
    [Sensitive, Length(min: 1, max: 128), Pattern(@"[\w+]+")] public string? ClientId { get; init; }
    [Sensitive, Length(min: 24, max: 64), Pattern(@"[\w+]+")] public string? ClientSecret { get; init; }
    public DateTimeOffset? LastModifiedDate { get; init; }
    public DateTimeOffset? CreationDate { get; init; }
    [Range(min: 0, max: 315360000)] public int? RefreshTokenValidity { get; init; }
    [Range(min: 1, max: 86400)] public int? AccessTokenValidity { get; init; }
    [Range(min: 1, max: 86400)] public int? IdTokenValidity { get; init; }
    public TokenValidityUnitsType? TokenValidityUnits { get; init; }
    [Elements(MinLength = 1, MaxLength = 2048)] public IReadOnlyList<string>? ReadAttributes { get; init; }
    [Elements(MinLength = 1, MaxLength = 2048)] public IReadOnlyList<string>? WriteAttributes { get; init; }
    public IReadOnlyList<string>? ExplicitAuthFlows { get; init; }
    [Elements(MinLength = 1, MaxLength = 32, Pattern = @"[\p{L}\p{M}\p{S}\p{N}\p{P}\p{Z}]+")] public IReadOnlyList<string>? SupportedIdentityProviders { get; init; }
    [Length(min: 0, max: 100)]
    [Elements(MinLength = 1, MaxLength = 1024, Pattern = @"[\p{L}\p{M}\p{S}\p{N}\p{P}]+")]
    public IReadOnlyList<string>? CallbackURLs { get; init; }
    [Length(min: 0, max: 100)]
    [Elements(MinLength = 1, MaxLength = 1024, Pattern = @"[\p{L}\p{M}\p{S}\p{N}\p{P}]+")]
    public IReadOnlyList<string>? LogoutURLs { get; init; }
    [Length(min: 1, max: 1024), Pattern(@"[\p{L}\p{M}\p{S}\p{N}\p{P}]+")] public string? DefaultRedirectURI { get; init; }
    [Length(min: 0, max: 3)] public IReadOnlyList<string>? AllowedOAuthFlows { get; init; }
    [Length(max: 50)]
    [Elements(MinLength = 1, MaxLength = 256, Pattern = @"[\x21\x23-\x5B\x5D-\x7E]+")]
    public IReadOnlyList<string>? AllowedOAuthScopes { get; init; }
    public bool? AllowedOAuthFlowsUserPoolClient { get; init; }
    public AnalyticsConfigurationType? AnalyticsConfiguration { get; init; }
    [OneOf("LEGACY", "ENABLED")] public string? PreventUserExistenceErrors { get; init; }
    public bool? EnableTokenRevocation { get; init; }
    public bool? EnablePropagateAdditionalUserContextData { get; init; }
    [Range(min: 3, max: 15)] public int? AuthSessionValidity { get; init; }
    public RefreshTokenRotationType? RefreshTokenRotation { get; init; }

    /// <summary>All secrets, once there was more than one; the first is <see cref="ClientSecret"/>. Kept with the client, and never sent.</summary>
    [JsonInclude] internal IReadOnlyList<StoredSecret>? Secrets { get; init; }
}
