using System.Text.Json.Serialization;
using Undercast.Cognito.Identity;

namespace Undercast.Cognito;

/// <summary>A user pool; its settings are kept in the shape in which they are described.</summary>
internal sealed record PoolRecord
{
    public required string Account { get; init; }
    public required string Region { get; init; }
    public required UserPoolType Pool { get; init; }
    /// <summary>Makes what unknown users are answered look the same each time.</summary>
    public required byte[] Secret { get; init; }
    public SmsMfaConfigType? SmsMfa { get; init; }
    public SoftwareTokenMfaConfigType? SoftwareTokenMfa { get; init; }
    public EmailMfaConfigType? EmailMfa { get; init; }
    public WebAuthnConfigurationType? WebAuthn { get; init; }
    public IReadOnlyList<LogConfigurationType> LogConfigurations { get => field ?? []; init; }

    [JsonIgnore]
    public string Id => Pool.Id!;

    /// <summary>The part of the id that sign-in proofs name.</summary>
    [JsonIgnore]
    public string ShortId => Id[(Id.IndexOf('_') + 1)..];

    /// <summary>AWS: issuers carry AWS's own host, whatever endpoint the client was given; clients compare them as text.</summary>
    [JsonIgnore]
    public string Issuer => $"https://{Provider}";

    [JsonIgnore]
    public string Provider => $"cognito-idp.{Region}.amazonaws.com/{Id}";
}

internal sealed record ClientRecord
{
    public required UserPoolClientType Client { get; init; }
}

/// <summary>A secret of an app client.</summary>
internal sealed record StoredSecret(string Id, string Value, DateTimeOffset Created);

/// <summary>What a user did to sign in.</summary>
internal sealed record AuthEventRecord
{
    public required AuthEventType Event { get; init; }
    public DateTimeOffset Expires { get; init; }
}

internal sealed record GroupRecord
{
    public required GroupType Group { get; init; }
}

internal sealed record UserRecord
{
    public required string Username { get; init; }
    public required string Sub { get; init; }
    public required string Status { get; init; }
    public required DateTimeOffset Created { get; init; }
    public required DateTimeOffset Modified { get; init; }
    public bool Enabled { get; init; } = true;
    public required IReadOnlyDictionary<string, string> Attributes { get; init; }
    public IReadOnlyList<string> Groups { get; init; } = [];
    public byte[]? Salt { get; init; }
    /// <summary>g^x of the password: all that is kept of it.</summary>
    public byte[]? Verifier { get; init; }
    /// <summary>Until when a temporary password is good.</summary>
    public DateTimeOffset? TemporaryUntil { get; init; }
    /// <summary>Failed sign-ins since the last success.</summary>
    public int Failures { get; init; }
    public DateTimeOffset LastFailure { get; init; }
    public DateTimeOffset? LockedUntil { get; init; }
    /// <summary>Tokens without an origin, issued before this second, are void.</summary>
    public DateTimeOffset? SignedOut { get; init; }
    /// <summary>Passwords before this one, the latest first, as many as the pool's policy looks at.</summary>
    public IReadOnlyList<OldPassword>? Passwords { get; init; }
    /// <summary>Second factors that are turned on.</summary>
    public IReadOnlyList<string> Factors { get => field ?? []; init; }
    public string? PreferredFactor { get; init; }
    /// <summary>The seed of the authenticator app.</summary>
    public byte[]? TokenSeed { get; init; }
    public bool TokenIsVerified { get; init; }
    public string? TokenName { get; init; }
    /// <summary>The last time step whose code was taken: none comes twice.</summary>
    public long TokenStep { get; init; }
    /// <summary>Wrong codes at sign-in since the last right one.</summary>
    public int CodeFailures { get; init; }
    public DateTimeOffset LastCodeFailure { get; init; }
    public DateTimeOffset? CodesLockedUntil { get; init; }

    public string? Attribute(string name) => Attributes.GetValueOrDefault(name);

