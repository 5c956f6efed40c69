using System.Collections.Concurrent;
using Undercast.Cloud;
using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.Iam;

/// <summary>Finds keys and policies for the pipeline.</summary>
/// <remarks>
/// What was found is remembered with the account's epoch, which every change renews in its own transaction. One small read per question therefore tells
/// whether it still holds, on every node and after a reset, and a change is in force with its answer.
/// </remarks>
internal sealed class PrincipalDirectory(IStore store) : IPrincipalPolicies, ICredentialSource
{
    private static readonly PolicyDocument Everything = PolicyDocument.Parse("""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}""");

    private const int Most = 8192;

    private readonly ConcurrentDictionary<string, (long? Epoch, PrincipalPolicies Policies)> _policies = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, (long? Epoch, Credential Credential)> _credentials = new(StringComparer.Ordinal);

    public async ValueTask<PrincipalPolicies> OfAsync(Principal principal, CancellationToken ct)
    {
        var name = IsTemporary(principal.AccessKeyId) ? principal.AccessKeyId : principal.Arn;
        if (_policies.TryGetValue(name, out var known) && known.Epoch == await EpochAsync(principal.Account, ct)) return known.Policies;
        var fresh = await store.ReadAsync(async tx => (await EpochAsync(tx, principal.Account), await LoadAsync(tx, principal)), ct);
        Remember(_policies, name, fresh);
        return fresh.Item2;
    }

    public async ValueTask<Credential?> FindAsync(string accessKeyId, string? sessionToken, CancellationToken ct)
    {
        if (accessKeyId.Length != 20) return null;
        if (_credentials.TryGetValue(accessKeyId, out var known) && known.Epoch == await EpochAsync(known.Credential.Principal.Account, ct)) return known.Credential;
        var fresh = await store.ReadAsync(
            async tx =>
            {
                var credential = IsTemporary(accessKeyId) ? await SessionAsync(tx, accessKeyId) : await KeyAsync(tx, accessKeyId);
                return credential is null ? default : (await EpochAsync(tx, credential.Principal.Account), credential);
            },
            ct);
        if (fresh.credential is { } found) Remember(_credentials, accessKeyId, (fresh.Item1, found));
        return fresh.credential;
    }

    // AWS: temporary keys begin with ASIA, those of users with AKIA.
    private static bool IsTemporary(string accessKeyId) => accessKeyId.StartsWith("ASIA", StringComparison.Ordinal);

    private static void Remember<T>(ConcurrentDictionary<string, T> all, string name, T value)
    {
        if (all.Count >= Most) all.Clear();
        all[name] = value;
    }

    private ValueTask<long?> EpochAsync(string account, CancellationToken ct) => store.ReadAsync(tx => EpochAsync(tx, account), ct);

    private static async ValueTask<long?> EpochAsync(IReadTransaction tx, string account) => (await IamTables.Epochs.GetAsync(tx, new AccountKey(account)))?.Value;

    private static async ValueTask<Credential?> KeyAsync(IReadTransaction tx, string accessKeyId)
    {
        if (await IamTables.AccessKeys.GetAsync(tx, new AccessKeyKey(accessKeyId)) is not { Active: true } key) return null;
        var user = await IamTables.Entities.GetAsync(tx, EntityKey.Of(key.Account, EntityKind.User, key.UserName));
        if (user is null || user.Id != key.UserId) return null;
        return new Credential(accessKeyId, key.Secret, new Principal(PrincipalKind.User, key.Account, user.ArnIn(key.Account, EntityKind.User), user.Id));
    }

    private static async ValueTask<Credential?> SessionAsync(IReadTransaction tx, string accessKeyId) =>
        await IamTables.Sessions.GetAsync(tx, new AccessKeyKey(accessKeyId)) is { } session
            ? new Credential(accessKeyId, session.Secret, session.Principal(accessKeyId), session.Token, session.Expires)
            : null;

