using Undercast.Storage;

namespace Undercast.Cognito;

/// <summary>One text: the id of a pool, client or challenge, which are unique everywhere.</summary>
internal readonly record struct IdKey(string Id) : ITupleKey<IdKey>
{
    public void Write(ref TupleWriter w) => w.String(Id);

    public static IdKey Read(ref TupleReader r) => new(r.String());
}

/// <summary>Two texts: what belongs to a pool, by its name or id; or account and region.</summary>
internal readonly record struct PairKey(string First, string Second) : ITupleKey<PairKey>
{
    public void Write(ref TupleWriter w)
    {
        w.String(First);
        w.String(Second);
    }

    public static PairKey Read(ref TupleReader r) => new(r.String(), r.String());
}

/// <summary>Three texts: pool, user or group or provider, and what is below it.</summary>
internal readonly record struct TripleKey(string First, string Second, string Third) : ITupleKey<TripleKey>
{
    public void Write(ref TupleWriter w)
    {
        w.String(First);
        w.String(Second);
        w.String(Third);
    }

    public static TripleKey Read(ref TupleReader r) => new(r.String(), r.String(), r.String());
}

internal readonly record struct MessageKey(string PoolId, DateTimeOffset At, string Id) : ITupleKey<MessageKey>
{
    public void Write(ref TupleWriter w)
    {
        w.String(PoolId);
        w.Time(At);
        w.String(Id);
    }

    public static MessageKey Read(ref TupleReader r) => new(r.String(), r.Time(), r.String());
}

internal readonly record struct ExpiryKey(DateTimeOffset At) : ITupleKey<ExpiryKey>
{
    public void Write(ref TupleWriter w) => w.Time(At);

    public static ExpiryKey Read(ref TupleReader r) => new(r.Time());
}

/// <summary>Every table of the service.</summary>
internal static class CognitoTables
{
    public static readonly Table<IdKey, PoolRecord> Pools = new("cognito.pool", JsonRecord.Codec(() => CognitoJson.Default.PoolRecord));
    public static readonly Index<PairKey, IdKey, PoolRecord> PoolsByOwner = Pools.AddIndex<PairKey>("by-owner", static (_, p) => new PairKey(p.Account, p.Region));

    public static readonly Table<IdKey, ClientRecord> Clients = new("cognito.client", JsonRecord.Codec(() => CognitoJson.Default.ClientRecord));
    public static readonly Index<IdKey, IdKey, ClientRecord> ClientsByPool = Clients.AddIndex<IdKey>("by-pool", static (_, c) => new IdKey(c.Client.UserPoolId!));

    /// <summary>By pool and name.</summary>
    public static readonly Table<PairKey, GroupRecord> Groups = new("cognito.group", JsonRecord.Codec(() => CognitoJson.Default.GroupRecord));

    /// <summary>By pool, group and folded username.</summary>
    public static readonly Table<TripleKey, EmptyRecord> Members = new("cognito.member", JsonRecord.Codec(() => CognitoJson.Default.EmptyRecord));

    /// <summary>By pool and folded username.</summary>
    public static readonly Table<PairKey, UserRecord> Users = new("cognito.user", JsonRecord.Codec(() => CognitoJson.Default.UserRecord));
    public static readonly Index<PairKey, PairKey, UserRecord> UsersBySub = Users.AddIndex<PairKey>("by-sub", static (k, u) => new PairKey(k.First, u.Sub));
    public static readonly Index<PairKey, PairKey, UserRecord> UsersByEmail = ByAttribute("by-email", "email");
    public static readonly Index<PairKey, PairKey, UserRecord> UsersByPhone = ByAttribute("by-phone", "phone_number");
    public static readonly Index<PairKey, PairKey, UserRecord> UsersByPreferred = ByAttribute("by-preferred", "preferred_username");

    /// <summary>By pool, user's sub and origin.</summary>
    public static readonly Table<TripleKey, SessionRecord> Sessions = new("cognito.session", JsonRecord.Codec(() => CognitoJson.Default.SessionRecord));
    public static readonly Index<ExpiryKey, TripleKey, SessionRecord> SessionsByExpiry = Sessions.AddIndex<ExpiryKey>("by-expiry", static (_, s) => new ExpiryKey(s.Expires));

    /// <summary>By the digest of the session or block that the client holds.</summary>
    public static readonly Table<IdKey, ChallengeRecord> Challenges = new("cognito.challenge", JsonRecord.Codec(() => CognitoJson.Default.ChallengeRecord));
    public static readonly Index<ExpiryKey, IdKey, ChallengeRecord> ChallengesByExpiry = Challenges.AddIndex<ExpiryKey>("by-expiry", static (_, c) => new ExpiryKey(c.Expires));

