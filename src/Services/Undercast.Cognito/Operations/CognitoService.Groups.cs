using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.Cognito;

internal sealed partial class CognitoService
{
    public ValueTask<CreateGroupOutput> CreateGroup(CreateGroupInput input, CallContext call) => WriteAsync(
        call,
        async tx =>
        {
            await PoolAsync(tx, call, input.UserPoolId);
            var key = new PairKey(input.UserPoolId, input.GroupName);
            if (await CognitoTables.Groups.ExistsAsync(tx, key)) throw new GroupExistsException("A group with the name already exists.");
            var group = new GroupType
            {
                GroupName = input.GroupName,
                UserPoolId = input.UserPoolId,
                Description = input.Description,
                RoleArn = input.RoleArn,
                Precedence = input.Precedence,
                CreationDate = call.Now,
                LastModifiedDate = call.Now,
            };
            CognitoTables.Groups.Put(tx, key, new GroupRecord { Group = group });
            return new CreateGroupOutput { Group = group };
        });

    public ValueTask<GetGroupOutput> GetGroup(GetGroupInput input, CallContext call) =>
        ReadAsync(call, async tx => new GetGroupOutput { Group = (await GroupAsync(tx, call, input.UserPoolId, input.GroupName)).Group });

    public ValueTask<UpdateGroupOutput> UpdateGroup(UpdateGroupInput input, CallContext call) => WriteAsync(
        call,
        async tx =>
        {
            var group = (await GroupAsync(tx, call, input.UserPoolId, input.GroupName)).Group with { LastModifiedDate = call.Now };
            group = group with { Description = input.Description ?? group.Description, RoleArn = input.RoleArn ?? group.RoleArn, Precedence = input.Precedence ?? group.Precedence };
            CognitoTables.Groups.Put(tx, new PairKey(input.UserPoolId, input.GroupName), new GroupRecord { Group = group });
            return new UpdateGroupOutput { Group = group };
        });

    public async ValueTask DeleteGroup(DeleteGroupInput input, CallContext call) => await WriteAsync(
        call,
        async tx =>
        {
            await GroupAsync(tx, call, input.UserPoolId, input.GroupName);
            var members = CognitoTables.Members.Prefix(input.UserPoolId, input.GroupName);
            foreach (var (member, _) in await CognitoTables.Members.RangeAsync(tx, members))
            {
                var key = new PairKey(input.UserPoolId, member.Third);
                if (await CognitoTables.Users.GetAsync(tx, key) is { } user) await CognitoTables.Users.PutAsync(tx, key, user with { Groups = [.. user.Groups.Where(g => g != input.GroupName)] });
            }
            CognitoTables.Members.DeleteRange(tx, members);
            return await CognitoTables.Groups.DeleteAsync(tx, new PairKey(input.UserPoolId, input.GroupName));
        });

    public async ValueTask<ListGroupsOutput> ListGroups(ListGroupsInput input, CallContext call)
    {
        var rows = await ReadAsync(
            call,
            async tx =>
            {
                await PoolAsync(tx, call, input.UserPoolId);
                return await CognitoTables.Groups.RangeAsync(tx, CognitoTables.Groups.Prefix(input.UserPoolId));
            });
        var (page, token) = Page(rows.Select(r => r.Record.Group), g => g.GroupName!, input.Limit, input.NextToken);
        return new ListGroupsOutput { Groups = page, NextToken = token };
    }

    public ValueTask<ListUsersInGroupOutput> ListUsersInGroup(ListUsersInGroupInput input, CallContext call) => ReadAsync(
        call,
        async tx =>
        {
            await GroupAsync(tx, call, input.UserPoolId, input.GroupName);
            var members = await CognitoTables.Members.RangeAsync(tx, CognitoTables.Members.Prefix(input.UserPoolId, input.GroupName));
            var (page, token) = Page(members.Select(m => m.Key.Third), n => n, input.Limit, input.NextToken);
            var users = new List<UserType>(page.Count);
            foreach (var name in page)
            {
                if (await CognitoTables.Users.GetAsync(tx, new PairKey(input.UserPoolId, name)) is { } user) users.Add(Show(user));
            }
            return new ListUsersInGroupOutput { Users = users, NextToken = token };
        });

    public async ValueTask AdminAddUserToGroup(AdminAddUserToGroupInput input, CallContext call) => await ChangeUserAsync(
        call,
        input.UserPoolId,
        input.Username,
        async (tx, pool, user) =>
        {
            await GroupAsync(tx, call, pool.Id, input.GroupName);
            CognitoTables.Members.Put(tx, new TripleKey(pool.Id, input.GroupName, PoolRules.Fold(pool, user.Username)), new EmptyRecord());
            return user.Groups.Contains(input.GroupName) ? user : user with { Groups = [.. user.Groups, input.GroupName] };
        });

    public async ValueTask AdminRemoveUserFromGroup(AdminRemoveUserFromGroupInput input, CallContext call) => await ChangeUserAsync(
        call,
        input.UserPoolId,
        input.Username,
        async (tx, pool, user) =>
        {
            await GroupAsync(tx, call, pool.Id, input.GroupName);
            CognitoTables.Members.Delete(tx, new TripleKey(pool.Id, input.GroupName, PoolRules.Fold(pool, user.Username)));
            return user with { Groups = [.. user.Groups.Where(g => g != input.GroupName)] };
        });

    public ValueTask<AdminListGroupsForUserOutput> AdminListGroupsForUser(AdminListGroupsForUserInput input, CallContext call) => ReadAsync(
        call,
        async tx =>
        {
            var pool = await PoolAsync(tx, call, input.UserPoolId);
            var (_, user) = await Users.FindAsync(tx, pool, input.Username) ?? throw CognitoFaults.NoUser();
            var (page, token) = Page(await Users.GroupsAsync(tx, pool, user), g => g.GroupName!, input.Limit, input.NextToken);
            return new AdminListGroupsForUserOutput { Groups = page, NextToken = token };
        });

    private static async ValueTask<GroupRecord> GroupAsync(IReadTransaction tx, CallContext call, string poolId, string name)
    {
        await PoolAsync(tx, call, poolId);
        return await CognitoTables.Groups.GetAsync(tx, new PairKey(poolId, name)) ?? throw CognitoFaults.NoGroup();
    }
}