    public override string ToString() => Username;
}

internal sealed record OldPassword(byte[] Salt, byte[] Verifier);

/// <summary>One sign-in: what a refresh token stands for.</summary>
internal sealed record SessionRecord
{
    public required string ClientId { get; init; }
    public required string FoldedUsername { get; init; }
    public required byte[] SecretHash { get; init; }
    public required DateTimeOffset AuthTime { get; init; }
    public required DateTimeOffset Expires { get; init; }
    /// <summary>The scopes of a hosted sign-in; null for one through the API.</summary>
    public string? Scope { get; init; }
    /// <summary>The refresh token before the last rotation, good for a grace period.</summary>
    public byte[]? PreviousHash { get; init; }
    public DateTimeOffset? PreviousUntil { get; init; }
    public string? DeviceKey { get; init; }
}

/// <summary>A step of a sign-in that waits for its answer: it is good for one, and for a few wrong codes.</summary>
internal sealed record ChallengeRecord
{
    public required string PoolId { get; init; }
    public required string ClientId { get; init; }
    public required string Name { get; init; }
    public required string Username { get; init; }
    public required DateTimeOffset Expires { get; init; }
    public byte[]? ServerSecret { get; init; }
    public byte[]? ServerPublic { get; init; }
    public byte[]? ClientPublic { get; init; }
    /// <summary>Answered already; kept until it ends, so that a second answer is told so.</summary>
    public bool IsUsed { get; init; }
    /// <summary>The code that was sent, or the challenge that a passkey signs.</summary>
    public string? Code { get; init; }
    /// <summary>What may be chosen.</summary>
    public IReadOnlyList<string>? Options { get; init; }
    public string? DeviceKey { get; init; }
    /// <summary>What the pool's function is told that tokens are made for.</summary>
    public string? Source { get; init; }
    /// <summary>The seed of an authenticator app that is being set up, and whether it showed the right code.</summary>
    public byte[]? TokenSeed { get; init; }
    public string? TokenName { get; init; }
    public bool TokenIsVerified { get; init; }
    public long TokenStep { get; init; }
    /// <summary>The rounds so far of a sign-in by the pool's own challenges, as its functions see them.</summary>
    public string? Rounds { get; init; }
    public string? PrivateParameters { get; init; }
    public string? RoundMetadata { get; init; }

    public override string ToString() => Name;
}

/// <summary>A code that was sent to a user.</summary>
internal sealed record CodeRecord
{
    public required string Code { get; init; }
    public required DateTimeOffset Expires { get; init; }
    /// <summary>Which attribute it was sent to.</summary>
    public required string Attribute { get; init; }
    public int Failures { get; init; }
    /// <summary>How many codes in a row were sent, this one included.</summary>
    public int Sent { get; init; }
    /// <summary>The address that becomes the user's with this code, where it does not change before.</summary>
    public string? Pending { get; init; }

    public override string ToString() => Attribute;
}

/// <summary>A message to a user. There is no mail yet: people read them at the outbox.</summary>
internal sealed record MessageRecord
{
    public required string Username { get; init; }
    public required string Medium { get; init; }
    public required string Destination { get; init; }
    public string? Subject { get; init; }
    public required string Body { get; init; }
    public required string Code { get; init; }
    public required string Trigger { get; init; }
    public required DateTimeOffset Expires { get; init; }
}

/// <summary>A device that a user signs in from; tracked once it has a verifier of its own.</summary>
internal sealed record DeviceRecord
{
    public required string GroupKey { get; init; }
    public required string Username { get; init; }
    public string? Name { get; init; }
    public byte[]? Salt { get; init; }
    public byte[]? Verifier { get; init; }
    public bool IsRemembered { get; init; }
    public required DateTimeOffset Created { get; init; }
    public required DateTimeOffset Modified { get; init; }
    public required DateTimeOffset LastSeen { get; init; }
}