    /// <summary>By pool, user's sub and purpose.</summary>
    public static readonly Table<TripleKey, CodeRecord> Codes = new("cognito.code", JsonRecord.Codec(() => CognitoJson.Default.CodeRecord));
    public static readonly Index<ExpiryKey, TripleKey, CodeRecord> CodesByExpiry = Codes.AddIndex<ExpiryKey>("by-expiry", static (_, c) => new ExpiryKey(c.Expires));

    public static readonly Table<MessageKey, MessageRecord> Messages = new("cognito.message", JsonRecord.Codec(() => CognitoJson.Default.MessageRecord));
    public static readonly Index<ExpiryKey, MessageKey, MessageRecord> MessagesByExpiry = Messages.AddIndex<ExpiryKey>("by-expiry", static (_, m) => new ExpiryKey(m.Expires));

    /// <summary>By pool, user's sub and a name that sorts later events first.</summary>
    public static readonly Table<TripleKey, AuthEventRecord> AuthEvents = new("cognito.authevent", JsonRecord.Codec(() => CognitoJson.Default.AuthEventRecord));
    public static readonly Index<ExpiryKey, TripleKey, AuthEventRecord> AuthEventsByExpiry = AuthEvents.AddIndex<ExpiryKey>("by-expiry", static (_, e) => new ExpiryKey(e.Expires));

    /// <summary>By pool, user's sub and device key.</summary>
    public static readonly Table<TripleKey, DeviceRecord> Devices = new("cognito.device", JsonRecord.Codec(() => CognitoJson.Default.DeviceRecord));

    /// <summary>By pool, user's sub and credential id.</summary>
    public static readonly Table<TripleKey, PasskeyRecord> Passkeys = new("cognito.passkey", JsonRecord.Codec(() => CognitoJson.Default.PasskeyRecord));

    /// <summary>By pool and job.</summary>
    public static readonly Table<PairKey, ImportRecord> Imports = new("cognito.import", JsonRecord.Codec(() => CognitoJson.Default.ImportRecord));

    /// <summary>By pool, job and number.</summary>
    public static readonly Table<TripleKey, ImportPart> ImportParts = new("cognito.importpart", JsonRecord.Codec(() => CognitoJson.Default.ImportPart));

    /// <summary>By pool and client; the pool's own under no client.</summary>
    public static readonly Table<PairKey, RiskRecord> Risks = new("cognito.risk", JsonRecord.Codec(() => CognitoJson.Default.RiskRecord));

    /// <summary>By pool and id.</summary>
    public static readonly Table<PairKey, TermsRecord> Terms = new("cognito.terms", JsonRecord.Codec(() => CognitoJson.Default.TermsRecord));

    /// <summary>A pool's signing key.</summary>
    public static readonly Table<IdKey, KeyRecord> Keys = new("cognito.key", JsonRecord.Codec(() => CognitoJson.Default.KeyRecord));

    public static readonly Table<IdKey, IdentityPoolRecord> IdentityPools = new("cognito.identitypool", JsonRecord.Codec(() => CognitoJson.Default.IdentityPoolRecord));
    public static readonly Index<PairKey, IdKey, IdentityPoolRecord> IdentityPoolsByOwner =
        IdentityPools.AddIndex<PairKey>("by-owner", static (_, p) => new PairKey(p.Account, p.Region));

    /// <summary>By pool and identity.</summary>
    public static readonly Table<PairKey, IdentityRecord> Identities = new("cognito.identity", JsonRecord.Codec(() => CognitoJson.Default.IdentityRecord));
    public static readonly Index<IdKey, PairKey, IdentityRecord> IdentitiesById = Identities.AddIndex<IdKey>("by-id", static (k, _) => new IdKey(k.Second));

    /// <summary>By pool, provider and the subject there.</summary>
    public static readonly Table<TripleKey, LoginRecord> Logins = new("cognito.login", JsonRecord.Codec(() => CognitoJson.Default.LoginRecord));

    // Folded always, so that pools that tell capitals apart and those that do not share an index; who reads it compares.
    private static Index<PairKey, PairKey, UserRecord> ByAttribute(string name, string attribute) =>
        Users.AddIndex<PairKey>(name, (k, u) => u.Attribute(attribute) is { } value ? new PairKey(k.First, value.ToLowerInvariant()) : null);
}
