using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cloud;

/// <summary>What a service tells the policy evaluator about its resources and calls. A service registers one when its resources have policies, tags or condition keys of their own.</summary>
public interface IResourceFacts
{
    /// <summary>The prefix of the actions that this service answers for, such as <c>sqs</c>.</summary>
    string ActionPrefix { get; }

    /// <summary>What is known of a resource, or null when there is none (the account in the ARN, or else the caller's, is then taken for the owner's). Called for each decision, so it must be quick.</summary>
    /// <param name="resource">The ARN of a <see cref="Permission"/> of one of this service's actions.</param>
    /// <param name="ct">Cancels the look-up.</param>
    ValueTask<ResourceFacts?> OfAsync(string resource, CancellationToken ct);

    /// <summary>Adds the condition keys of a call, such as <c>s3:prefix</c> or <c>dynamodb:LeadingKeys</c>. Called only when a policy that applies has conditions.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="input">Its input record.</param>
    /// <param name="permission">The permission that is being decided.</param>
    /// <param name="keys">Takes key and values; the same key may be added several times.</param>
    void AddConditionKeys(OperationDescriptor operation, object input, Permission permission, Action<string, string> keys);

    /// <summary>How the service spells an action in its refusals.</summary>
    string Spell(string action) => action;

    /// <summary>The service's own words for refusing a caller, or null for the usual ones.</summary>
    CommonException? Refuse(Principal caller) => null;
}

/// <summary>Who must be granted access by a resource's own policies, whatever else allows it.</summary>
public enum PolicyGrants
{
    /// <summary>Callers of other accounts only.</summary>
    OtherAccounts = 0,
    /// <summary>Callers of other accounts, and services of the cloud even when they act for the owner: queues, topics, functions, buckets.</summary>
    Services = 1,
    /// <summary>Everybody: roles to be assumed, keys.</summary>
    Everyone = 2,
}

/// <summary>What a policy decision needs to know of a resource.</summary>
public sealed record ResourceFacts
{
    /// <summary>The account that owns it, for ARNs that do not say (buckets); null where the ARN says.</summary>
    public string? OwnerAccount { get; init; }

    /// <summary>Its resource policies as JSON; every one applies. Give the same string instances while they are unchanged: parsed policies are cached by them.</summary>
    public IReadOnlyList<string> Policies { get; init; } = [];

    /// <summary>Who needs a grant of these policies.</summary>
    public PolicyGrants Grants { get; init; }

    /// <summary>What policies call it, where a request names it otherwise (by an alias); null where they agree.</summary>
    public string? Arn { get; init; }

    /// <summary>Condition keys that must be looked up; asked for only when a condition wants a key that is not there.</summary>
    public Func<CancellationToken, ValueTask<IReadOnlyList<KeyValuePair<string, string>>>>? LateKeys { get; init; }

    /// <summary>Its tags, for <c>aws:ResourceTag/…</c>.</summary>
    public IReadOnlyDictionary<string, string>? Tags { get; init; }
}
