using Undercast.Cloud;
using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.Iam;

// What users, roles and groups have in common: attached and inline policies, boundaries.
internal sealed partial class IamService
{
    private const int AttachedPerEntity = 10;

    private async ValueTask AttachAsync(CallContext call, string kind, string name, string arn) => await UpdateAsync(call, kind, name, async (tx, entity) =>
    {
        Protect(kind, entity);
        await RequireAttachableAsync(tx, call, arn);
        if (entity.AttachedList.Contains(arn)) return entity;
        if (entity.AttachedList.Count >= AttachedPerEntity) throw IamFaults.Quota($"PoliciesPer{char.ToUpperInvariant(kind[0])}{kind[1..]}", AttachedPerEntity);
        IamTables.Attachments.Put(tx, Attachment(call, arn, AttachmentKey.Permissions, kind, entity), new EmptyRecord());
        return entity with { Attached = [.. entity.AttachedList, arn] };
    });

    private async ValueTask DetachAsync(CallContext call, string kind, string name, string arn) => await UpdateAsync(call, kind, name, (tx, entity) =>
    {
        Protect(kind, entity);
        if (!entity.AttachedList.Contains(arn)) throw IamFaults.PolicyMissing(arn);
        IamTables.Attachments.Delete(tx, Attachment(call, arn, AttachmentKey.Permissions, kind, entity));
        return new ValueTask<EntityRecord>(entity with { Attached = [.. entity.AttachedList.Where(a => a != arn)] });
    });

    private static AttachmentKey Attachment(CallContext call, string arn, string usage, string kind, EntityRecord entity) => new(call.Account, arn, usage, kind, entity.Name.ToLowerInvariant());

    private static void Protect(string kind, EntityRecord entity)
    {
        if (kind == EntityKind.Role) Modifiable(entity);
    }

    private async ValueTask<(IReadOnlyList<AttachedPolicy> Rows, string? Marker)> AttachedAsync(CallContext call, string kind, string name, string? pathPrefix, string? marker, int? maxItems)
    {
        var entity = await ReadAsync(call, tx => FindAsync(tx, call, kind, name));
        return Page(
            entity.AttachedList.Where(a => a[(a.IndexOf(':' + EntityKind.Policy, StringComparison.Ordinal) + 1 + EntityKind.Policy.Length)..].StartsWith(pathPrefix ?? "/", StringComparison.Ordinal))
                .Select(a => new AttachedPolicy { PolicyName = Arns.NameOf(a), PolicyArn = a }).OrderBy(a => a.PolicyArn, StringComparer.Ordinal),
            a => a.PolicyArn!, marker, maxItems);
    }

    // AWS: all inline policies of a user, group or role together.
    private static int InlineSize(string kind) => kind switch { EntityKind.User => 2048, EntityKind.Group => 5120, _ => 10_240 };

    private async ValueTask PutInlineAsync(CallContext call, string kind, string name, string policy, string document)
    {
        IamFaults.CheckPolicy(document, PolicyPurpose.Inline);
        await UpdateAsync(call, kind, name, entity =>
        {
            Protect(kind, entity);
            var inline = new SortedDictionary<string, string>(entity.InlineMap.ToDictionary(), StringComparer.Ordinal) { [policy] = document };
            if (inline.Values.Sum(IamFaults.SizeOf) > InlineSize(kind))
                throw new LimitExceededException($"Maximum policy size of {InlineSize(kind)} bytes exceeded for {kind} {entity.Name}");
            return entity with { Inline = inline };
        });
    }

    private async ValueTask<(EntityRecord Entity, string Document)> InlineAsync(CallContext call, string kind, string name, string policy)
    {
        var entity = await ReadAsync(call, tx => FindAsync(tx, call, kind, name));
        return (entity, Encoded(entity.InlineMap.GetValueOrDefault(policy) ?? throw InlineMissing(kind, policy)));
    }

    private static NoSuchEntityException InlineMissing(string kind, string policy) => new($"The {kind} policy with name {policy} cannot be found.");

