using Undercast.Kernel;

namespace Undercast.Cloud;

/// <summary>Who asks, as policies see it.</summary>
/// <param name="Principal">The caller.</param>
/// <param name="Policies">What is known of it.</param>
/// <param name="Federated">The identity provider that vouches for a caller without credentials of its own, or null.</param>
internal sealed record AccessSubject(Principal Principal, PrincipalPolicies Policies, string? Federated = null)
{
    /// <summary>The ARN that policies name it by: the role's for a session.</summary>
    public string PolicyArn { get; } = Policies.PolicyArn ?? Principal.Arn;
}

/// <summary>One action on one resource by one subject.</summary>
internal sealed class AccessRequest
{
    public AccessRequest(AccessSubject subject, CallContext call, string action, string resource, ResourceFacts? facts)
    {
        Subject = subject;
        Call = call;
        Action = action;
        Resource = new ArnText(facts?.Arn ?? resource);
        Facts = facts;
        Owner = facts?.OwnerAccount ?? (IsAccount(Resource.Account) ? Resource.Account.ToString() : subject.Principal.Account);
        Keys = new RequestKeys(this);
    }

    public AccessSubject Subject { get; }
    public CallContext Call { get; }
    public string Action { get; }
    public ArnText Resource { get; }
    public ResourceFacts? Facts { get; }
    public IReadOnlyList<PolicyDocument> ResourcePolicies { get; init; } = [];
    public IReadOnlyDictionary<string, string>? MoreKeys { get; init; }
    public Action<Action<string, string>>? ServiceKeys { get; init; }
    public ConditionKeys Keys { get; }

    /// <summary>The account that owns the resource.</summary>
    public string Owner { get; }

    private static bool IsAccount(ReadOnlySpan<char> text) => text.Length == 12 && !text.ContainsAnyExceptInRange('0', '9');
}
