using Undercast.Cloud;
using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.Iam;

internal sealed partial class IamService
{
    private const int PolicySize = 6144;
    private const int VersionsPerPolicy = 5;

    private static string CheckedPolicy(string document)
    {
        IamFaults.CheckPolicy(document, PolicyPurpose.Managed);
        return IamFaults.SizeOf(document) <= PolicySize ? document : throw IamFaults.Quota("PolicySize", PolicySize);
    }

    private static Policy Shape(EntityRecord p, string account, long attached, long boundaries, bool whole) => new()
    {
        PolicyName = p.Name,
        PolicyId = p.Id,
        Arn = p.ArnIn(account, EntityKind.Policy),
        Path = p.Path,
        DefaultVersionId = $"v{p.DefaultVersion}",
        AttachmentCount = (int)attached,
        PermissionsBoundaryUsageCount = (int)boundaries,
        IsAttachable = true,
        Description = whole ? p.Description : null,
        CreateDate = p.Created,
        UpdateDate = p.Updated,
        Tags = whole ? TagsOf(p) : null,
    };

    private static Policy Shape(ManagedPolicy p, long attached, long boundaries) => new()
    {
        PolicyName = p.Name, PolicyId = p.Id, Arn = p.Arn, Path = p.Path, DefaultVersionId = p.VersionId, AttachmentCount = (int)attached,
        PermissionsBoundaryUsageCount = (int)boundaries, IsAttachable = true, CreateDate = p.Created, UpdateDate = p.Updated,
    };

    private static async ValueTask<(long Attached, long Boundaries)> UsesAsync(IReadTransaction tx, CallContext call, string arn) => (
        await IamTables.Attachments.CountAsync(tx, IamTables.Attachments.Prefix(call.Account, arn, AttachmentKey.Permissions)),
        await IamTables.Attachments.CountAsync(tx, IamTables.Attachments.Prefix(call.Account, arn, AttachmentKey.Boundary)));

    /// <summary>The account's own policy of that ARN, or null.</summary>
    private static async ValueTask<EntityRecord?> OwnPolicyAsync(IReadTransaction tx, CallContext call, string arn) =>
        Arns.TryParse(arn, EntityKind.Policy, out var account, out var path, out var name) && account == call.Account
        && await IamTables.Entities.GetAsync(tx, EntityKey.Of(account, EntityKind.Policy, name)) is { } policy && policy.Path == path
            ? policy
            : null;

    private static async ValueTask<EntityRecord> RequireOwnPolicyAsync(IReadTransaction tx, CallContext call, string arn)
    {
        // AWS: policies that come with the cloud cannot be changed by accounts.
        if (ManagedPolicies.IsManaged(arn)) throw new CommonException(CommonError.AccessDenied, $"User: {call.Caller.Arn} is not authorized to change {arn}");
        return await OwnPolicyAsync(tx, call, arn) ?? throw IamFaults.PolicyMissing(arn);
    }

    private static async ValueTask RequireAttachableAsync(IReadTransaction tx, CallContext call, string arn)
    {
        if (ManagedPolicies.Find(arn) is not null || await OwnPolicyAsync(tx, call, arn) is not null) return;
        throw Arn.TryParse(arn, out _) ? IamFaults.NotAttachable(arn) : new InvalidInputException($"ARN {arn} is not valid.");
    }

    public async ValueTask<CreatePolicyOutput> CreatePolicy(CreatePolicyInput input, CallContext call)
    {
        var policy = await CreateAsync(call, EntityKind.Policy, new EntityRecord
        {
            Name = input.PolicyName,
            Path = input.Path ?? "/",
            Id = NewId("ANPA"),
            Created = call.Now,
            Updated = call.Now,
            Description = input.Description,
            Tags = Merged(null, input.Tags),
            Versions = [new VersionRecord(1, CheckedPolicy(input.PolicyDocument), call.Now)],
            DefaultVersion = 1,
            LastVersion = 1,
        });
        return new CreatePolicyOutput { Policy = Shape(policy, call.Account, 0, 0, whole: true) };
    }

    public async ValueTask<GetPolicyOutput> GetPolicy(GetPolicyInput input, CallContext call) => new()
    {
        Policy = await ReadAsync(
            call,
            async tx =>
            {
                var (attached, boundaries) = await UsesAsync(tx, call, input.PolicyArn);
                if (ManagedPolicies.Find(input.PolicyArn) is { } managed) return Shape(managed, attached, boundaries);
                return Shape(await OwnPolicyAsync(tx, call, input.PolicyArn) ?? throw IamFaults.PolicyMissing(input.PolicyArn), call.Account, attached, boundaries, whole: true);
            }),
    };