    private async ValueTask DeleteInlineAsync(CallContext call, string kind, string name, string policy) => await UpdateAsync(call, kind, name, entity =>
    {
        Protect(kind, entity);
        if (!entity.InlineMap.ContainsKey(policy)) throw InlineMissing(kind, policy);
        return entity with { Inline = entity.InlineMap.Where(p => p.Key != policy).ToDictionary() };
    });

    private async ValueTask<(IReadOnlyList<string> Rows, string? Marker)> InlineNamesAsync(CallContext call, string kind, string name, string? marker, int? maxItems)
    {
        var entity = await ReadAsync(call, tx => FindAsync(tx, call, kind, name));
        return Page(entity.InlineMap.Keys.Order(StringComparer.Ordinal), n => n, marker, maxItems);
    }

    private async ValueTask SetBoundaryAsync(CallContext call, string kind, string name, string? arn) => await UpdateAsync(call, kind, name, async (tx, entity) =>
    {
        Protect(kind, entity);
        if (arn is null && entity.Boundary is null) throw new NoSuchEntityException($"{char.ToUpperInvariant(kind[0])}{kind[1..]} {entity.Name} has no permissions boundary.");
        if (entity.Boundary is { } old) IamTables.Attachments.Delete(tx, Attachment(call, old, AttachmentKey.Boundary, kind, entity));
        if (arn is not null)
        {
            await RequireAttachableAsync(tx, call, arn);
            IamTables.Attachments.Put(tx, Attachment(call, arn, AttachmentKey.Boundary, kind, entity), new EmptyRecord());
        }
        return entity with { Boundary = arn };
    });

    public ValueTask AttachUserPolicy(AttachUserPolicyInput input, CallContext call) => AttachAsync(call, EntityKind.User, input.UserName, input.PolicyArn);

    public ValueTask DetachUserPolicy(DetachUserPolicyInput input, CallContext call) => DetachAsync(call, EntityKind.User, input.UserName, input.PolicyArn);

    public async ValueTask<ListAttachedUserPoliciesOutput> ListAttachedUserPolicies(ListAttachedUserPoliciesInput input, CallContext call)
    {
        var (rows, marker) = await AttachedAsync(call, EntityKind.User, input.UserName, input.PathPrefix, input.Marker, input.MaxItems);
        return new ListAttachedUserPoliciesOutput { AttachedPolicies = rows, IsTruncated = marker is not null, Marker = marker };
    }

    public ValueTask PutUserPolicy(PutUserPolicyInput input, CallContext call) => PutInlineAsync(call, EntityKind.User, input.UserName, input.PolicyName, input.PolicyDocument);

    public async ValueTask<GetUserPolicyOutput> GetUserPolicy(GetUserPolicyInput input, CallContext call)
    {
        var (entity, document) = await InlineAsync(call, EntityKind.User, input.UserName, input.PolicyName);
        return new GetUserPolicyOutput { UserName = entity.Name, PolicyName = input.PolicyName, PolicyDocument = document };
    }

    public ValueTask DeleteUserPolicy(DeleteUserPolicyInput input, CallContext call) => DeleteInlineAsync(call, EntityKind.User, input.UserName, input.PolicyName);

    public async ValueTask<ListUserPoliciesOutput> ListUserPolicies(ListUserPoliciesInput input, CallContext call)
    {
        var (rows, marker) = await InlineNamesAsync(call, EntityKind.User, input.UserName, input.Marker, input.MaxItems);
        return new ListUserPoliciesOutput { PolicyNames = rows, IsTruncated = marker is not null, Marker = marker };
    }

    public ValueTask PutUserPermissionsBoundary(PutUserPermissionsBoundaryInput input, CallContext call) => SetBoundaryAsync(call, EntityKind.User, input.UserName, input.PermissionsBoundary);

    public ValueTask DeleteUserPermissionsBoundary(DeleteUserPermissionsBoundaryInput input, CallContext call) => SetBoundaryAsync(call, EntityKind.User, input.UserName, null);

    public ValueTask AttachRolePolicy(AttachRolePolicyInput input, CallContext call) => AttachAsync(call, EntityKind.Role, input.RoleName, input.PolicyArn);

    public ValueTask DetachRolePolicy(DetachRolePolicyInput input, CallContext call) => DetachAsync(call, EntityKind.Role, input.RoleName, input.PolicyArn);