/// <summary>A passkey: its public key in COSE's form.</summary>
internal sealed record PasskeyRecord
{
    public required byte[] PublicKey { get; init; }
    public required uint Counter { get; init; }
    public required string RelyingParty { get; init; }
    public required string Name { get; init; }
    public string? Attachment { get; init; }
    public required IReadOnlyList<string> Transports { get; init; }
    public required DateTimeOffset Created { get; init; }
}

/// <summary>An import of users; its file stands beside it in parts.</summary>
internal sealed record ImportRecord
{
    public required UserImportJobType Job { get; init; }
    /// <summary>What the address of the upload proves itself by, as a hash.</summary>
    public required byte[] KeyHash { get; init; }
    /// <summary>How many parts the file has; none until it is there whole.</summary>
    public int Parts { get; init; }
    public int NextPart { get; init; }
    public IReadOnlyList<string>? Columns { get; init; }
}

internal sealed record ImportPart(IReadOnlyList<string> Lines);

internal sealed record ImportPayload(string PoolId, string JobId);

internal sealed record RiskRecord(RiskConfigurationType Risk);

internal sealed record TermsRecord(TermsType Terms);

internal sealed record KeyRecord(string Id, byte[] PrivateKey)
{
    public override string ToString() => Id;
}

internal sealed record EmptyRecord;

/// <summary>An identity pool; its settings are kept in the shape in which they are described.</summary>
internal sealed record IdentityPoolRecord
{
    public required string Account { get; init; }
    public required string Region { get; init; }
    public required DescribeIdentityPoolOutput Pool { get; init; }
    public IReadOnlyDictionary<string, string>? Roles { get; init; }
    public IReadOnlyDictionary<string, RoleMapping>? Mappings { get; init; }
    /// <summary>By provider, which claims become session tags.</summary>
    public IReadOnlyDictionary<string, TagMap>? Tags { get; init; }
}

/// <summary>Session tags by the claims that they are taken from.</summary>
internal sealed record TagMap(bool UseDefaults, IReadOnlyDictionary<string, string> Tags);

internal sealed record IdentityRecord
{
    /// <summary>Login providers and the subject's id there.</summary>
    public required IReadOnlyDictionary<string, string> Logins { get; init; }
    /// <summary>Who it is among the developer's own users.</summary>
    public IReadOnlyList<string> Developers { get => field ?? []; init; }
    public required DateTimeOffset Created { get; init; }
    public required DateTimeOffset Modified { get; init; }
}

internal sealed record LoginRecord(string IdentityId);

internal sealed record SweepPayload(DateTimeOffset Before);

internal sealed record DropPayload(string PoolId);

[JsonSerializable(typeof(PoolRecord))]
[JsonSerializable(typeof(ClientRecord))]
[JsonSerializable(typeof(AuthEventRecord))]
[JsonSerializable(typeof(GroupRecord))]
[JsonSerializable(typeof(UserRecord))]
[JsonSerializable(typeof(SessionRecord))]
[JsonSerializable(typeof(ChallengeRecord))]
[JsonSerializable(typeof(CodeRecord))]
[JsonSerializable(typeof(MessageRecord))]
[JsonSerializable(typeof(DeviceRecord))]
[JsonSerializable(typeof(PasskeyRecord))]
[JsonSerializable(typeof(ImportRecord))]
[JsonSerializable(typeof(ImportPart))]
[JsonSerializable(typeof(ImportPayload))]
[JsonSerializable(typeof(RiskRecord))]
[JsonSerializable(typeof(TermsRecord))]
[JsonSerializable(typeof(KeyRecord))]
[JsonSerializable(typeof(EmptyRecord))]
[JsonSerializable(typeof(IdentityPoolRecord))]
[JsonSerializable(typeof(IdentityRecord))]
[JsonSerializable(typeof(LoginRecord))]
[JsonSerializable(typeof(SweepPayload))]
[JsonSerializable(typeof(DropPayload))]
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
internal sealed partial class CognitoJson : JsonSerializerContext;
