using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Undercast.Cloud;
using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Iam.Sts;

// Sessions for those without credentials of their own, for whom a provider vouches.
internal sealed partial class StsService
{
    private const string AwsClaims = "https://aws.amazon.com/";
    private const string SamlAttributes = "https://aws.amazon.com/SAML/Attributes/";

    /// <summary>What is to be opened, once the proof has been taken.</summary>
    private sealed record FederatedRequest(string Action, string RoleArn, string SessionName, string Provider, Dictionary<string, IReadOnlyList<string>> Claims)
    {
        public string? Policy { get; init; }
        public IReadOnlyList<PolicyDescriptorType>? PolicyArns { get; init; }
        public int? Seconds { get; init; }
        /// <summary>The longest that the provider allows.</summary>
        public int? MostSeconds { get; init; }
        public Dictionary<string, string>? Tags { get; init; }
        public IReadOnlyList<string>? TransitiveTags { get; init; }
        public string? SourceIdentity { get; init; }
    }

    private async ValueTask<(string AccessKeyId, SessionRecord Session)> OpenAsync(FederatedRequest request, CallContext call)
    {
        var role = Arns.TryParse(request.RoleArn, EntityKind.Role, out var account, out var path, out var name)
            ? await store.ReadAsync(tx => IamTables.Entities.GetAsync(tx, EntityKey.Of(account, EntityKind.Role, name)), call.Cancelled)
            : null;
        if (role is null || role.Path != path) throw NotAuthorized(request.Action);

        var keys = new Dictionary<string, IReadOnlyList<string>>(request.Claims, StringComparer.OrdinalIgnoreCase) { ["sts:RoleSessionName"] = [request.SessionName] };
        if (request.Seconds is { } asked) keys["sts:DurationSeconds"] = [asked.ToString(CultureInfo.InvariantCulture)];
        foreach (var (key, value) in request.Tags ?? []) keys[$"aws:RequestTag/{key}"] = [value];
        if (request.Tags is { Count: > 0 } tags) keys["aws:TagKeys"] = [.. tags.Keys];
        if (request.TransitiveTags is { Count: > 0 } transitive) keys["sts:TransitiveTagKeys"] = transitive;
        if (request.SourceIdentity is { } source) keys["sts:SourceIdentity"] = [source];
        Demand(request.Action);
        if (request.Tags is { Count: > 0 } || request.TransitiveTags is { Count: > 0 }) Demand("sts:TagSession");
        if (request.SourceIdentity is not null) Demand("sts:SetSourceIdentity");

        // AWS: an hour unless asked otherwise; what the provider allows is a limit, what the role allows a rule.
        var seconds = request.Seconds ?? Math.Min(3600, role.MaxSession);
        if (seconds > role.MaxSession) throw IamFaults.Validation("The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
        if (request.MostSeconds is { } most && (request.Seconds is null || most < seconds)) seconds = Math.Min(most, role.MaxSession);
        var sessionKeys = SessionDrafts.Keys(call.Now, request.Provider, request.Claims);
        if (request.SourceIdentity is { } identity) sessionKeys["aws:SourceIdentity"] = sessionKeys["sts:SourceIdentity"] = [identity];
        return await issuer.OpenAsync(
            SessionDrafts.OfRole(role, account, request.SessionName, call.Now, call.Now.AddSeconds(seconds)) with
            {
                Policies = request.Policy is null ? null : [request.Policy],
                PolicyArns = ArnsOf(request.PolicyArns),
                Tags = request.Tags,
                TransitiveTags = request.TransitiveTags,
                SourceIdentity = request.SourceIdentity,
                Keys = sessionKeys,
            },
            call.Cancelled);

        void Demand(string action)
        {
            if (options.Auth != AuthMode.Enforce) return;
            var verdict = authorizer.Decide(call, Principal.Anonymous, new PrincipalPolicies { Keys = keys }, request.Provider, new Permission(action, request.RoleArn), StsFacts.Of(role, account));
            if (verdict != AccessVerdict.Allowed) throw NotAuthorized(action);
        }
    }

    private static CommonException NotAuthorized(string action) => new(CommonError.AccessDenied, $"Not authorized to perform {action}");

    public async ValueTask<AssumeRoleWithWebIdentityOutput> AssumeRoleWithWebIdentity(AssumeRoleWithWebIdentityInput input, CallContext call)
    {
        CheckPolicies(input.Policy, input.PolicyArns);
        if (!Arns.TryParse(input.RoleArn, EntityKind.Role, out var account, out _, out _)) throw IamFaults.Validation($"{input.RoleArn} is invalid");
        var identity = await identities.VerifyAsync(account, input.WebIdentityToken, call.Now, call.Cancelled);
        var (tags, transitive) = TagsOf(identity.Token);
        var source = identity.Token.Text(AwsClaims + "source_identity");
        var (accessKeyId, session) = await OpenAsync(
            new FederatedRequest("sts:AssumeRoleWithWebIdentity", input.RoleArn, input.RoleSessionName, identity.Provider, identity.Keys)
            {
                Policy = input.Policy, PolicyArns = input.PolicyArns, Seconds = input.DurationSeconds, Tags = tags, TransitiveTags = transitive, SourceIdentity = source,
            },
            call);
        return new AssumeRoleWithWebIdentityOutput
        {
            Credentials = Shape(accessKeyId, session),
            AssumedRoleUser = new AssumedRoleUser { AssumedRoleId = session.Id, Arn = session.Arn },
            SubjectFromWebIdentityToken = identity.Subject,
            Provider = identity.Provider,
            Audience = identity.Audience,
            PackedPolicySize = PackedPercent(input.Policy, input.PolicyArns, tags),
            SourceIdentity = source,
        };
    }

    // AWS: { "principal_tags": { "Team": ["red"] }, "transitive_tag_keys": ["Team"] }; a tag has one value.
    private static (Dictionary<string, string>? Tags, IReadOnlyList<string>? Transitive) TagsOf(JsonWebToken token)
    {
        if (!token.Claims.TryGetProperty(AwsClaims + "tags", out var claim) || claim.ValueKind != JsonValueKind.Object) return (null, null);
        var tags = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        if (claim.TryGetProperty("principal_tags", out var all) && all.ValueKind == JsonValueKind.Object)
        {
            foreach (var tag in all.EnumerateObject())
            {
                if (JsonWebToken.Texts(tag.Value) is not [var value] || !tags.TryAdd(tag.Name, value)) throw new InvalidIdentityTokenException($"Session tag {tag.Name} must have one value");
            }
        }
        return (tags.Count == 0 ? null : tags, claim.TryGetProperty("transitive_tag_keys", out var keys) ? JsonWebToken.Texts(keys) : null);
    }

    public async ValueTask<AssumeRoleWithSAMLOutput> AssumeRoleWithSAML(AssumeRoleWithSAMLInput input, CallContext call)
    {
        CheckPolicies(input.Policy, input.PolicyArns);
        if (!Arns.TryParse(input.PrincipalArn, EntityKind.Saml, out var account, out _, out var name)) throw IamFaults.Validation($"Invalid Principal ARN: {input.PrincipalArn}");
        var provider = await store.ReadAsync(tx => IamTables.Entities.GetAsync(tx, EntityKey.Of(account, EntityKind.Saml, name)), call.Cancelled);
        // AWS: roles and providers of different accounts do not go together.
        if (provider?.Metadata is not { } document || !Arns.TryParse(input.RoleArn, EntityKind.Role, out var owner, out _, out _) || owner != account) throw NotAuthorized("sts:AssumeRoleWithSAML");
        var metadata = SamlMetadata.Read(document)!;
        if (metadata.ValidUntil <= call.Now) throw new InvalidIdentityTokenException("The metadata of the specified provider has expired");
        var identity = SamlResponse.Verify(input.SAMLAssertion, metadata, call.Now);

        if (!identity.Values(SamlAttributes + "Role").Any(r => r.Split(',', StringSplitOptions.TrimEntries) is [var one, var other] && ((one, other) == (input.RoleArn, input.PrincipalArn) || (other, one) == (input.RoleArn, input.PrincipalArn))))
            throw NotAuthorized("sts:AssumeRoleWithSAML");
        if (identity.Values(SamlAttributes + "RoleSessionName") is not [var sessionName]) throw new InvalidIdentityTokenException("RoleSessionName is required in AuthnResponse");
        if (!SessionName().IsMatch(sessionName)) throw new InvalidIdentityTokenException("RoleSessionName in AuthnResponse must match [a-zA-Z_0-9+=,.@-]{2,64}");
        int? most = identity.Values(SamlAttributes + "SessionDuration") is [var text] ? int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 900 and <= 43_200
            ? number
            : throw new InvalidIdentityTokenException("SessionDuration in AuthnResponse must be between 900 and 43200") : null;
        var tags = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (attribute, values) in identity.Attributes.Where(static a => a.Key.StartsWith(SamlAttributes + "PrincipalTag:", StringComparison.Ordinal)))
        {
            var key = attribute[(SamlAttributes.Length + "PrincipalTag:".Length)..];
            if (values is not [var value] || !tags.TryAdd(key, value)) throw new InvalidIdentityTokenException($"Session tag {key} must have one value");
        }
        // AWS: whoever has the same subject at the same provider has the same qualifier.
#pragma warning disable CA5350 // The documented form of the value; nothing rests on it.
        var qualifier = Convert.ToBase64String(SHA1.HashData(Encoding.UTF8.GetBytes($"{identity.Issuer}{account}/{name}")));
#pragma warning restore CA5350
        var keys = SamlKeys.Of(identity, qualifier, $"{account}/{name}");
        var transitive = identity.Values(SamlAttributes + "TransitiveTagKeys");
        var (accessKeyId, session) = await OpenAsync(
            new FederatedRequest("sts:AssumeRoleWithSAML", input.RoleArn, sessionName, input.PrincipalArn, keys)
            {
                Policy = input.Policy,
                PolicyArns = input.PolicyArns,
                Seconds = input.DurationSeconds,
                MostSeconds = most,
                Tags = tags.Count == 0 ? null : tags,
                TransitiveTags = transitive.Count == 0 ? null : transitive,
                SourceIdentity = identity.Values(SamlAttributes + "SourceIdentity") is [var source] ? source : null,
            },
            call);
        return new AssumeRoleWithSAMLOutput
        {
            Credentials = Shape(accessKeyId, session),
            AssumedRoleUser = new AssumedRoleUser { AssumedRoleId = session.Id, Arn = session.Arn },
            Subject = identity.Subject,
            SubjectType = identity.SubjectType,
            Issuer = identity.Issuer,
            Audience = identity.Recipient,
            NameQualifier = qualifier,
            PackedPolicySize = PackedPercent(input.Policy, input.PolicyArns, tags.Count == 0 ? null : tags),
            SourceIdentity = session.SourceIdentity,
        };
    }

    [GeneratedRegex(@"^[\w+=,.@-]{2,64}\z", RegexOptions.ECMAScript)]
    private static partial Regex SessionName();
}
