using System.Collections.Frozen;
using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cloud;

/// <summary>Decides every call by policies: those of the caller, those of the resource, and what the call says of itself.</summary>
public sealed class PolicyAuthorizer : IAuthorizer, IAccess
{
    private readonly CloudOptions _options;
    private readonly IPrincipalPolicies _principals;
    private readonly CallLedger _ledger;
    private readonly FrozenDictionary<string, IResourceFacts>.AlternateLookup<ReadOnlySpan<char>> _facts;
    private readonly PolicyCache _cache = new();

    /// <summary>Creates it over what the services tell of their resources.</summary>
    public PolicyAuthorizer(CloudOptions options, IPrincipalPolicies principals, IEnumerable<IResourceFacts> facts, CallLedger ledger)
    {
        _options = options;
        _principals = principals;
        _ledger = ledger;
        _facts = facts.ToFrozenDictionary(f => f.ActionPrefix, StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <inheritdoc/>
    public async ValueTask AuthorizeAsync(OperationDescriptor operation, IReadOnlyList<Permission> permissions, object input, CallContext call)
    {
        var caller = call.Caller;
        // An operation that asks for nothing and may be reached without credentials checks in its own rules (sign-in, web identity).
        if (permissions.Count == 0 && operation.AllowAnonymous) return;
        if (caller.Kind == PrincipalKind.Anonymous && !operation.AllowAnonymous) throw SignatureErrors.MissingToken();
        if (_options.Auth == AuthMode.Open) return;
        var subject = await SubjectOfAsync(caller, call.Cancelled);
        for (var i = 0; i < permissions.Count; i++)
        {
            var permission = permissions[i];
            var source = SourceOf(permission.Action);
            var decision = await DecideAsync(subject, call, permission, source, null, source is null ? null : keys => source.AddConditionKeys(operation, input, permission, keys));
            if (!decision.IsAllowed) throw Denied(decision, caller, permission, source);
        }
    }

    /// <inheritdoc/>
    public async ValueTask<bool> MayAsync(CallContext call, string action, string resource, IReadOnlyDictionary<string, string>? keys = null) =>
        await RefusalAsync(call, action, resource, keys) is null;

    /// <inheritdoc/>
    public async ValueTask DemandAsync(CallContext call, string action, string resource, IReadOnlyDictionary<string, string>? keys = null)
    {
        if (await RefusalAsync(call, action, resource, keys) is { } refusal) throw refusal;
    }

    /// <summary>Decides for given policies, outside any operation: trust of roles, simulations.</summary>
    /// <param name="call">The call in whose course it happens.</param>
    /// <param name="who">The principal.</param>
    /// <param name="policies">Its policies and condition keys.</param>
    /// <param name="federated">The identity provider that vouches for it, or null.</param>
    /// <param name="permission">The action and the resource.</param>
    /// <param name="facts">The resource's policies, or null.</param>
    public AccessVerdict Decide(CallContext call, Principal who, PrincipalPolicies policies, string? federated, Permission permission, ResourceFacts? facts)
    {
        var decision = PolicyEvaluator.Decide(new AccessRequest(new AccessSubject(who, policies, federated), call, permission.Action, permission.Resource, facts)
        {
            ResourcePolicies = facts is null ? [] : Compiled(facts),
        });
        return decision.IsAllowed ? AccessVerdict.Allowed : decision.IsExplicit ? AccessVerdict.ExplicitDeny : AccessVerdict.ImplicitDeny;
    }

    /// <summary>The compiled form of a policy's text, from the cache where it is known.</summary>
    public PolicyDocument Compile(string json) => _cache.Get(json);

    private async ValueTask<CommonException?> RefusalAsync(CallContext call, string action, string resource, IReadOnlyDictionary<string, string>? keys)
    {
        if (_options.Auth == AuthMode.Open) return null;
        var permission = new Permission(action, resource);
        var source = SourceOf(action);
        var decision = await DecideAsync(await SubjectOfAsync(call.Caller, call.Cancelled), call, permission, source, keys, null);
        var denial = decision.IsAllowed ? null : Denied(decision, call.Caller, permission, source);
        _ledger.Note(call.Caller.Arn, permission, denial?.Message);
        return _options.Auth == AuthMode.Audit ? null : denial;
    }

    private async ValueTask<AccessSubject> SubjectOfAsync(Principal caller, CancellationToken ct) => new(
        caller,
        caller.Kind is PrincipalKind.Anonymous or PrincipalKind.Service || (caller.Kind == PrincipalKind.Root && caller.AccessKeyId.Length != 20)
            ? PrincipalPolicies.None
            : await _principals.OfAsync(caller, ct));

    private async ValueTask<AccessDecision> DecideAsync(
        AccessSubject subject, CallContext call, Permission permission, IResourceFacts? source, IReadOnlyDictionary<string, string>? keys, Action<Action<string, string>>? serviceKeys)
    {
        var facts = source is null || permission.Resource == "*" ? null : await source.OfAsync(permission.Resource, call.Cancelled);
        var late = facts?.LateKeys;
        var wanted = false;
        AccessDecision Decide(Action<Action<string, string>>? source) => PolicyEvaluator.Decide(new AccessRequest(subject, call, permission.Action, permission.Resource, facts)
        {
            ResourcePolicies = facts is null ? [] : Compiled(facts),
            MoreKeys = keys,
            ServiceKeys = source,
        });
        if (late is null) return Decide(serviceKeys);
        var first = Decide(add =>
        {
            wanted = true;
            serviceKeys?.Invoke(add);
        });
        if (!wanted) return first;
        // A condition has asked for what only a look-up can tell.
        var found = await late(call.Cancelled);
        return found.Count == 0 ? first : Decide(add =>
        {
            serviceKeys?.Invoke(add);
            foreach (var (name, value) in found) add(name, value);
        });
    }

    private IReadOnlyList<PolicyDocument> Compiled(ResourceFacts facts) => facts.Policies.Count switch
    {
        0 => [],
        1 => [_cache.Get(facts.Policies[0])],
        _ => [.. facts.Policies.Select(_cache.Get)],
    };

    private IResourceFacts? SourceOf(string action)
    {
        var colon = action.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && _facts.TryGetValue(action.AsSpan(0, colon), out var source) ? source : null;
    }

    // AWS: roles that do not trust the caller do not say why.
    private static CommonException Denied(AccessDecision decision, Principal caller, Permission permission, IResourceFacts? source) => source?.Refuse(caller) ?? Denials.Of(
        decision, caller, source?.Spell(permission.Action) ?? permission.Action, permission.Resource,
        withReason: !permission.Action.StartsWith("sts:AssumeRole", StringComparison.Ordinal));
}

/// <summary>A decision without its reason.</summary>
public enum AccessVerdict
{
    /// <summary>Allowed.</summary>
    Allowed = 0,
    /// <summary>Nothing allows it.</summary>
    ImplicitDeny = 1,
    /// <summary>A statement denies it.</summary>
    ExplicitDeny = 2,
}
