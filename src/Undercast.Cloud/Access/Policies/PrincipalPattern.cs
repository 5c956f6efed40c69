using Undercast.Kernel;

namespace Undercast.Cloud;

/// <summary>How a resource policy names the caller; what that is worth differs.</summary>
internal enum PrincipalMatch
{
    /// <summary>Not at all.</summary>
    None = 0,
    /// <summary>By the account: the account may, and its own policies say who in it.</summary>
    Account = 1,
    /// <summary>By the role of the session: boundary and session policies still limit it.</summary>
    Role = 2,
    /// <summary>The caller itself, or everyone.</summary>
    Direct = 3,
}

/// <summary>The <c>Principal</c> of a statement.</summary>
internal sealed class PrincipalPattern
{
    public bool Everyone { get; init; }
    public IReadOnlyList<string> Aws { get; init; } = [];
    public IReadOnlyList<string> Services { get; init; } = [];
    public IReadOnlyList<string> Federated { get; init; } = [];

    public PrincipalMatch Match(AccessSubject subject)
    {
        if (Everyone) return PrincipalMatch.Direct;
        var principal = subject.Principal;
        if (subject.Federated is { } provider) return Contains(Federated, provider) ? PrincipalMatch.Direct : PrincipalMatch.None;
        switch (principal.Kind)
        {
            case PrincipalKind.Anonymous: return PrincipalMatch.None;
            case PrincipalKind.Service: return Contains(Services, principal.Arn) ? PrincipalMatch.Direct : PrincipalMatch.None;
        }
        var best = PrincipalMatch.None;
        foreach (var entry in Aws)
        {
            var match = MatchOf(entry, subject);
            if (match > best) best = match;
        }
        return best;
    }

    private static PrincipalMatch MatchOf(string entry, AccessSubject subject)
    {
        var principal = subject.Principal;
        if (entry == principal.Arn) return PrincipalMatch.Direct;
        if (IsAccount(entry, principal.Account)) return principal.Kind == PrincipalKind.Root ? PrincipalMatch.Direct : PrincipalMatch.Account;
        if (entry == subject.PolicyArn) return PrincipalMatch.Role;
        if (principal.Id.Length == 0 || !principal.Id.StartsWith(entry, StringComparison.Ordinal)) return PrincipalMatch.None;
        // AWS: unique ids (AIDA…, AROA…) stand for principals too; a session's id goes on with its name.
        if (principal.Id.Length == entry.Length) return PrincipalMatch.Direct;
        return principal.Id[entry.Length] == ':' ? PrincipalMatch.Role : PrincipalMatch.None;
    }

    private static bool IsAccount(string entry, string account) =>
        account.Length == 12
        && (entry == account
            || (entry.EndsWith(":root", StringComparison.Ordinal) && Arn.TryParse(entry, out var arn) && arn.Resource == "root" && arn.Account == account));

    private static bool Contains(IReadOnlyList<string> all, string one)
    {
        foreach (var entry in all)
        {
            if (entry == one || entry == "*") return true;
        }
        return false;
    }
}
