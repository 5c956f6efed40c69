using Undercast.Cloud;
using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.Iam.Sts;

/// <summary>Temporary credentials.</summary>
internal sealed partial class StsService(IStore store, SessionIssuer issuer, CloudOptions options, PolicyAuthorizer authorizer, WebIdentities identities) : ISts
{
    private static readonly TimeSpan Chained = TimeSpan.FromHours(1);
    private const int MostPolicyArns = 10;
    private const int PackedSize = 2048;

    public ValueTask<GetCallerIdentityOutput> GetCallerIdentity(GetCallerIdentityInput input, CallContext call)
    {
        var caller = RequireCredentials(call);
        return new ValueTask<GetCallerIdentityOutput>(new GetCallerIdentityOutput { UserId = caller.Id, Account = caller.Account, Arn = caller.Arn });
    }

    // AWS: these operations need credentials and no permission.
    private static Principal RequireCredentials(CallContext call) => call.Caller.Kind != PrincipalKind.Anonymous
        ? call.Caller
        : throw new CommonException(CommonError.MissingAuthenticationToken, "Request is missing Authentication Token");

    /// <remarks>
    /// The trust policy has been asked by the pipeline: a role is a resource, its trust policy the resource's policy.
    /// Differs: the account itself may assume roles that trust it, since the development keys are its root.
    /// </remarks>
    public async ValueTask<AssumeRoleOutput> AssumeRole(AssumeRoleInput input, CallContext call)
    {
        var caller = RequireCredentials(call);
        Arns.TryParse(input.RoleArn, EntityKind.Role, out var account, out _, out var name);
        var isChained = caller.Kind == PrincipalKind.AssumedRole;
        var duration = TimeSpan.FromSeconds(input.DurationSeconds ?? 3600);
        if (isChained && duration > Chained) throw IamFaults.Validation("The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining");
        CheckPolicies(input.Policy, input.PolicyArns);
        var parent = caller.AccessKeyId.StartsWith("ASIA", StringComparison.Ordinal)
            ? await store.ReadAsync(tx => IamTables.Sessions.GetAsync(tx, new AccessKeyKey(caller.AccessKeyId)), call.Cancelled)
            : null;
        // AWS: a source identity, once set, goes along the chain and cannot be changed.
        if (parent?.SourceIdentity is { } fixedSource && input.SourceIdentity is { } given && given != fixedSource)
            throw new CommonException(CommonError.AccessDenied, $"User: {caller.Arn} is not authorized to perform: sts:SetSourceIdentity on resource: {input.RoleArn}");
        var source = parent?.SourceIdentity ?? input.SourceIdentity;
        var tags = SessionTags(parent, input.Tags);

        var role = await store.ReadAsync(tx => IamTables.Entities.GetAsync(tx, EntityKey.Of(account, EntityKind.Role, name)), call.Cancelled)
            // Only where nothing is enforced does the call come so far.
            ?? throw new CommonException(CommonError.AccessDenied, $"User: {caller.Arn} is not authorized to perform: sts:AssumeRole on resource: {input.RoleArn}");
        if (duration.TotalSeconds > role.MaxSession) throw IamFaults.Validation("The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");

        // The trust policy has been told of the code; here it must prove true.
        var hasMfa = await CheckCodeAsync(caller, input.SerialNumber, input.TokenCode, call);
        var keys = SessionDrafts.Keys(call.Now, null, null);
        if (source is not null) keys["aws:SourceIdentity"] = keys["sts:SourceIdentity"] = [source];
        var (accessKeyId, session) = await issuer.OpenAsync(
            SessionDrafts.OfRole(role, account, input.RoleSessionName, call.Now, call.Now + duration) with
            {
                Policies = input.Policy is null ? null : [input.Policy],
                PolicyArns = ArnsOf(input.PolicyArns),
                Tags = tags,
                TransitiveTags = Transitive(parent, input.TransitiveTagKeys),
                SourceIdentity = source,
                MfaAt = hasMfa ? call.Now : null,
                Keys = keys,
            },
            call.Cancelled);
        return new AssumeRoleOutput
        {
            Credentials = Shape(accessKeyId, session),
            AssumedRoleUser = new AssumedRoleUser { AssumedRoleId = session.Id, Arn = session.Arn },
            PackedPolicySize = PackedPercent(input.Policy, input.PolicyArns, tags),
            SourceIdentity = source,
        };
    }