    public async ValueTask<ListPoliciesOutput> ListPolicies(ListPoliciesInput input, CallContext call)
    {
        var usage = input.PolicyUsageFilter == "PermissionsBoundary" ? AttachmentKey.Boundary : AttachmentKey.Permissions;
        var policies = await ReadAsync(
            call,
            async tx =>
            {
                var uses = (await IamTables.Attachments.RangeAsync(tx, IamTables.Attachments.Prefix(call.Account))).GroupBy(a => (a.Key.PolicyArn, a.Key.Usage)).ToDictionary(g => g.Key, g => g.Count());
                int Uses(string arn, string of) => uses.GetValueOrDefault((arn, of));
                var found = new List<Policy>();
                if (input.Scope is not "AWS")
                {
                    foreach (var (_, own) in await IamTables.Entities.RangeAsync(tx, IamTables.Entities.Prefix(call.Account, EntityKind.Policy)))
                    {
                        var arn = own.ArnIn(call.Account, EntityKind.Policy);
                        found.Add(Shape(own, call.Account, Uses(arn, AttachmentKey.Permissions), Uses(arn, AttachmentKey.Boundary), whole: false));
                    }
                }
                if (input.Scope is not "Local") found.AddRange(ManagedPolicies.All.Select(p => Shape(p, Uses(p.Arn, AttachmentKey.Permissions), Uses(p.Arn, AttachmentKey.Boundary))));
                return found.Where(p => p.Path!.StartsWith(input.PathPrefix ?? "/", StringComparison.Ordinal)
                    && ((input.OnlyAttached != true && input.PolicyUsageFilter is null) || Uses(p.Arn!, usage) > 0)).OrderBy(p => p.Arn, StringComparer.Ordinal).ToList();
            });
        var (rows, marker) = Page(policies, p => p.Arn!, input.Marker, input.MaxItems);
        return new ListPoliciesOutput { Policies = rows, IsTruncated = marker is not null, Marker = marker };
    }

    public ValueTask DeletePolicy(DeletePolicyInput input, CallContext call) => ChangeAsync(
        call,
        async tx =>
        {
            var policy = await RequireOwnPolicyAsync(tx, call, input.PolicyArn);
            var (attached, boundaries) = await UsesAsync(tx, call, input.PolicyArn);
            if (attached + boundaries > 0) throw new DeleteConflictException("Cannot delete a policy attached to entities.");
            if (policy.Versions!.Count > 1)
            {
                throw new DeleteConflictException(
                    "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. The default version is deleted with the policy.");
            }
            await IamTables.Entities.DeleteAsync(tx, EntityKey.Of(call.Account, EntityKind.Policy, policy.Name));
        });

    private ValueTask<EntityRecord> UpdatePolicyAsync(CallContext call, string arn, Func<EntityRecord, EntityRecord> change) => ChangeAsync(
        call,
        async tx =>
        {
            var policy = change(await RequireOwnPolicyAsync(tx, call, arn));
            await PutAsync(tx, call, EntityKind.Policy, policy);
            return policy;
        });

    public async ValueTask<CreatePolicyVersionOutput> CreatePolicyVersion(CreatePolicyVersionInput input, CallContext call)
    {
        var document = CheckedPolicy(input.PolicyDocument);
        var policy = await UpdatePolicyAsync(call, input.PolicyArn, p =>
        {
            if (p.Versions!.Count >= VersionsPerPolicy)
                throw new LimitExceededException("A managed policy can have up to 5 versions. Before you create a new version, you must delete an existing version.");
            var number = p.LastVersion + 1;
            return p with
            {
                Versions = [.. p.Versions, new VersionRecord(number, document, call.Now)],
                LastVersion = number,
                DefaultVersion = input.SetAsDefault == true ? number : p.DefaultVersion,
                Updated = call.Now,
            };
        });
        return new CreatePolicyVersionOutput { PolicyVersion = Shape(policy, policy.Versions![^1], withDocument: false) };
    }

    private static PolicyVersion Shape(EntityRecord policy, VersionRecord version, bool withDocument) => new()
    {
        VersionId = $"v{version.Number}",
        IsDefaultVersion = version.Number == policy.DefaultVersion,
        CreateDate = version.Created,
        Document = withDocument ? Encoded(version.Document) : null,
    };

    private static VersionRecord VersionOf(EntityRecord policy, string arn, string id) =>
        policy.Versions!.FirstOrDefault(v => $"v{v.Number}" == id) ?? throw new NoSuchEntityException($"Policy {arn} version {id} does not exist or is not attachable.");

