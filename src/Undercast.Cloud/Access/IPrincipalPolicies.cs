using Undercast.Kernel;

namespace Undercast.Cloud;

/// <summary>Finds the policies of principals; implemented by the service that keeps them.</summary>
public interface IPrincipalPolicies
{
    /// <summary>The policies of a user, a role's session or a federated user as they are now; of anyone else <see cref="PrincipalPolicies.None"/>. Called for each decision, so it must be quick.</summary>
    ValueTask<PrincipalPolicies> OfAsync(Principal principal, CancellationToken ct);
}

/// <summary>Everything that limits and describes a principal. Immutable.</summary>
public sealed record PrincipalPolicies
{
    /// <summary>No policies: nothing is allowed by them.</summary>
    public static PrincipalPolicies None { get; } = new();

    /// <summary>Policies of the user and its groups, or of the role.</summary>
    public IReadOnlyList<PolicyDocument> Identity { get; init; } = [];

    /// <summary>The permissions boundary, or null for none.</summary>
    public PolicyDocument? Boundary { get; init; }

    /// <summary>The session policies, or null when the session was opened without any.</summary>
    public IReadOnlyList<PolicyDocument>? Session { get; init; }

    /// <summary>Service control policies, one list for each level of the organization; every level must allow.</summary>
    public IReadOnlyList<IReadOnlyList<PolicyDocument>> ServiceControl { get; init; } = [];

    /// <summary>The ARN that policies know the principal by where it is not its own: the role's for a session, the user's for a federated user.</summary>
    public string? PolicyArn { get; init; }

    /// <summary>The user's name (<c>aws:username</c>).</summary>
    public string? UserName { get; init; }

    /// <summary>Tags of the principal and the session (<c>aws:PrincipalTag/…</c>).</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether the caller of a session showed a code of an MFA device (<c>aws:MultiFactorAuthPresent</c>); null for long-term keys, whose requests do not say.</summary>
    public bool? HasMfa { get; init; }

    /// <summary>When (<c>aws:MultiFactorAuthAge</c>).</summary>
    public DateTimeOffset? MfaAt { get; init; }

    /// <summary>More condition keys: claims of a token, source identity. Compared without case.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Keys { get; init; } = new Dictionary<string, IReadOnlyList<string>>();
}