    /// <summary>The tags of a session: those that the one before hands on, and new ones.</summary>
    private static Dictionary<string, string>? SessionTags(SessionRecord? parent, IReadOnlyList<Tag>? tags)
    {
        var all = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var key in parent?.TransitiveTags ?? [])
        {
            if (parent!.Tags?.FirstOrDefault(t => t.Key.Equals(key, StringComparison.OrdinalIgnoreCase)) is { Key: not null } inherited) all[inherited.Key] = inherited.Value;
        }
        var given = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var tag in tags ?? [])
        {
            if (!given.Add(tag.Key)) throw new CommonException(CommonError.InvalidParameterValue, "Duplicate tag keys found. Please note that Tag keys are case insensitive.");
            if (all.ContainsKey(tag.Key)) throw new CommonException(CommonError.InvalidParameterValue, "One of the specified transitive tag keys can't be set because it conflicts with a transitive tag key from the calling session.");
            all[tag.Key] = tag.Value;
        }
        return all.Count == 0 ? null : all;
    }

    private static List<string>? Transitive(SessionRecord? parent, IReadOnlyList<string>? keys)
    {
        var all = (parent?.TransitiveTags ?? []).Concat(keys ?? []).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        return all.Count == 0 ? null : all;
    }

    private static List<string>? ArnsOf(IReadOnlyList<PolicyDescriptorType>? arns) => arns is { Count: > 0 } ? [.. arns.Where(a => a.Arn is not null).Select(a => a.Arn!)] : null;

    private static void CheckPolicies(string? policy, IReadOnlyList<PolicyDescriptorType>? arns)
    {
        if (policy is not null && PolicyChecker.Check(policy, PolicyPurpose.Inline) is { } reason) throw new MalformedPolicyDocumentException(reason);
        if (arns?.Count > MostPolicyArns) throw IamFaults.Validation($"1 validation error detected: Value at 'policyArns' failed to satisfy constraint: Member must have length less than or equal to {MostPolicyArns}");
        if (policy?.Length > PackedSize) throw IamFaults.Validation($"1 validation error detected: Value at 'policy' failed to satisfy constraint: Member must have length less than or equal to {PackedSize}");
        foreach (var arn in ArnsOf(arns) ?? [])
        {
            if (ManagedPolicies.IsManaged(arn) && ManagedPolicies.Find(arn) is null) throw new MalformedPolicyDocumentException($"The policy {arn} does not exist or is not attachable.");
        }
    }

    // Differs: AWS packs policies and tags into a binary form of its own; this is the share of the plain text.
    private static int? PackedPercent(string? policy, IReadOnlyList<PolicyDescriptorType>? arns, IReadOnlyDictionary<string, string>? tags)
    {
        if (policy is null && arns is null && tags is null) return null;
        var size = (policy?.Length ?? 0) + (ArnsOf(arns)?.Sum(a => a.Length) ?? 0) + (tags?.Sum(t => t.Key.Length + t.Value.Length) ?? 0);
        return Math.Max(1, size * 100 / (2 * PackedSize));
    }

    private static Credentials Shape(string accessKeyId, SessionRecord session) => new()
    {
        AccessKeyId = accessKeyId, SecretAccessKey = session.Secret, SessionToken = session.Token, Expiration = session.Expires,
    };

    public async ValueTask<GetSessionTokenOutput> GetSessionToken(GetSessionTokenInput input, CallContext call)
    {
        var caller = RequireLongTerm(call, "GetSessionToken");
        var duration = Duration(input.DurationSeconds, caller);
        var hasMfa = await CheckCodeAsync(caller, input.SerialNumber, input.TokenCode, call);
        var (accessKeyId, session) = await issuer.OpenAsync(OfCaller(caller, call, duration) with { MfaAt = hasMfa ? call.Now : null }, call.Cancelled);
        return new GetSessionTokenOutput { Credentials = Shape(accessKeyId, session) };
    }

    public async ValueTask<GetFederationTokenOutput> GetFederationToken(GetFederationTokenInput input, CallContext call)
    {
        var caller = RequireLongTerm(call, "GetFederationToken");
        CheckPolicies(input.Policy, input.PolicyArns);
        var tags = SessionTags(null, input.Tags);
        var arn = $"arn:{call.Partition}:sts::{call.Account}:federated-user/{input.Name}";
        var (accessKeyId, session) = await issuer.OpenAsync(
            OfCaller(caller, call, Duration(input.DurationSeconds, caller)) with
            {
                Kind = PrincipalKind.FederatedUser,
                Arn = arn,
                Id = $"{call.Account}:{input.Name}",
                Policies = input.Policy is null ? null : [input.Policy],
                PolicyArns = ArnsOf(input.PolicyArns),
                Tags = tags,
            },
            call.Cancelled);
        return new GetFederationTokenOutput
        {
            Credentials = Shape(accessKeyId, session),
            FederatedUser = new FederatedUser { FederatedUserId = session.Id, Arn = arn },
            PackedPolicySize = PackedPercent(input.Policy, input.PolicyArns, tags),
        };
    }

    /// <summary>Whether a code was given; one that is wrong, spent or another user's ends the call.</summary>
    private async ValueTask<bool> CheckCodeAsync(Principal caller, string? serial, string? code, CallContext call)
    {
        if (serial is null && code is null) return false;
        if (serial is null || code is null) throw MfaFailed("MultiFactorAuthentication failed, must provide both MFA serial number and one time pass code.");
        const string Unknown = "MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this user.";
        if (!Arns.TryParse(serial, EntityKind.Mfa, out var account, out var path, out var name) || account != caller.Account) throw MfaFailed(Unknown);
        var key = EntityKey.Of(account, EntityKind.Mfa, name);
        await store.WriteAsync(
            async tx =>
            {
                var device = await IamTables.Entities.GetAsync(tx, key);
                if (device is not { Mfa: { UserId: { } user } mfa } || device.Path != path || user != caller.Id) throw MfaFailed(Unknown);
                var now = Totp.StepAt(call.Now);
                var step = Totp.Find(mfa.Seed, code, now + mfa.Drift, 1, mfa.LastStep) ?? throw MfaFailed("MultiFactorAuthentication failed with invalid MFA one time pass code. ");
                // AWS: a code serves once.
                await IamTables.Entities.PutAsync(tx, key, device with { Mfa = mfa with { LastStep = step } });
            },
            call.Cancelled);
        return true;
    }

    private static CommonException MfaFailed(string reason) => new(CommonError.AccessDenied, reason);

    private static SessionRecord OfCaller(Principal caller, CallContext call, TimeSpan duration) => new()
    {
        Secret = "",
        Token = "",
        Kind = caller.Kind,
        Account = caller.Account,
        Arn = caller.Arn,
        Id = caller.Id,
        Entity = caller.Kind == PrincipalKind.User ? Arns.NameOf(caller.Arn) : null,
        EntityId = caller.Kind == PrincipalKind.User ? caller.Id : null,
        Issued = call.Now,
        Expires = call.Now + duration,
        Keys = SessionDrafts.Keys(call.Now, null, null),
    };

    // AWS: twelve hours unless asked otherwise; the account itself gets one at most.
    private static TimeSpan Duration(int? seconds, Principal caller)
    {
        var asked = TimeSpan.FromSeconds(seconds ?? 43_200);
        return caller.Kind == PrincipalKind.Root && asked > Chained ? Chained : asked;
    }

    private static Principal RequireLongTerm(CallContext call, string operation)
    {
        var caller = RequireCredentials(call);
        return caller.Kind is PrincipalKind.User or PrincipalKind.Root && !caller.AccessKeyId.StartsWith("ASIA", StringComparison.Ordinal)
            ? caller
            : throw new CommonException(CommonError.AccessDenied, $"Cannot call {operation} with session credentials");
    }

    public async ValueTask<GetAccessKeyInfoOutput> GetAccessKeyInfo(GetAccessKeyInfoInput input, CallContext call)
    {
        var key = new AccessKeyKey(input.AccessKeyId);
        var account = await store.ReadAsync(
            async tx => (await IamTables.AccessKeys.GetAsync(tx, key))?.Account ?? (await IamTables.Sessions.GetAsync(tx, key))?.Account, call.Cancelled);
        return new GetAccessKeyInfoOutput { Account = account ?? throw IamFaults.Validation("Invalid value for 'accessKeyId'.") };
    }
}

/// <summary>Resource ARNs for the contract's authorisation templates.</summary>
public static class StsResources
{
    /// <summary>The role, when the session gets tags.</summary>
    public static IEnumerable<string> Tagged(AssumeRoleInput input, CallContext call) => input.Tags is { Count: > 0 } || input.TransitiveTagKeys is { Count: > 0 } ? [input.RoleArn] : [];

    /// <summary>The role, when the session gets a source identity.</summary>
    public static IEnumerable<string> Named(AssumeRoleInput input, CallContext call) => input.SourceIdentity is null ? [] : [input.RoleArn];
}