    public async ValueTask<ListAttachedRolePoliciesOutput> ListAttachedRolePolicies(ListAttachedRolePoliciesInput input, CallContext call)
    {
        var (rows, marker) = await AttachedAsync(call, EntityKind.Role, input.RoleName, input.PathPrefix, input.Marker, input.MaxItems);
        return new ListAttachedRolePoliciesOutput { AttachedPolicies = rows, IsTruncated = marker is not null, Marker = marker };
    }

    public ValueTask PutRolePolicy(PutRolePolicyInput input, CallContext call) => PutInlineAsync(call, EntityKind.Role, input.RoleName, input.PolicyName, input.PolicyDocument);

    public async ValueTask<GetRolePolicyOutput> GetRolePolicy(GetRolePolicyInput input, CallContext call)
    {
        var (entity, document) = await InlineAsync(call, EntityKind.Role, input.RoleName, input.PolicyName);
        return new GetRolePolicyOutput { RoleName = entity.Name, PolicyName = input.PolicyName, PolicyDocument = document };
    }

    public ValueTask DeleteRolePolicy(DeleteRolePolicyInput input, CallContext call) => DeleteInlineAsync(call, EntityKind.Role, input.RoleName, input.PolicyName);

    public async ValueTask<ListRolePoliciesOutput> ListRolePolicies(ListRolePoliciesInput input, CallContext call)
    {
        var (rows, marker) = await InlineNamesAsync(call, EntityKind.Role, input.RoleName, input.Marker, input.MaxItems);
        return new ListRolePoliciesOutput { PolicyNames = rows, IsTruncated = marker is not null, Marker = marker };
    }

    public ValueTask PutRolePermissionsBoundary(PutRolePermissionsBoundaryInput input, CallContext call) => SetBoundaryAsync(call, EntityKind.Role, input.RoleName, input.PermissionsBoundary);

    public ValueTask DeleteRolePermissionsBoundary(DeleteRolePermissionsBoundaryInput input, CallContext call) => SetBoundaryAsync(call, EntityKind.Role, input.RoleName, null);

    public ValueTask AttachGroupPolicy(AttachGroupPolicyInput input, CallContext call) => AttachAsync(call, EntityKind.Group, input.GroupName, input.PolicyArn);

    public ValueTask DetachGroupPolicy(DetachGroupPolicyInput input, CallContext call) => DetachAsync(call, EntityKind.Group, input.GroupName, input.PolicyArn);

    public async ValueTask<ListAttachedGroupPoliciesOutput> ListAttachedGroupPolicies(ListAttachedGroupPoliciesInput input, CallContext call)
    {
        var (rows, marker) = await AttachedAsync(call, EntityKind.Group, input.GroupName, input.PathPrefix, input.Marker, input.MaxItems);
        return new ListAttachedGroupPoliciesOutput { AttachedPolicies = rows, IsTruncated = marker is not null, Marker = marker };
    }

    public ValueTask PutGroupPolicy(PutGroupPolicyInput input, CallContext call) => PutInlineAsync(call, EntityKind.Group, input.GroupName, input.PolicyName, input.PolicyDocument);

    public async ValueTask<GetGroupPolicyOutput> GetGroupPolicy(GetGroupPolicyInput input, CallContext call)
    {
        var (entity, document) = await InlineAsync(call, EntityKind.Group, input.GroupName, input.PolicyName);
        return new GetGroupPolicyOutput { GroupName = entity.Name, PolicyName = input.PolicyName, PolicyDocument = document };
    }

    public ValueTask DeleteGroupPolicy(DeleteGroupPolicyInput input, CallContext call) => DeleteInlineAsync(call, EntityKind.Group, input.GroupName, input.PolicyName);

    public async ValueTask<ListGroupPoliciesOutput> ListGroupPolicies(ListGroupPoliciesInput input, CallContext call)
    {
        var (rows, marker) = await InlineNamesAsync(call, EntityKind.Group, input.GroupName, input.Marker, input.MaxItems);
        return new ListGroupPoliciesOutput { PolicyNames = rows, IsTruncated = marker is not null, Marker = marker };
    }
}
