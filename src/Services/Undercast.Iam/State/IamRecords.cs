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

internal sealed record AccountRecord(string? Alias);

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
[JsonSerializable(typeof(EmptyRecord))]
[JsonSerializable(typeof(SessionRecord))]
[JsonSerializable(typeof(ExpirePayload))]
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
internal sealed partial class IamJson : JsonSerializerContext;
