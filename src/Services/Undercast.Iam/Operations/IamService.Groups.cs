using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.Iam;

internal sealed partial class IamService
{
    private const int GroupsPerUser = 10;

    private static MemberKey Member(CallContext call, string group, string user) => new(call.Account, group.ToLowerInvariant(), user.ToLowerInvariant());

    private static Group GroupOf(EntityRecord g, string account) => new()
    {
        Path = g.Path, GroupName = g.Name, GroupId = g.Id, Arn = g.ArnIn(account, EntityKind.Group), CreateDate = g.Created,
    };

    public async ValueTask<CreateGroupOutput> CreateGroup(CreateGroupInput input, CallContext call)
    {
        var group = await CreateAsync(call, EntityKind.Group, new EntityRecord { Name = input.GroupName, Path = input.Path ?? "/", Id = NewId("AGPA"), Created = call.Now });
        return new CreateGroupOutput { Group = GroupOf(group, call.Account) };
    }

    public async ValueTask<GetGroupOutput> GetGroup(GetGroupInput input, CallContext call)
    {
        var (group, users) = await ReadAsync(
            call,
            async tx =>
            {
                var found = await FindAsync(tx, call, EntityKind.Group, input.GroupName);
                var members = new List<EntityRecord>();
                foreach (var (key, _) in await IamTables.Members.RangeAsync(tx, IamTables.Members.Prefix(call.Account, found.Name.ToLowerInvariant())))
                {
                    if (await IamTables.Entities.GetAsync(tx, EntityKey.Of(call.Account, EntityKind.User, key.FoldedUser)) is { } user) members.Add(user);
                }
                return (found, members);
            });
        var (rows, marker) = Page(users, u => u.Name.ToLowerInvariant(), input.Marker, input.MaxItems);
        return new GetGroupOutput { Group = GroupOf(group, call.Account), Users = [.. rows.Select(u => UserOf(u, call.Account, whole: false))], IsTruncated = marker is not null, Marker = marker };
    }

    public async ValueTask<ListGroupsOutput> ListGroups(ListGroupsInput input, CallContext call)
    {
        var (rows, marker) = await ListAsync(call, EntityKind.Group, input.PathPrefix, input.Marker, input.MaxItems);
        return new ListGroupsOutput { Groups = [.. rows.Select(g => GroupOf(g, call.Account))], IsTruncated = marker is not null, Marker = marker };
    }

    public async ValueTask UpdateGroup(UpdateGroupInput input, CallContext call) => await ChangeAsync(
        call,
        async tx =>
        {
            var group = await FindAsync(tx, call, EntityKind.Group, input.GroupName);
            await RenameAsync(tx, call, EntityKind.Group, group, input.NewGroupName, input.NewPath);
            if (input.NewGroupName is not { } name || name == group.Name) return;
            foreach (var (key, _) in await IamTables.Members.RangeAsync(tx, IamTables.Members.Prefix(call.Account, group.Name.ToLowerInvariant())))
            {
                var user = await FindAsync(tx, call, EntityKind.User, key.FoldedUser);
                await PutAsync(tx, call, EntityKind.User, user with { Groups = [.. user.Groups!.Select(g => g == group.Name ? name : g)] });
                IamTables.Members.Delete(tx, key);
                IamTables.Members.Put(tx, Member(call, name, user.Name), new EmptyRecord());
            }
        });

    public ValueTask DeleteGroup(DeleteGroupInput input, CallContext call) => ChangeAsync(
        call,
        async tx =>
        {
            var group = await FindAsync(tx, call, EntityKind.Group, input.GroupName);
            if (await IamTables.Members.FirstAsync(tx, IamTables.Members.Prefix(call.Account, group.Name.ToLowerInvariant())) is not null) throw IamFaults.Conflict("remove users from group");
            await DeleteAsync(tx, call, EntityKind.Group, group);
        });

    public ValueTask AddUserToGroup(AddUserToGroupInput input, CallContext call) => ChangeAsync(
        call,
        async tx =>
        {
            var group = await FindAsync(tx, call, EntityKind.Group, input.GroupName);
            var user = await FindAsync(tx, call, EntityKind.User, input.UserName);
            if (user.Groups?.Contains(group.Name) == true) return;
            if (user.Groups?.Count >= GroupsPerUser) throw IamFaults.Quota("GroupsPerUser", GroupsPerUser);
            await PutAsync(tx, call, EntityKind.User, user with { Groups = [.. user.Groups ?? [], group.Name] });
            IamTables.Members.Put(tx, Member(call, group.Name, user.Name), new EmptyRecord());
        });

    public ValueTask RemoveUserFromGroup(RemoveUserFromGroupInput input, CallContext call) => ChangeAsync(
        call,
        async tx =>
        {
            var group = await FindAsync(tx, call, EntityKind.Group, input.GroupName);
            var user = await FindAsync(tx, call, EntityKind.User, input.UserName);
            // AWS: taking out who is not in is an error.
            if (user.Groups?.Contains(group.Name) != true) throw new NoSuchEntityException($"The user with name {user.Name} cannot be found.");
            await PutAsync(tx, call, EntityKind.User, user with { Groups = [.. user.Groups.Where(g => g != group.Name)] });
            IamTables.Members.Delete(tx, Member(call, group.Name, user.Name));
        });

    public async ValueTask<ListGroupsForUserOutput> ListGroupsForUser(ListGroupsForUserInput input, CallContext call)
    {
        var groups = await ReadAsync(
            call,
            async tx =>
            {
                var found = new List<EntityRecord>();
                foreach (var name in (await FindAsync(tx, call, EntityKind.User, input.UserName)).Groups ?? []) found.Add(await FindAsync(tx, call, EntityKind.Group, name));
                return found;
            });
        var (rows, marker) = Page(groups.OrderBy(g => g.Name.ToLowerInvariant(), StringComparer.Ordinal), g => g.Name.ToLowerInvariant(), input.Marker, input.MaxItems);
        return new ListGroupsForUserOutput { Groups = [.. rows.Select(g => GroupOf(g, call.Account))], IsTruncated = marker is not null, Marker = marker };
    }
}
