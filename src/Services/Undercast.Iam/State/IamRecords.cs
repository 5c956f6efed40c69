using System.Buffers;
using System.Text.Json.Serialization;
using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.Iam;

/// <summary>A user, role, group, instance profile or managed policy.</summary>
internal sealed record EntityRecord
{
    public required string Name { get; init; }
    public required string Path { get; init; }
    public required string Id { get; init; }
    public required DateTimeOffset Created { get; init; }
    public string? Description { get; init; }
    public IReadOnlyDictionary<string, string>? Tags { get; init; }
    public IReadOnlyDictionary<string, string>? Inline { get; init; }
    /// <summary>ARNs of managed policies in the order of their attachment.</summary>
    public IReadOnlyList<string>? Attached { get; init; }
    public string? Boundary { get; init; }
    /// <summary>A role's trust policy.</summary>
    public string? Trust { get; init; }
    /// <summary>A role's longest session in seconds.</summary>
    public int MaxSession { get; init; } = 3600;
    /// <summary>The names of a user's groups.</summary>
    public IReadOnlyList<string>? Groups { get; init; }
    /// <summary>The name of an instance profile's role.</summary>
    public string? Role { get; init; }
    /// <summary>A managed policy's versions, the latest last.</summary>
    public IReadOnlyList<VersionRecord>? Versions { get; init; }
    public int DefaultVersion { get; init; }
    public int LastVersion { get; init; }
    public DateTimeOffset? Updated { get; init; }
    /// <summary>A user's password.</summary>
    public LoginRecord? Login { get; init; }
    public MfaRecord? Mfa { get; init; }
    public OidcRecord? Oidc { get; init; }
    /// <summary>A SAML provider's metadata document.</summary>
    public string? Metadata { get; init; }
    public CertificateRecord? Certificate { get; init; }

    public string ArnIn(string account, string kind) => $"arn:aws:iam::{account}:{kind}{Path}{Name}";

    [JsonIgnore]
    public IReadOnlyDictionary<string, string> TagMap => Tags ?? new Dictionary<string, string>();

    [JsonIgnore]
    public IReadOnlyDictionary<string, string> InlineMap => Inline ?? new Dictionary<string, string>();

    [JsonIgnore]
    public IReadOnlyList<string> AttachedList => Attached ?? [];
}

/// <summary>A version of a managed policy.</summary>
internal sealed record VersionRecord(int Number, string Document, DateTimeOffset Created);

internal sealed record AccessKeyRecord
{
    public required string Account { get; init; }
    public required string UserId { get; init; }
    public required string UserName { get; init; }
    public required string Secret { get; init; }
    public required DateTimeOffset Created { get; init; }
    public bool Active { get; init; } = true;

    public override string ToString() => UserName;
}

internal sealed record AccountRecord
{
    public string? Alias { get; init; }
    public PasswordPolicyRecord? Passwords { get; init; }
    /// <summary>The version of tokens that the global endpoint gives: 1 or 2.</summary>
    public int TokenVersion { get; init; } = 1;
    public string? CredentialReport { get; init; }
    public DateTimeOffset? CredentialReportMade { get; init; }
}

/// <summary>The account's rules for passwords.</summary>
internal sealed record PasswordPolicyRecord
{
    public int Shortest { get; init; } = 6;
    public bool Symbols { get; init; }
    public bool Numbers { get; init; }
    public bool Uppercase { get; init; }
    public bool Lowercase { get; init; }
    public bool UsersChange { get; init; }
    public int? MaxAgeDays { get; init; }
    /// <summary>How many of the last passwords may not come again.</summary>
    public int? Remembered { get; init; }
    public bool? HardExpiry { get; init; }
}

/// <summary>A password: only its salted hash.</summary>
internal sealed record LoginRecord(string Hash, DateTimeOffset Created, DateTimeOffset Changed, bool ResetRequired)
{
    /// <summary>The hashes of passwords before, the latest first.</summary>
    public IReadOnlyList<string>? Before { get; init; }

    public override string ToString() => "password";
}

