using Undercast.Storage;

namespace Undercast.Cognito;

/// <summary>Finds users by whatever they may sign in with.</summary>
internal static class Users
{
    private const int MostAlike = 20;

    public static PairKey Key(PoolRecord pool, UserRecord user) => new(pool.Id, PoolRules.Fold(pool, user.Username));

    /// <summary>The user of a name, a sub, or an alias that the pool allows; null when there is none.</summary>
    public static async ValueTask<(PairKey Key, UserRecord User)?> FindAsync(IReadTransaction tx, PoolRecord pool, string name)
    {
        var key = new PairKey(pool.Id, PoolRules.Fold(pool, name));
        if (await CognitoTables.Users.GetAsync(tx, key) is { } user) return (key, user);
        if (Guid.TryParseExact(name, "D", out _) && await CognitoTables.UsersBySub.FirstAsync(tx, CognitoTables.UsersBySub.Prefix(pool.Id, name)) is { } bySub) return (bySub.Key, bySub.Record);
        foreach (var (attribute, index) in Aliases)
        {
            if (await ByAliasAsync(tx, pool, attribute, index, name) is { } found) return found;
        }
        return null;
    }

    /// <summary>Who holds an email, phone number or preferred name as a name to sign in with.</summary>
    public static async ValueTask<(PairKey Key, UserRecord User)?> HolderAsync(IReadTransaction tx, PoolRecord pool, string attribute, string value)
    {
        foreach (var (name, index) in Aliases)
        {
            if (name == attribute) return await ByAliasAsync(tx, pool, attribute, index, value);
        }
        return null;
    }

    private static readonly (string Attribute, Index<PairKey, PairKey, UserRecord> Index)[] Aliases =
    [
        ("email", CognitoTables.UsersByEmail), ("phone_number", CognitoTables.UsersByPhone), ("preferred_username", CognitoTables.UsersByPreferred),
    ];

    private static async ValueTask<(PairKey Key, UserRecord User)?> ByAliasAsync(
        IReadTransaction tx, PoolRecord pool, string attribute, Index<PairKey, PairKey, UserRecord> index, string value)
    {
        var isName = PoolRules.SignsInBy(pool, attribute);
        if (!isName && !PoolRules.HasAlias(pool, attribute)) return null;
        foreach (var row in await index.RangeAsync(tx, index.Prefix(pool.Id, value.ToLowerInvariant()), MostAlike))
        {
            // AWS: who signs in at another provider is found by no address: a user of the pool itself may have the same.
            if (row.Record.Status == UserStatus.External) continue;
            if (PoolRules.IsCaseSensitive(pool) && row.Record.Attribute(attribute) != value) continue;
            // AWS: an email or phone number is an alias once it is verified; a preferred name once the user is confirmed.
            if (isName || row.Record.Attribute(attribute + "_verified") == "true" || (attribute == "preferred_username" && row.Record.Status != UserStatus.Unconfirmed)) return (row.Key, row.Record);
        }
        return null;
    }

    /// <summary>A user's groups, the one that matters most first.</summary>
    public static async ValueTask<IReadOnlyList<GroupType>> GroupsAsync(IReadTransaction tx, PoolRecord pool, UserRecord user)
    {
        if (user.Groups.Count == 0) return [];
        var groups = new List<GroupType>(user.Groups.Count);
        foreach (var name in user.Groups)
        {
            if (await CognitoTables.Groups.GetAsync(tx, new PairKey(pool.Id, name)) is { } group) groups.Add(group.Group);
        }
        return [.. groups.OrderBy(g => g.Precedence ?? int.MaxValue)];
    }

    public static async ValueTask RemoveAsync(IWriteTransaction tx, PoolRecord pool, UserRecord user)
    {
        var key = Key(pool, user);
        foreach (var group in user.Groups) CognitoTables.Members.Delete(tx, new TripleKey(pool.Id, group, key.Second));
        await SignOutAsync(tx, pool, user);
        await CognitoTables.Codes.DeleteRangeAsync(tx, CognitoTables.Codes.Prefix(pool.Id, user.Sub));
        CognitoTables.Devices.DeleteRange(tx, CognitoTables.Devices.Prefix(pool.Id, user.Sub));
        CognitoTables.Passkeys.DeleteRange(tx, CognitoTables.Passkeys.Prefix(pool.Id, user.Sub));
        await CognitoTables.AuthEvents.DeleteRangeAsync(tx, CognitoTables.AuthEvents.Prefix(pool.Id, user.Sub));
        await CognitoTables.Users.DeleteAsync(tx, key);
    }

    /// <summary>Ends every sign-in of a user.</summary>
    public static ValueTask SignOutAsync(IWriteTransaction tx, PoolRecord pool, UserRecord user) => CognitoTables.Sessions.DeleteRangeAsync(tx, CognitoTables.Sessions.Prefix(pool.Id, user.Sub));
}

/// <summary>The states of a user.</summary>
internal static class UserStatus
{
    public const string Unconfirmed = "UNCONFIRMED";
    public const string Confirmed = "CONFIRMED";
    public const string ForceChangePassword = "FORCE_CHANGE_PASSWORD";
    public const string ResetRequired = "RESET_REQUIRED";
    public const string External = "EXTERNAL_PROVIDER";
}
