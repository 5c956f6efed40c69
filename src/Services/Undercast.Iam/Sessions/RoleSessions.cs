using Undercast.Cloud;
using Undercast.Kernel;
using Undercast.Protocol;
using Undercast.Storage;

namespace Undercast.Iam;

/// <summary>Opens sessions of roles for services.</summary>
internal sealed class RoleSessions(IStore store, CloudOptions options, PolicyAuthorizer authorizer, SessionIssuer issuer, TimeProvider time) : IRoleSessions
{
    public async ValueTask<RoleSession> AssumeAsync(RoleSessionRequest request, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var action = request.Federated is null ? "sts:AssumeRole" : "sts:AssumeRoleWithWebIdentity";
        var role = Arns.TryParse(request.RoleArn, EntityKind.Role, out var account, out var path, out var name)
            ? await store.ReadAsync(tx => IamTables.Entities.GetAsync(tx, EntityKey.Of(account, EntityKind.Role, name)), ct)
            : null;
        if (role is null || role.Path != path) throw Denied(request, action);

        var keys = new Dictionary<string, IReadOnlyList<string>>(request.Claims ?? new Dictionary<string, IReadOnlyList<string>>(), StringComparer.OrdinalIgnoreCase)
        {
            ["sts:RoleSessionName"] = [request.SessionName],
        };
        foreach (var (key, value) in request.Tags ?? new Dictionary<string, string>()) keys[$"aws:RequestTag/{key}"] = [value];
        if (request.Tags is { Count: > 0 } tags) keys["aws:TagKeys"] = [.. tags.Keys];
        var who = request.Service is { } service ? Principal.Service(service, account, request.SourceArn) : Principal.Anonymous;
        var call = new CallContext { RequestId = CallContext.NewRequestId(), Caller = who, Region = options.DefaultRegion, Now = now, SecureTransport = true, Cancelled = ct };
        var verdict = authorizer.Decide(call, who, new PrincipalPolicies { Keys = keys }, request.Federated, new Permission(action, request.RoleArn), StsFacts.Of(role, account));
        if (verdict != AccessVerdict.Allowed && options.Auth == AuthMode.Enforce) throw Denied(request, action);

        var (accessKeyId, session) = await issuer.OpenAsync(
            SessionDrafts.OfRole(role, account, request.SessionName, now, now + request.Duration) with
            {
                Policies = request.Policy is null ? null : [request.Policy],
                Tags = request.Tags,
                Keys = SessionDrafts.Keys(now, request.Federated, request.Claims),
            },
            ct);
        return new RoleSession(session.Principal(accessKeyId), accessKeyId, session.Secret, session.Token, session.Expires);
    }

    private static CommonException Denied(RoleSessionRequest request, string action) => new(
        CommonError.AccessDenied,
        request.Federated is null ? $"User: {request.Service} is not authorized to perform: {action} on resource: {request.RoleArn}" : $"Not authorized to perform {action}");
}

/// <summary>Sessions before they are opened.</summary>
internal static class SessionDrafts
{
    public static SessionRecord OfRole(EntityRecord role, string account, string sessionName, DateTimeOffset now, DateTimeOffset expires) => new()
    {
        Secret = "",
        Token = "",
        Kind = PrincipalKind.AssumedRole,
        Account = account,
        // AWS: the path of a role is not in the ARN of its sessions.
        Arn = $"arn:aws:sts::{account}:assumed-role/{role.Name}/{sessionName}",
        Id = $"{role.Id}:{sessionName}",
        Entity = role.Name,
        EntityId = role.Id,
        Issued = now,
        Expires = expires,
    };

    /// <summary>What policies can ask about a session, beside tags.</summary>
    public static Dictionary<string, IReadOnlyList<string>> Keys(DateTimeOffset now, string? federated, IReadOnlyDictionary<string, IReadOnlyList<string>>? claims)
    {
        var keys = new Dictionary<string, IReadOnlyList<string>>(claims ?? new Dictionary<string, IReadOnlyList<string>>(), StringComparer.OrdinalIgnoreCase)
        {
            ["aws:TokenIssueTime"] = [now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture)],
        };
        if (federated is not null) keys["aws:FederatedProvider"] = [federated];
        return keys;
    }
}
