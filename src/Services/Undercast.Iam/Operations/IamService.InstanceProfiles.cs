using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.Iam;

internal sealed partial class IamService
{
    private static async ValueTask<InstanceProfile> ShapeAsync(IReadTransaction tx, CallContext call, EntityRecord p) => new()
    {
        Path = p.Path,
        InstanceProfileName = p.Name,
        InstanceProfileId = p.Id,
        Arn = p.ArnIn(call.Account, EntityKind.Profile),
        CreateDate = p.Created,
        Roles = p.Role is null ? [] : [RoleOf(await FindAsync(tx, call, EntityKind.Role, p.Role), call.Account, whole: false)],
        Tags = TagsOf(p),
    };

    private static async ValueTask<bool> ProfileWithAsync(IReadTransaction tx, CallContext call, string role) =>
        (await IamTables.Entities.RangeAsync(tx, IamTables.Entities.Prefix(call.Account, EntityKind.Profile))).Any(p => p.Record.Role == role);

    public async ValueTask<CreateInstanceProfileOutput> CreateInstanceProfile(CreateInstanceProfileInput input, CallContext call)
    {
        var profile = await CreateAsync(call, EntityKind.Profile, new EntityRecord
        {
            Name = input.InstanceProfileName, Path = input.Path ?? "/", Id = NewId("AIPA"), Created = call.Now, Tags = Merged(null, input.Tags),
        });
        return new CreateInstanceProfileOutput { InstanceProfile = await ReadAsync(call, tx => ShapeAsync(tx, call, profile)) };
    }

    public async ValueTask<GetInstanceProfileOutput> GetInstanceProfile(GetInstanceProfileInput input, CallContext call) => new()
    {
        InstanceProfile = await ReadAsync(call, async tx => await ShapeAsync(tx, call, await FindAsync(tx, call, EntityKind.Profile, input.InstanceProfileName))),
    };

    private async ValueTask<IReadOnlyList<InstanceProfile>> ShapeAsync(CallContext call, IReadOnlyList<EntityRecord> rows) => await ReadAsync(
        call,
        async tx =>
        {
            var shapes = new List<InstanceProfile>(rows.Count);
            foreach (var row in rows) shapes.Add(await ShapeAsync(tx, call, row));
            return shapes;
        });

    public async ValueTask<ListInstanceProfilesOutput> ListInstanceProfiles(ListInstanceProfilesInput input, CallContext call)
    {
        var (rows, marker) = await ListAsync(call, EntityKind.Profile, input.PathPrefix, input.Marker, input.MaxItems);
        return new ListInstanceProfilesOutput { InstanceProfiles = await ShapeAsync(call, rows), IsTruncated = marker is not null, Marker = marker };
    }

    public async ValueTask<ListInstanceProfilesForRoleOutput> ListInstanceProfilesForRole(ListInstanceProfilesForRoleInput input, CallContext call)
    {
        var role = await ReadAsync(call, tx => FindAsync(tx, call, EntityKind.Role, input.RoleName));
        var (rows, marker) = await ListAsync(call, EntityKind.Profile, null, input.Marker, input.MaxItems, p => p.Role == role.Name);
        return new ListInstanceProfilesForRoleOutput { InstanceProfiles = await ShapeAsync(call, rows), IsTruncated = marker is not null, Marker = marker };
    }

    public ValueTask DeleteInstanceProfile(DeleteInstanceProfileInput input, CallContext call) => ChangeAsync(
        call,
        async tx =>
        {
            var profile = await FindAsync(tx, call, EntityKind.Profile, input.InstanceProfileName);
            if (profile.Role is not null) throw IamFaults.Conflict("remove roles from instance profile");
            await IamTables.Entities.DeleteAsync(tx, EntityKey.Of(call.Account, EntityKind.Profile, profile.Name));
        });

    public async ValueTask AddRoleToInstanceProfile(AddRoleToInstanceProfileInput input, CallContext call)
    {
        var role = await ReadAsync(call, tx => FindAsync(tx, call, EntityKind.Role, input.RoleName));
        await authorizer.DemandAsync(call, "iam:PassRole", role.ArnIn(call.Account, EntityKind.Role));
        await UpdateAsync(call, EntityKind.Profile, input.InstanceProfileName, async (tx, profile) =>
        {
            await FindAsync(tx, call, EntityKind.Role, role.Name);
            if (profile.Role is not null) throw IamFaults.Quota("InstanceSessionsPerInstanceProfile", 1);
            return profile with { Role = role.Name };
        });
    }

    public async ValueTask RemoveRoleFromInstanceProfile(RemoveRoleFromInstanceProfileInput input, CallContext call) =>
        await UpdateAsync(call, EntityKind.Profile, input.InstanceProfileName, profile =>
            string.Equals(profile.Role, input.RoleName, StringComparison.OrdinalIgnoreCase) ? profile with { Role = null } : throw IamFaults.Missing(EntityKind.Role, input.RoleName));
}
