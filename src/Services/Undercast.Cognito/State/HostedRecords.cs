using System.Text.Json;
using System.Text.Json.Serialization;

namespace Undercast.Cognito;

/// <summary>A name under which a pool's sign-in pages are reached.</summary>
internal sealed record DomainRecord
{
    public required string Account { get; init; }
    public required string Region { get; init; }
    public required string PoolId { get; init; }
    public required string Domain { get; init; }
    /// <summary>The certificate of a name of one's own; null for a prefix.</summary>
    public string? CertificateArn { get; init; }
    public required int LoginVersion { get; init; }
    /// <summary>What a name of one's own would be an alias of.</summary>
    public string? Distribution { get; init; }
}

internal sealed record ResourceServerRecord
{
    public required ResourceServerType Server { get; init; }
}

internal sealed record ProviderRecord
{
    public required IdentityProviderType Provider { get; init; }

    [JsonIgnore]
    public string Name => Provider.ProviderName!;

    [JsonIgnore]
    public string Type => Provider.ProviderType!;

    public string? Detail(string name) => Provider.ProviderDetails!.GetValueOrDefault(name) is { Length: > 0 } value ? value : null;
}

/// <summary>Whom somebody at another provider is here.</summary>
internal sealed record LinkRecord
{
    public required string FoldedUsername { get; init; }
    public required string Sub { get; init; }
}

/// <summary>Logo and CSS of the pages.</summary>
internal sealed record CustomizationRecord
{
    public string? Css { get; init; }
    public string? CssVersion { get; init; }
    public byte[]? Image { get; init; }
    public string? ImageType { get; init; }
    public required DateTimeOffset Created { get; init; }
    public required DateTimeOffset Modified { get; init; }
}

internal sealed record BrandingRecord
{
    public required string PoolId { get; init; }
    public required string ClientId { get; init; }
    public required string Id { get; init; }
    public required bool UsesDefaults { get; init; }
    public JsonElement? Settings { get; init; }
    public IReadOnlyList<AssetType>? Assets { get; init; }
    public required DateTimeOffset Created { get; init; }
    public required DateTimeOffset Modified { get; init; }
}

/// <summary>Who has signed in, and when.</summary>
internal sealed record SignedIn
{
    public required string FoldedUsername { get; init; }
    public required string Sub { get; init; }
    public required DateTimeOffset At { get; init; }
}

/// <summary>An authorization code: what the client gets for it, once.</summary>
internal sealed record GrantRecord
{
    public required string PoolId { get; init; }
    public required string ClientId { get; init; }
    public required string RedirectUri { get; init; }
    public required string Scope { get; init; }
    public string? Nonce { get; init; }
    public string? CodeChallenge { get; init; }
    public required SignedIn User { get; init; }
    public required DateTimeOffset Expires { get; init; }
}

/// <summary>A browser in which a user has signed in.</summary>
internal sealed record BrowserRecord
{
    public required string PoolId { get; init; }
    public required SignedIn User { get; init; }
    public required DateTimeOffset Expires { get; init; }
}

/// <summary>What a browser will come back with: from another provider, or with the code that confirms a registration. Used up when it does.</summary>
internal sealed record ReturnRecord
{
    public required string PoolId { get; init; }
    public required DateTimeOffset Expires { get; init; }
    /// <summary>The query of the sign-in that goes on then.</summary>
    public required string Query { get; init; }
    /// <summary>The digest of the cookie of the browser that left.</summary>
    public required byte[] Browser { get; init; }
    public string? Provider { get; init; }
    /// <summary>What the provider's token must carry, or what its response must answer.</summary>
    public string? Nonce { get; init; }
    public string? Verifier { get; init; }
    /// <summary>Where the provider was told to send the browser.</summary>
    public string? Callback { get; init; }
    /// <summary>The user, once it has been proven.</summary>
    public SignedIn? User { get; init; }
}

/// <summary>An assertion that has been used.</summary>
internal sealed record UsedRecord
{
    public required DateTimeOffset Expires { get; init; }
}

[JsonSerializable(typeof(DomainRecord))]
[JsonSerializable(typeof(ResourceServerRecord))]
[JsonSerializable(typeof(ProviderRecord))]
[JsonSerializable(typeof(LinkRecord))]
[JsonSerializable(typeof(CustomizationRecord))]
[JsonSerializable(typeof(BrandingRecord))]
[JsonSerializable(typeof(GrantRecord))]
[JsonSerializable(typeof(BrowserRecord))]
[JsonSerializable(typeof(ReturnRecord))]
[JsonSerializable(typeof(UsedRecord))]
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
internal sealed partial class HostedJson : JsonSerializerContext;