    public async ValueTask<GetPolicyVersionOutput> GetPolicyVersion(GetPolicyVersionInput input, CallContext call)
    {
        if (ManagedPolicies.Find(input.PolicyArn) is { } managed)
        {
            if (managed.VersionId != input.VersionId) throw new NoSuchEntityException($"Policy {input.PolicyArn} version {input.VersionId} does not exist or is not attachable.");
            return new GetPolicyVersionOutput
            {
                PolicyVersion = new PolicyVersion { VersionId = managed.VersionId, IsDefaultVersion = true, CreateDate = managed.Updated, Document = Encoded(managed.Document) },
            };
        }
        var policy = await ReadAsync(call, async tx => await OwnPolicyAsync(tx, call, input.PolicyArn) ?? throw IamFaults.PolicyMissing(input.PolicyArn));
        return new GetPolicyVersionOutput { PolicyVersion = Shape(policy, VersionOf(policy, input.PolicyArn, input.VersionId), withDocument: true) };
    }

    public async ValueTask<ListPolicyVersionsOutput> ListPolicyVersions(ListPolicyVersionsInput input, CallContext call)
    {
        if (ManagedPolicies.Find(input.PolicyArn) is { } managed)
            return new ListPolicyVersionsOutput { Versions = [new PolicyVersion { VersionId = managed.VersionId, IsDefaultVersion = true, CreateDate = managed.Updated }], IsTruncated = false };
        var policy = await ReadAsync(call, async tx => await OwnPolicyAsync(tx, call, input.PolicyArn) ?? throw IamFaults.PolicyMissing(input.PolicyArn));
        // The latest comes first.
        var (rows, marker) = Page(policy.Versions!.Reverse(), v => $"{int.MaxValue - v.Number:D10}", input.Marker, input.MaxItems);
        return new ListPolicyVersionsOutput { Versions = [.. rows.Select(v => Shape(policy, v, withDocument: false))], IsTruncated = marker is not null, Marker = marker };
    }

    public async ValueTask SetDefaultPolicyVersion(SetDefaultPolicyVersionInput input, CallContext call) =>
        await UpdatePolicyAsync(call, input.PolicyArn, p => p with { DefaultVersion = VersionOf(p, input.PolicyArn, input.VersionId).Number, Updated = call.Now });

    public async ValueTask DeletePolicyVersion(DeletePolicyVersionInput input, CallContext call) =>
        await UpdatePolicyAsync(call, input.PolicyArn, p =>
        {
            var version = VersionOf(p, input.PolicyArn, input.VersionId);
            if (version.Number == p.DefaultVersion) throw new DeleteConflictException("Cannot delete the default version of a policy.");
            return p with { Versions = [.. p.Versions!.Where(v => v != version)] };
        });

    public async ValueTask<ListEntitiesForPolicyOutput> ListEntitiesForPolicy(ListEntitiesForPolicyInput input, CallContext call)
    {
        var usage = input.PolicyUsageFilter == "PermissionsBoundary" ? AttachmentKey.Boundary : AttachmentKey.Permissions;
        var kind = input.EntityFilter?.ToLowerInvariant();
        var entities = await ReadAsync(
            call,
            async tx =>
            {
                if (ManagedPolicies.Find(input.PolicyArn) is null && await OwnPolicyAsync(tx, call, input.PolicyArn) is null) throw IamFaults.PolicyMissing(input.PolicyArn);
                var found = new List<(string Kind, EntityRecord Entity)>();
                foreach (var (key, _) in await IamTables.Attachments.RangeAsync(tx, IamTables.Attachments.Prefix(call.Account, input.PolicyArn, usage)))
                {
                    if (kind is not null && kind != key.Kind) continue;
                    var entity = await FindAsync(tx, call, key.Kind, key.FoldedName);
                    if (entity.Path.StartsWith(input.PathPrefix ?? "/", StringComparison.Ordinal)) found.Add((key.Kind, entity));
                }
                return found;
            });
        var (rows, marker) = Page(entities, e => $"{e.Kind}/{e.Entity.Name.ToLowerInvariant()}", input.Marker, input.MaxItems);
        IEnumerable<EntityRecord> Of(string one) => rows.Where(r => r.Kind == one).Select(r => r.Entity);
        return new ListEntitiesForPolicyOutput
        {
            PolicyGroups = [.. Of(EntityKind.Group).Select(g => new PolicyGroup { GroupName = g.Name, GroupId = g.Id })],
            PolicyUsers = [.. Of(EntityKind.User).Select(u => new PolicyUser { UserName = u.Name, UserId = u.Id })],
            PolicyRoles = [.. Of(EntityKind.Role).Select(r => new PolicyRole { RoleName = r.Name, RoleId = r.Id })],
            IsTruncated = marker is not null,
            Marker = marker,
        };
    }
}
