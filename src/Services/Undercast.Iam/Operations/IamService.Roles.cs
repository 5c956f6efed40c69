using Undercast.Cloud;
using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.Iam;

internal sealed partial class IamService
{
    private const int TrustSize = 2048;

    private static Role RoleOf(EntityRecord r, string account, bool whole) => new()
    {
        Path = r.Path,
        RoleName = r.Name,
        RoleId = r.Id,
        Arn = r.ArnIn(account, EntityKind.Role),
        CreateDate = r.Created,
        AssumeRolePolicyDocument = Encoded(r.Trust!),
        Description = r.Description,
        MaxSessionDuration = r.MaxSession,
        PermissionsBoundary = whole ? Boundary(r) : null,
        Tags = whole ? TagsOf(r) : null,
        RoleLastUsed = whole ? new RoleLastUsed() : null,
    };

    private static string CheckedTrust(string document)
    {
        IamFaults.CheckPolicy(document, PolicyPurpose.Trust);
        return IamFaults.SizeOf(document) <= TrustSize ? document : throw IamFaults.Quota("ACLSizePerRole", TrustSize);
    }

    public async ValueTask<CreateRoleOutput> CreateRole(CreateRoleInput input, CallContext call)
    {
        var role = await CreateAsync(call, EntityKind.Role, new EntityRecord
        {
            Name = input.RoleName,
            Path = input.Path ?? "/",
            Id = NewId("AROA"),
            Created = call.Now,
            Trust = CheckedTrust(input.AssumeRolePolicyDocument),
            Description = input.Description,
            MaxSession = input.MaxSessionDuration ?? 3600,
            Boundary = input.PermissionsBoundary,
            Tags = Merged(null, input.Tags),
        });
        return new CreateRoleOutput { Role = RoleOf(role, call.Account, whole: true) with { RoleLastUsed = null } };
    }

    public async ValueTask<GetRoleOutput> GetRole(GetRoleInput input, CallContext call)
    {
        var (role, last) = await ReadAsync(
            call,
            async tx =>
            {
                var found = await FindAsync(tx, call, EntityKind.Role, input.RoleName);
                return (found, await LastUsedAsync(tx, call, found));
            });
        return new GetRoleOutput { Role = RoleOf(role, call.Account, whole: true) with { RoleLastUsed = last } };
    }

    public async ValueTask<ListRolesOutput> ListRoles(ListRolesInput input, CallContext call)
    {
        var (rows, marker) = await ListAsync(call, EntityKind.Role, input.PathPrefix, input.Marker, input.MaxItems);
        return new ListRolesOutput { Roles = [.. rows.Select(r => RoleOf(r, call.Account, whole: false))], IsTruncated = marker is not null, Marker = marker };
    }

    public async ValueTask<UpdateRoleOutput> UpdateRole(UpdateRoleInput input, CallContext call)
    {
        await UpdateAsync(call, EntityKind.Role, input.RoleName, r => Modifiable(r) with { Description = input.Description ?? r.Description, MaxSession = input.MaxSessionDuration ?? r.MaxSession });
        return new UpdateRoleOutput();
    }

    public async ValueTask<UpdateRoleDescriptionOutput> UpdateRoleDescription(UpdateRoleDescriptionInput input, CallContext call)
    {
        var role = await UpdateAsync(call, EntityKind.Role, input.RoleName, r => r with { Description = input.Description });
        return new UpdateRoleDescriptionOutput { Role = RoleOf(role, call.Account, whole: true) };
    }

    public async ValueTask UpdateAssumeRolePolicy(UpdateAssumeRolePolicyInput input, CallContext call)
    {
        var trust = CheckedTrust(input.PolicyDocument);
        await UpdateAsync(call, EntityKind.Role, input.RoleName, r => Modifiable(r) with { Trust = trust });
    }

    public ValueTask DeleteRole(DeleteRoleInput input, CallContext call) => ChangeAsync(
        call,
        async tx =>
        {
            var role = Modifiable(await FindAsync(tx, call, EntityKind.Role, input.RoleName));
            if (await ProfileWithAsync(tx, call, role.Name)) throw IamFaults.Conflict("remove roles from instance profile");
            await DeleteAsync(tx, call, EntityKind.Role, role);
        });

    private static bool IsServiceLinked(EntityRecord role) => role.Path.StartsWith("/aws-service-role/", StringComparison.Ordinal);

    private static EntityRecord Modifiable(EntityRecord role) => !IsServiceLinked(role)
        ? role
        : throw new UnmodifiableEntityException($"Cannot perform the operation on the protected role '{role.Name}' - this role is only modifiable by AWS");

    public async ValueTask<CreateServiceLinkedRoleOutput> CreateServiceLinkedRole(CreateServiceLinkedRoleInput input, CallContext call)
    {
        if (!input.AWSServiceName.EndsWith(".amazonaws.com", StringComparison.Ordinal)) throw new InvalidInputException("Service role name AWSServiceRoleFor is invalid.");
        var service = input.AWSServiceName[..^".amazonaws.com".Length];
        var name = "AWSServiceRoleFor" + string.Concat(service.Split('.', '-').Reverse().Select(static p => p.Length == 0 ? p : char.ToUpperInvariant(p[0]) + p[1..]))
            + (input.CustomSuffix is { } suffix ? "_" + suffix : "");
        var role = new EntityRecord
        {
            Name = name,
            Path = $"/aws-service-role/{input.AWSServiceName}/",
            Id = NewId("AROA"),
            Created = call.Now,
            Description = input.Description,
            Trust = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Action\":[\"sts:AssumeRole\"],\"Effect\":\"Allow\",\"Principal\":{\"Service\":[\"" + input.AWSServiceName + "\"]}}]}",
        };
        await ChangeAsync(
            call,
            async tx =>
            {
                var key = EntityKey.Of(call.Account, EntityKind.Role, name);
                if (await IamTables.Entities.ExistsAsync(tx, key)) throw new InvalidInputException($"Service role name {name} has been taken in this account, please try a different suffix.");
                await IamTables.Entities.PutAsync(tx, key, role);
            });
        return new CreateServiceLinkedRoleOutput { Role = RoleOf(role, call.Account, whole: false) };
    }

    public async ValueTask<DeleteServiceLinkedRoleOutput> DeleteServiceLinkedRole(DeleteServiceLinkedRoleInput input, CallContext call)
    {
        var task = Ids.NewGuid();
        var role = await ChangeAsync(
            call,
            async tx =>
            {
                var found = await FindAsync(tx, call, EntityKind.Role, input.RoleName);
                if (!IsServiceLinked(found)) throw IamFaults.Missing(EntityKind.Role, input.RoleName);
                await IamTables.Entities.DeleteAsync(tx, EntityKey.Of(call.Account, EntityKind.Role, found.Name));
                return found;
            });
        return new DeleteServiceLinkedRoleOutput { DeletionTaskId = $"task{role.Path}{role.Name}/{task}" };
    }

    /// <remarks>Differs: the removal is done when its call returns, so every task that names a role has succeeded.</remarks>
    public ValueTask<GetServiceLinkedRoleDeletionStatusOutput> GetServiceLinkedRoleDeletionStatus(GetServiceLinkedRoleDeletionStatusInput input, CallContext call)
    {
        if (!input.DeletionTaskId.StartsWith("task/aws-service-role/", StringComparison.Ordinal)) throw new InvalidInputException($"Deletion task id {input.DeletionTaskId} is invalid.");
        return new ValueTask<GetServiceLinkedRoleDeletionStatusOutput>(new GetServiceLinkedRoleDeletionStatusOutput { Status = "SUCCEEDED" });
    }
}