/// <summary>A virtual MFA device.</summary>
internal sealed record MfaRecord(string Seed)
{
    public string? UserId { get; init; }
    public string? UserName { get; init; }
    public DateTimeOffset? Enabled { get; init; }
    /// <summary>How many steps of half a minute its clock goes ahead.</summary>
    public long Drift { get; init; }
    /// <summary>The step of the last code that was taken: it and those before are spent.</summary>
    public long LastStep { get; init; }

    public override string ToString() => "device";
}

/// <summary>An OpenID Connect provider; its name is its URL without the scheme.</summary>
internal sealed record OidcRecord(string Url, IReadOnlyList<string> Clients, IReadOnlyList<string> Thumbprints);

/// <summary>A server certificate in PEM.</summary>
internal sealed record CertificateRecord(string Body, string? Chain, string Key, DateTimeOffset Expires)
{
    public override string ToString() => "certificate";
}

/// <summary>When a user, a role or an access key last used a service.</summary>
internal sealed record UseRecord(DateTimeOffset At, string Region)
{
    /// <summary>The same by action.</summary>
    public IReadOnlyDictionary<string, DateTimeOffset>? Actions { get; init; }
}

/// <summary>What was asked of, and found about, the services that an entity uses.</summary>
internal sealed record AccessReportRecord(string EntityArn, string Granularity, DateTimeOffset Made, IReadOnlyList<ServiceUseRecord> Services);

/// <summary>One service in such a report, with everybody who used it, the latest first.</summary>
internal sealed record ServiceUseRecord(string Name, string Namespace, IReadOnlyList<EntityUseRecord> Entities);

internal sealed record EntityUseRecord(string Kind, string Name, string Path, string Id, UseRecord Use);

internal sealed record EmptyRecord;

/// <summary>Temporary credentials.</summary>
internal sealed record SessionRecord
{
    public required string Secret { get; init; }
    public required string Token { get; init; }
    public required PrincipalKind Kind { get; init; }
    public required string Account { get; init; }
    public required string Arn { get; init; }
    public required string Id { get; init; }
    public required DateTimeOffset Issued { get; init; }
    public required DateTimeOffset Expires { get; init; }
    /// <summary>The role or user whose policies the session has; null for the account itself.</summary>
    public string? Entity { get; init; }
    /// <summary>Its unique id: another entity of the same name is not meant.</summary>
    public string? EntityId { get; init; }
    /// <summary>Session policies as JSON.</summary>
    public IReadOnlyList<string>? Policies { get; init; }
    /// <summary>Managed policies that are session policies.</summary>
    public IReadOnlyList<string>? PolicyArns { get; init; }
    public IReadOnlyDictionary<string, string>? Tags { get; init; }
    public IReadOnlyList<string>? TransitiveTags { get; init; }
    public string? SourceIdentity { get; init; }
    /// <summary>When the one who opened it showed a code of an MFA device; null if not.</summary>
    public DateTimeOffset? MfaAt { get; init; }
    /// <summary>Condition keys of the session, claims among them.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>>? Keys { get; init; }

    public override string ToString() => Arn;

    public Principal Principal(string accessKeyId) => new(Kind, Account, Arn, Id) { AccessKeyId = accessKeyId };
}

internal sealed record EpochRecord(long Value);

internal sealed class EpochCodec : IRecordCodec<EpochRecord>
{
    public void Write(EpochRecord record, IBufferWriter<byte> output) => new BinaryRecordWriter(output, 1).Int64(record.Value);

    public EpochRecord Read(ReadOnlyMemory<byte> stored)
    {
        var r = new BinaryRecordReader(stored);
        return new EpochRecord(r.Int64());
    }
}

/// <summary>Nothing but the moment: expired sessions before it go.</summary>
internal sealed record ExpirePayload(DateTimeOffset Before);

[JsonSerializable(typeof(EntityRecord))]
[JsonSerializable(typeof(AccessKeyRecord))]
[JsonSerializable(typeof(AccountRecord))]
[JsonSerializable(typeof(UseRecord))]
[JsonSerializable(typeof(AccessReportRecord))]
[JsonSerializable(typeof(EmptyRecord))]
[JsonSerializable(typeof(SessionRecord))]
[JsonSerializable(typeof(ExpirePayload))]
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
internal sealed partial class IamJson : JsonSerializerContext;
