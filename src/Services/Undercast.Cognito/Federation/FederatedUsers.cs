using Undercast.Storage;

namespace Undercast.Cognito;

/// <summary>Users who sign in at another provider.</summary>
internal static class FederatedUsers
{
    // AWS: a username has at most 128 characters.
    private const int LongestName = 128;

    /// <summary>The user whom somebody at a provider is, or null while there is none.</summary>
    public static async ValueTask<(PairKey Key, UserRecord User)?> LinkedAsync(IReadTransaction tx, TripleKey link)
    {
        if (await HostedTables.Links.GetAsync(tx, link) is not { } found) return null;
        var key = new PairKey(link.First, found.FoldedUsername);
        // A user of that name who came later is somebody else.
        return await CognitoTables.Users.GetAsync(tx, key) is { } user && user.Sub == found.Sub ? (key, user) : null;
    }

    public static string NameOf(PoolRecord pool, ProviderRecord provider, string subject) => PoolRules.Fold(pool, $"{provider.Name}_{subject}");

    /// <summary>The user with what the provider says of it now; a new one at the first time.</summary>
    /// <exception cref="InvalidParameterException">What the provider says does not fit the pool's schema.</exception>
    public static UserRecord Merge(PoolRecord pool, ProviderRecord provider, string subject, UserRecord? before, IReadOnlyDictionary<string, string> claims, string newSub, DateTimeOffset now)
    {
        var name = NameOf(pool, provider, subject);
        if (name.Length > LongestName) throw CognitoFaults.Invalid($"1 validation error detected: Value '{name}' at 'userName' failed to satisfy constraint: Member must have length less than or equal to {LongestName}");
        var mapped = new List<AttributeType>();
        foreach (var (attribute, claim) in provider.Provider.AttributeMapping!)
        {
            if (attribute != "username" && claims.TryGetValue(claim, out var value) && value.Length > 0) mapped.Add(new AttributeType { Name = attribute, Value = value });
        }
        // AWS: attributes that cannot be changed keep their first value at later sign-ins.
        if (before is not null) mapped.RemoveAll(a => pool.Pool.SchemaAttributes!.Any(s => s.Name == a.Name && s.Mutable == false) && before.Attribute(a.Name) is not null);
        var attributes = SchemaRules.Apply(pool, mapped, null, before?.Attributes);
        foreach (var address in (ReadOnlySpan<string>)["email", "phone_number"])
        {
            // AWS: an address that a provider brings counts as verified only where the provider's word for it is mapped.
            if (attributes.TryGetValue(address, out var value) && value != before?.Attribute(address) && mapped.All(a => a.Name != address + "_verified")) attributes[address + "_verified"] = "false";
        }
        if (before is not null) return before with { Attributes = attributes, Modified = now };
        return ExternalIdentities.Add(
            new UserRecord { Username = name, Sub = newSub, Status = UserStatus.External, Created = now, Modified = now, Attributes = attributes }, provider, subject, isPrimary: true, now);
    }
}
