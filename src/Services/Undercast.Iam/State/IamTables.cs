using Undercast.Storage;

namespace Undercast.Iam;

/// <summary>The kinds of entity that share one table. The names are stored and stand in ARNs.</summary>
internal static class EntityKind
{
    public const string User = "user";
    public const string Role = "role";
    public const string Group = "group";
    public const string Profile = "instance-profile";
    public const string Policy = "policy";
    public const string Oidc = "oidc-provider";
    public const string Saml = "saml-provider";
    public const string Certificate = "server-certificate";
    public const string Mfa = "mfa";
}

/// <summary>Names an entity. AWS: names are unique within an account and kind without regard to case.</summary>
internal readonly record struct EntityKey(string Account, string Kind, string FoldedName) : ITupleKey<EntityKey>
{
    public static EntityKey Of(string account, string kind, string name) => new(account, kind, name.ToLowerInvariant());

    public void Write(ref TupleWriter w)
    {
        w.String(Account);
        w.String(Kind);
        w.String(FoldedName);
    }

    public static EntityKey Read(ref TupleReader r) => new(r.String(), r.String(), r.String());
}

internal readonly record struct AccountKey(string Account) : ITupleKey<AccountKey>
{
    public void Write(ref TupleWriter w) => w.String(Account);

    public static AccountKey Read(ref TupleReader r) => new(r.String());
}

internal readonly record struct AccessKeyKey(string AccessKeyId) : ITupleKey<AccessKeyKey>
{
    public void Write(ref TupleWriter w) => w.String(AccessKeyId);

    public static AccessKeyKey Read(ref TupleReader r) => new(r.String());
}

internal readonly record struct OwnerKey(string Account, string UserId) : ITupleKey<OwnerKey>
{
    public void Write(ref TupleWriter w)
    {
        w.String(Account);
        w.String(UserId);
    }

    public static OwnerKey Read(ref TupleReader r) => new(r.String(), r.String());
}

internal readonly record struct ExpiryKey(DateTimeOffset At) : ITupleKey<ExpiryKey>
{
    public void Write(ref TupleWriter w) => w.Time(At);

    public static ExpiryKey Read(ref TupleReader r) => new(r.Time());
}

/// <summary>An attachment, from the side of the managed policy.</summary>
internal readonly record struct AttachmentKey(string Account, string PolicyArn, string Usage, string Kind, string FoldedName) : ITupleKey<AttachmentKey>
{
    public const string Permissions = "permissions";
    public const string Boundary = "boundary";

    public void Write(ref TupleWriter w)
    {
        w.String(Account);
        w.String(PolicyArn);
        w.String(Usage);
        w.String(Kind);
        w.String(FoldedName);
    }

    public static AttachmentKey Read(ref TupleReader r) => new(r.String(), r.String(), r.String(), r.String(), r.String());
}

/// <summary>A user's place in a group, from the side of the group.</summary>
internal readonly record struct MemberKey(string Account, string FoldedGroup, string FoldedUser) : ITupleKey<MemberKey>
{
    public void Write(ref TupleWriter w)
    {
        w.String(Account);
        w.String(FoldedGroup);
        w.String(FoldedUser);
    }

    public static MemberKey Read(ref TupleReader r) => new(r.String(), r.String(), r.String());
}

/// <summary>What somebody did with a service. The actor is the unique id of a user or role, or an access key's id.</summary>
internal readonly record struct UseKey(string Account, string Actor, string Service) : ITupleKey<UseKey>
{
    public void Write(ref TupleWriter w)
    {
        w.String(Account);
        w.String(Actor);
        w.String(Service);
    }

    public static UseKey Read(ref TupleReader r) => new(r.String(), r.String(), r.String());
}

/// <summary>Every table of the service.</summary>
internal static class IamTables
{
    public static readonly Table<EntityKey, EntityRecord> Entities = new("iam.entity", JsonRecord.Codec(() => IamJson.Default.EntityRecord));

    public static readonly Table<AttachmentKey, EmptyRecord> Attachments = new("iam.attachment", JsonRecord.Codec(() => IamJson.Default.EmptyRecord));

    public static readonly Table<MemberKey, EmptyRecord> Members = new("iam.member", JsonRecord.Codec(() => IamJson.Default.EmptyRecord));

    public static readonly Table<AccessKeyKey, AccessKeyRecord> AccessKeys = new("iam.accesskey", JsonRecord.Codec(() => IamJson.Default.AccessKeyRecord));

    public static readonly Index<OwnerKey, AccessKeyKey, AccessKeyRecord> AccessKeysByOwner =
        AccessKeys.AddIndex<OwnerKey>("by-owner", static (_, k) => new OwnerKey(k.Account, k.UserId));

    public static readonly Table<AccountKey, AccountRecord> Accounts = new("iam.account", JsonRecord.Codec(() => IamJson.Default.AccountRecord));

    public static readonly Table<AccessKeyKey, SessionRecord> Sessions = new("iam.session", JsonRecord.Codec(() => IamJson.Default.SessionRecord));

    public static readonly Index<ExpiryKey, AccessKeyKey, SessionRecord> SessionsByExpiry =
        Sessions.AddIndex<ExpiryKey>("by-expiry", static (_, s) => new ExpiryKey(s.Expires));

    public static readonly Index<AccountKey, AccessKeyKey, SessionRecord> SessionsByAccount =
        Sessions.AddIndex<AccountKey>("by-account", static (_, s) => new AccountKey(s.Account));

    public static readonly Table<UseKey, UseRecord> Uses = new("iam.use", JsonRecord.Codec(static () => IamJson.Default.UseRecord));

    public static readonly Table<OwnerKey, AccessReportRecord> AccessReports = new("iam.access-report", JsonRecord.Codec(static () => IamJson.Default.AccessReportRecord));

    /// <summary>A number for each account that changes with every change of its principals or policies, so that one read tells whether what is remembered still holds.</summary>
    public static readonly Table<AccountKey, EpochRecord> Epochs = new("iam.epoch", new EpochCodec());
}
