using System.Security.Cryptography;
using System.Text.Json.Serialization;
using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.Cloud;

/// <summary>The root key of an installation that others can reach: made at the first start and kept in the store.</summary>
public sealed class RootCredentials : ICredentialSource
{
    private static readonly Table<RootKeyKey, RootKeyRecord> Keys = new("cloud.rootkey", JsonRecord.Codec(() => RootKeyJson.Default.RootKeyRecord));

    private readonly Credential _credential;

    private RootCredentials(RootKeyRecord record, bool justMade)
    {
        _credential = new Credential(record.AccessKeyId, record.Secret, Principal.Root(record.Account));
        JustMade = justMade;
    }

    /// <summary>Whether this start made the key, so that it must be shown now: it is never shown again.</summary>
    public bool JustMade { get; }

    /// <summary>The key. Print it only when <see cref="JustMade"/>; never log it.</summary>
    public Credential Key => _credential;

    /// <summary>Reads the root key of <paramref name="account"/>, or makes it.</summary>
    public static async Task<RootCredentials> OpenAsync(IStore store, string account, CancellationToken ct = default)
    {
        // Decided before the transaction, whose body may run twice.
        var fresh = new RootKeyRecord(account, NewKeyId(), NewSecret());
        var kept = await store.WriteAsync(
            async tx =>
            {
                if (await Keys.GetAsync(tx, new RootKeyKey(account)) is { } existing) return existing;
                Keys.Put(tx, new RootKeyKey(account), fresh);
                return fresh;
            },
            ct);
        return new RootCredentials(kept, justMade: ReferenceEquals(kept, fresh));
    }

    /// <inheritdoc/>
    public ValueTask<Credential?> FindAsync(string accessKeyId, string? sessionToken, CancellationToken ct) =>
        new(string.Equals(accessKeyId, _credential.AccessKeyId, StringComparison.Ordinal) ? _credential : null);

    // AWS: long-term key ids are "AKIA" and 16 characters of base 32; secrets have 40 characters.
    private static string NewKeyId() => "AKIA" + RandomNumberGenerator.GetString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 16);

    private static string NewSecret() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(30));
}

internal readonly record struct RootKeyKey(string Account) : ITupleKey<RootKeyKey>
{
    public void Write(ref TupleWriter w) => w.String(Account);

    public static RootKeyKey Read(ref TupleReader r) => new(r.String());
}

internal sealed record RootKeyRecord(string Account, string AccessKeyId, string Secret)
{
    public override string ToString() => AccessKeyId;
}

[JsonSerializable(typeof(RootKeyRecord))]
internal sealed partial class RootKeyJson : JsonSerializerContext;
