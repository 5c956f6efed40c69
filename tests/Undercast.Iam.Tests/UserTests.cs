namespace Undercast.Iam.Tests;

public sealed class UserTests : Fixture
{
    [Fact]
    public async Task A_user_is_made_read_listed_renamed_and_removed()
    {
        var made = await UserAsync("Ann", "/team/");
        Assert.Equal(("arn:aws:iam::000000000000:user/team/Ann", "AIDA", 21), (made.Arn, made.UserId[..4], made.UserId.Length));
        Assert.Equal("User with name ann already exists.", await RefusedAsync<EntityAlreadyExistsException>(() => UserAsync("ann")));
        await UserAsync("bob");
        Assert.Equal(["Ann"], (await Iam.ListUsers(new ListUsersInput { PathPrefix = "/team/" }, Call)).Users.Select(u => u.UserName));
        await Iam.UpdateUser(new UpdateUserInput { UserName = "Ann", NewUserName = "zoe", NewPath = "/" }, Call);
        Assert.Equal(made.UserId, (await Iam.GetUser(new GetUserInput { UserName = "zoe" }, Call)).User.UserId);
        await Iam.DeleteUser(new DeleteUserInput { UserName = "zoe" }, Call);
        Assert.Equal("The user with name zoe cannot be found.", await RefusedAsync<NoSuchEntityException>(async () => await Iam.GetUser(new GetUserInput { UserName = "zoe" }, Call)));
    }

    [Fact]
    public async Task Listing_goes_in_pages()
    {
        foreach (var name in (string[])["c", "a", "b"]) await UserAsync(name);
        var first = await Iam.ListUsers(new ListUsersInput { MaxItems = 2 }, Call);
        var second = await Iam.ListUsers(new ListUsersInput { MaxItems = 2, Marker = first.Marker }, Call);
        Assert.Equal(["a", "b", "c"], first.Users.Concat(second.Users).Select(u => u.UserName));
        Assert.Equal((true, false, null), (first.IsTruncated, second.IsTruncated, second.Marker));
    }

    [Fact]
    public async Task A_user_has_two_access_keys_at_most_and_without_them_can_go()
    {
        await UserAsync();
        var key = (await Iam.CreateAccessKey(new CreateAccessKeyInput { UserName = "ann" }, Call)).AccessKey;
        await Iam.CreateAccessKey(new CreateAccessKeyInput { UserName = "ann" }, Call);
        Assert.Equal((20, 40), (key.AccessKeyId.Length, key.SecretAccessKey.Length));
        Assert.Equal("Cannot exceed quota for AccessKeysPerUser: 2", await RefusedAsync<LimitExceededException>(async () => await Iam.CreateAccessKey(new CreateAccessKeyInput { UserName = "ann" }, Call)));
        Assert.Equal("Cannot delete entity, must delete access keys first.", await RefusedAsync<DeleteConflictException>(async () => await Iam.DeleteUser(new DeleteUserInput { UserName = "ann" }, Call)));
        Assert.NotNull(await Directory.FindAsync(key.AccessKeyId, null, default));
        await Iam.UpdateAccessKey(new UpdateAccessKeyInput { UserName = "ann", AccessKeyId = key.AccessKeyId, Status = "Inactive" }, Call);
        Assert.Null(await Directory.FindAsync(key.AccessKeyId, null, default));
        Assert.Equal(["Active", "Inactive"], (await Iam.ListAccessKeys(new ListAccessKeysInput { UserName = "ann" }, Call)).AccessKeyMetadata.Select(k => k.Status!).Order());
        foreach (var one in (await Iam.ListAccessKeys(new ListAccessKeysInput { UserName = "ann" }, Call)).AccessKeyMetadata)
            await Iam.DeleteAccessKey(new DeleteAccessKeyInput { UserName = "ann", AccessKeyId = one.AccessKeyId! }, Call);
        await Iam.DeleteUser(new DeleteUserInput { UserName = "ann" }, Call);
    }

    [Fact]
    public async Task Tags_are_added_replaced_and_removed_without_regard_to_case()
    {
        await UserAsync();
        await Iam.TagUser(new TagUserInput { UserName = "ann", Tags = [new Tag { Key = "Team", Value = "a" }, new Tag { Key = "x", Value = "1" }] }, Call);
        await Iam.TagUser(new TagUserInput { UserName = "ann", Tags = [new Tag { Key = "team", Value = "b" }] }, Call);
        await Iam.UntagUser(new UntagUserInput { UserName = "ann", TagKeys = ["X"] }, Call);
        Assert.Equal([("team", "b")], (await Iam.ListUserTags(new ListUserTagsInput { UserName = "ann" }, Call)).Tags.Select(t => (t.Key, t.Value)));
        Assert.Equal(
            "Duplicate tag keys found. Please note that Tag keys are case insensitive.",
            await RefusedAsync<InvalidInputException>(async () => await Iam.TagUser(new TagUserInput { UserName = "ann", Tags = [new Tag { Key = "a", Value = "" }, new Tag { Key = "A", Value = "" }] }, Call)));
    }

    [Fact]
    public async Task Groups_hold_users_and_follow_their_names()
    {
        await UserAsync();
        Assert.Equal("arn:aws:iam::000000000000:group/g", (await Iam.CreateGroup(new CreateGroupInput { GroupName = "g" }, Call)).Group.Arn);
        await Iam.AddUserToGroup(new AddUserToGroupInput { GroupName = "g", UserName = "ann" }, Call);
        await Iam.UpdateGroup(new UpdateGroupInput { GroupName = "g", NewGroupName = "h" }, Call);
        await Iam.UpdateUser(new UpdateUserInput { UserName = "ann", NewUserName = "zoe" }, Call);
        Assert.Equal(["h"], (await Iam.ListGroups(new ListGroupsInput(), Call)).Groups.Select(g => g.GroupName));
        Assert.Equal(["h"], (await Iam.ListGroupsForUser(new ListGroupsForUserInput { UserName = "zoe" }, Call)).Groups.Select(g => g.GroupName));
        Assert.Equal(["zoe"], (await Iam.GetGroup(new GetGroupInput { GroupName = "h" }, Call)).Users.Select(u => u.UserName));
        Assert.Equal("Cannot delete entity, must remove users from group first.", await RefusedAsync<DeleteConflictException>(async () => await Iam.DeleteGroup(new DeleteGroupInput { GroupName = "h" }, Call)));
        await Iam.RemoveUserFromGroup(new RemoveUserFromGroupInput { GroupName = "h", UserName = "zoe" }, Call);
        await Iam.DeleteGroup(new DeleteGroupInput { GroupName = "h" }, Call);
        Assert.Equal("The group with name h cannot be found.", await RefusedAsync<NoSuchEntityException>(async () => await Iam.GetGroup(new GetGroupInput { GroupName = "h" }, Call)));
    }
}
