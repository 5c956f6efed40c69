using Undercast.Kernel;

namespace Undercast.Cloud;

/// <summary>The kinds of policy, in the order in which AWS looks for a reason.</summary>
internal enum PolicyKind
{
    None = 0,
    ServiceControl = 1,
    Resource = 2,
    Identity = 3,
    Boundary = 4,
    Session = 5,
}

/// <summary>What came of a request.</summary>
/// <param name="IsAllowed">Whether it may go on.</param>
/// <param name="Kind">The kind of policy that denies, or does not allow.</param>
/// <param name="IsExplicit">Whether a statement denies.</param>
internal readonly record struct AccessDecision(bool IsAllowed, PolicyKind Kind = PolicyKind.None, bool IsExplicit = false)
{
    public static AccessDecision Allowed { get; } = new(true);
}

/// <summary>Decides requests by policies alone: no clock, no store.</summary>
/// <remarks>
/// <code>
/// 1 a statement of any policy that denies         denied
/// 2 service control policies: every level allows  or denied
/// 3 the resource's policies                       name the caller itself: allowed, within its own account
/// 4 identity policies                             or the resource's name the role
/// 5 boundary, 6 session policies                  both allow, where there are any
/// 7 another account's caller, or a resource       the resource's policies allow too
///   that wants it so
/// </code>
/// </remarks>
internal static class PolicyEvaluator
{
    private enum Verdict
    {
        Silent = 0,
        Allow = 1,
        Deny = 2,
    }

    public static AccessDecision Decide(AccessRequest request)
    {
        var (principal, policies) = (request.Subject.Principal, request.Subject.Policies);

        // 1
        var control = Verdict.Allow;
        foreach (var level in policies.ServiceControl)
        {
            var verdict = Of(level, request);
            if (verdict == Verdict.Deny) return new AccessDecision(false, PolicyKind.ServiceControl, true);
            if (verdict == Verdict.Silent) control = Verdict.Silent;
        }
        var granted = OfResource(request, out var denied);
        if (denied) return new AccessDecision(false, PolicyKind.Resource, true);
        var identity = Of(policies.Identity, request);
        if (identity == Verdict.Deny) return new AccessDecision(false, PolicyKind.Identity, true);
        var boundary = policies.Boundary is null ? Verdict.Allow : Of(policies.Boundary, request);
        if (boundary == Verdict.Deny) return new AccessDecision(false, PolicyKind.Boundary, true);
        var session = policies.Session is null ? Verdict.Allow : Of(policies.Session, request);
        if (session == Verdict.Deny) return new AccessDecision(false, PolicyKind.Session, true);

        // 2
        if (control == Verdict.Silent) return new AccessDecision(false, PolicyKind.ServiceControl);

        var needed = request.Facts?.Grants ?? PolicyGrants.OtherAccounts;
        var owns = principal.Account == request.Owner;
        switch (principal.Kind)
        {
            case PrincipalKind.Anonymous:
                return granted == PrincipalMatch.Direct ? AccessDecision.Allowed : new AccessDecision(false, PolicyKind.Resource);
            case PrincipalKind.Service:
                return granted == PrincipalMatch.Direct || (owns && needed == PolicyGrants.OtherAccounts) ? AccessDecision.Allowed : new AccessDecision(false, PolicyKind.Resource);
            // AWS: the account itself needs no policy of its own. A session of it may have policies.
            case PrincipalKind.Root:
                identity = Verdict.Allow;
                break;
        }

        // 3
        if (owns && granted == PrincipalMatch.Direct) return AccessDecision.Allowed;

        // 4, 5, 6
        if (identity == Verdict.Silent && !(owns && granted == PrincipalMatch.Role)) return new AccessDecision(false, PolicyKind.Identity);
        if (boundary == Verdict.Silent) return new AccessDecision(false, PolicyKind.Boundary);
        if (session == Verdict.Silent) return new AccessDecision(false, PolicyKind.Session);

        // 7
        return granted != PrincipalMatch.None || (owns && needed != PolicyGrants.Everyone) ? AccessDecision.Allowed : new AccessDecision(false, PolicyKind.Resource);
    }

    private static Verdict Of(IReadOnlyList<PolicyDocument> documents, AccessRequest request)
    {
        var verdict = Verdict.Silent;
        for (var i = 0; i < documents.Count; i++)
        {
            switch (Of(documents[i], request))
            {
                case Verdict.Deny: return Verdict.Deny;
                case Verdict.Allow:
                    verdict = Verdict.Allow;
                    break;
            }
        }
        return verdict;
    }

    private static Verdict Of(PolicyDocument document, AccessRequest request)
    {
        var verdict = Verdict.Silent;
        foreach (var statement in document.Statements)
        {
            // What is allowed already needs no second allowance.
            if (!statement.IsDeny && verdict == Verdict.Allow) continue;
            if (!statement.Applies(request)) continue;
            if (statement.IsDeny) return Verdict.Deny;
            verdict = Verdict.Allow;
        }
        return verdict;
    }

    /// <summary>How well the resource's policies grant the request.</summary>
    private static PrincipalMatch OfResource(AccessRequest request, out bool denied)
    {
        denied = false;
        var best = PrincipalMatch.None;
        for (var i = 0; i < request.ResourcePolicies.Count; i++)
        {
            foreach (var statement in request.ResourcePolicies[i].Statements)
            {
                if (statement.Principals is not { } principals) continue;
                var match = principals.Match(request.Subject);
                // AWS: an account in NotPrincipal excepts the account itself, not everyone in it.
                if (statement.NotPrincipal) match = match > PrincipalMatch.Account ? PrincipalMatch.None : PrincipalMatch.Direct;
                if (match == PrincipalMatch.None || (!statement.IsDeny && match <= best) || !statement.Applies(request)) continue;
                if (statement.IsDeny)
                {
                    denied = true;
                    return PrincipalMatch.None;
                }
                best = match;
            }
        }
        return best;
    }
}