    private static async ValueTask<PrincipalPolicies> LoadAsync(IReadTransaction tx, Principal principal)
    {
        if (IsTemporary(principal.AccessKeyId))
            return await IamTables.Sessions.GetAsync(tx, new AccessKeyKey(principal.AccessKeyId)) is { } session ? await OfSessionAsync(tx, session) : PrincipalPolicies.None;
        if (principal.Kind == PrincipalKind.User)
            return await IamTables.Entities.GetAsync(tx, EntityKey.Of(principal.Account, EntityKind.User, Arns.NameOf(principal.Arn))) is { } user && user.Id == principal.Id
                ? await OfEntityAsync(tx, principal.Account, EntityKind.User, user)
                : PrincipalPolicies.None;
        if (principal.Kind != PrincipalKind.AssumedRole) return PrincipalPolicies.None;
        // A session that was opened by nobody but a caller inside has its role's policies and no others.
        return principal.Arn.Split('/') is [_, var name, _]
            && await IamTables.Entities.GetAsync(tx, EntityKey.Of(principal.Account, EntityKind.Role, name)) is { } role && principal.Id.StartsWith(role.Id, StringComparison.Ordinal)
                ? await OfEntityAsync(tx, principal.Account, EntityKind.Role, role)
                : PrincipalPolicies.None;
    }

    private static async ValueTask<PrincipalPolicies> OfSessionAsync(IReadTransaction tx, SessionRecord session)
    {
        // Whom the account itself vouches for may do what the account may, within the session's policies.
        var policies = session.Kind == PrincipalKind.FederatedUser ? new PrincipalPolicies { Identity = [Everything] } : PrincipalPolicies.None;
        if (session.Entity is { } name)
        {
            var kind = session.Kind == PrincipalKind.AssumedRole ? EntityKind.Role : EntityKind.User;
            // Whoever has taken the place of a deleted role is not the one whose session this is.
            if (await IamTables.Entities.GetAsync(tx, EntityKey.Of(session.Account, kind, name)) is not { } entity || entity.Id != session.EntityId) return PrincipalPolicies.None;
            policies = await OfEntityAsync(tx, session.Account, kind, entity);
        }
        List<PolicyDocument>? limits = null;
        foreach (var document in session.Policies ?? []) (limits ??= []).Add(PolicyDocument.Parse(document));
        foreach (var arn in session.PolicyArns ?? []) (limits ??= []).Add(await DocumentAsync(tx, session.Account, arn));
        return policies with
        {
            // AWS: a federated user without a session policy may do nothing.
            Session = limits ?? (session.Kind == PrincipalKind.FederatedUser ? [] : null),
            UserName = session.Kind == PrincipalKind.User ? policies.UserName : null,
            Tags = session.Tags is null ? policies.Tags : policies.Tags.Where(t => !session.Tags.ContainsKey(t.Key)).Concat(session.Tags).ToDictionary(),
            Keys = session.Keys ?? policies.Keys,
            // AWS: sessions say whether there was a code; long-term keys do not.
            HasMfa = session.MfaAt is not null,
            MfaAt = session.MfaAt,
        };
    }

    /// <summary>The policies of a user or role.</summary>
    public static async ValueTask<PrincipalPolicies> OfEntityAsync(IReadTransaction tx, string account, string kind, EntityRecord entity)
    {
        var documents = new List<PolicyDocument>();
        await AddAsync(tx, account, entity, documents);
        foreach (var name in entity.Groups ?? [])
        {
            if (await IamTables.Entities.GetAsync(tx, EntityKey.Of(account, EntityKind.Group, name)) is { } group) await AddAsync(tx, account, group, documents);
        }
        return new PrincipalPolicies
        {
            Identity = documents,
            Boundary = entity.Boundary is { } boundary ? await DocumentAsync(tx, account, boundary) : null,
            PolicyArn = entity.ArnIn(account, kind),
            UserName = kind == EntityKind.User ? entity.Name : null,
            Tags = entity.TagMap,
        };
    }

    private static async ValueTask AddAsync(IReadTransaction tx, string account, EntityRecord entity, List<PolicyDocument> documents)
    {
        foreach (var document in entity.InlineMap.Values) documents.Add(PolicyDocument.Parse(document));
        foreach (var arn in entity.AttachedList) documents.Add(await DocumentAsync(tx, account, arn));
    }

    /// <summary>The version in force of a managed policy; one that is not there allows nothing.</summary>
    private static async ValueTask<PolicyDocument> DocumentAsync(IReadTransaction tx, string account, string arn)
    {
        if (ManagedPolicies.Find(arn) is { } managed) return managed.Compiled;
        var policy = Arns.TryParse(arn, EntityKind.Policy, out var owner, out _, out var name) && owner == account
            ? await IamTables.Entities.GetAsync(tx, EntityKey.Of(account, EntityKind.Policy, name))
            : null;
        return policy?.Versions?.FirstOrDefault(v => v.Number == policy.DefaultVersion) is { } version ? PolicyDocument.Parse(version.Document) : PolicyDocument.Empty;
    }
}
