using Undercast.Kernel;

namespace Undercast.Cognito.Tests;

public sealed class PoolTests : Fixture
{
    [Fact]
    public async Task A_pool_has_the_defaults_that_are_documented()
    {
        var pool = await PoolAsync();
        Assert.Matches("^us-east-1_[0-9A-Za-z]{9}$", pool.Id);
        Assert.Equal($"arn:aws:cognito-idp:us-east-1:000000000000:userpool/{pool.Id}", pool.Arn);
        Assert.Equal((8, true, true, 7), (pool.Policies!.PasswordPolicy!.MinimumLength, pool.Policies.PasswordPolicy.RequireSymbols, pool.Policies.PasswordPolicy.RequireNumbers, pool.Policies.PasswordPolicy.TemporaryPasswordValidityDays));
        Assert.Equal(20, pool.SchemaAttributes!.Count);
        Assert.Equal(("OFF", "INACTIVE", "ESSENTIALS"), (pool.MfaConfiguration, pool.DeletionProtection, pool.UserPoolTier));
        Assert.Equal("OFF", (await Service.GetUserPoolMfaConfig(new GetUserPoolMfaConfigInput { UserPoolId = pool.Id! }, Call)).MfaConfiguration);
    }

    [Fact]
    public async Task A_change_returns_what_it_does_not_name_to_its_default()
    {
        var pool = await PoolAsync(i => i with
        {
            Policies = new() { PasswordPolicy = new() { MinimumLength = 12 } }, AdminCreateUserConfig = new() { AllowAdminCreateUserOnly = true }, UserPoolTags = new Dictionary<string, string> { ["a"] = "1" },
        });
        Assert.False(pool.Policies!.PasswordPolicy!.RequireSymbols);
        await Service.UpdateUserPool(new UpdateUserPoolInput { UserPoolId = pool.Id!, AutoVerifiedAttributes = ["email"] }, Call);
        var changed = (await Service.DescribeUserPool(new DescribeUserPoolInput { UserPoolId = pool.Id! }, Call)).UserPool!;
        Assert.Equal((8, false, "pool"), (changed.Policies!.PasswordPolicy!.MinimumLength, changed.AdminCreateUserConfig!.AllowAdminCreateUserOnly, changed.Name));
        Assert.Equal("1", changed.UserPoolTags!["a"]);
    }

    [Fact]
    public async Task A_protected_pool_is_not_deleted_and_a_deleted_one_takes_everything_along()
    {
        var (pool, client) = await ConfirmedAsync(with: i => i with { DeletionProtection = "ACTIVE" });
        Assert.StartsWith("The user pool cannot be deleted because deletion protection", await RefusedAsync<InvalidParameterException>(() => Service.DeleteUserPool(new DeleteUserPoolInput { UserPoolId = pool }, Call).AsTask()));
        await SignInAsync(client);
        await Service.UpdateUserPool(new UpdateUserPoolInput { UserPoolId = pool }, Call);
        await Service.DeleteUserPool(new DeleteUserPoolInput { UserPoolId = pool }, Call);
        Assert.Equal($"User pool {pool} does not exist.", await RefusedAsync<ResourceNotFoundException>(() => Service.DescribeUserPool(new DescribeUserPoolInput { UserPoolId = pool }, Call).AsTask()));
        await RefusedAsync<ResourceNotFoundException>(() => PasswordAsync(client));
        RunJobs();
        await EventuallyAsync(async () => await Store.ReadAsync(async tx =>
            await CognitoTables.Users.CountAsync(tx, CognitoTables.Users.All) + await CognitoTables.Sessions.CountAsync(tx, CognitoTables.Sessions.All) + await CognitoTables.Clients.CountAsync(tx, CognitoTables.Clients.All)) == 0);
    }

    [Fact]
    public async Task Pools_of_other_accounts_and_regions_are_out_of_reach()
    {
        var pool = await PoolAsync();
        foreach (var call in (CallContext[])[As(Principal.Root("111122223333")), new CallContext { RequestId = "r", Caller = Principal.Root(Account), Region = "eu-west-1", Now = Time.GetUtcNow() }])
            await RefusedAsync<ResourceNotFoundException>(() => Service.DescribeUserPool(new DescribeUserPoolInput { UserPoolId = pool.Id! }, call).AsTask());
    }

    [Fact]
    public async Task Listings_come_in_pages()
    {
        for (var i = 0; i < 3; i++) await PoolAsync();
        var first = await Service.ListUserPools(new ListUserPoolsInput { MaxResults = 2 }, Call);
        var second = await Service.ListUserPools(new ListUserPoolsInput { MaxResults = 2, NextToken = first.NextToken }, Call);
        Assert.Equal((2, 1, null), (first.UserPools!.Count, second.UserPools!.Count, second.NextToken));
        await RefusedAsync<InvalidParameterException>(() => Service.ListUserPools(new ListUserPoolsInput { MaxResults = 2, NextToken = "???" }, Call).AsTask());
    }

    [Fact]
    public async Task Tags_are_added_and_removed()
    {
        var arn = (await PoolAsync()).Arn!;
        await Service.TagResource(new TagResourceInput { ResourceArn = arn, Tags = new Dictionary<string, string> { ["a"] = "1", ["b"] = "2" } }, Call);
        await Service.UntagResource(new UntagResourceInput { ResourceArn = arn, TagKeys = ["a"] }, Call);
        Assert.Equal("2", Assert.Single((await Service.ListTagsForResource(new ListTagsForResourceInput { ResourceArn = arn }, Call)).Tags!).Value);
    }

    [Fact]
    public async Task Settings_that_do_not_act_are_refused_by_name()
    {
        foreach (var with in (Func<CreateUserPoolInput, CreateUserPoolInput>[])[
            i => i with { LambdaConfig = new() { CustomEmailSender = new() { LambdaArn = FunctionArn, LambdaVersion = "V1_0" } } },
            i => i with { LambdaConfig = new() { CustomSMSSender = new() { LambdaArn = FunctionArn, LambdaVersion = "V1_0" } } }])
        {
            Assert.Equal(CommonError.NotSupported, (await Assert.ThrowsAsync<CommonException>(() => PoolAsync(with))).Kind);
        }
    }

    [Fact]
    public async Task Custom_attributes_are_added_and_held_to_their_bounds()
    {
        var (pool, client) = await ConfirmedAsync();
        await Service.AddCustomAttributes(
            new AddCustomAttributesInput { UserPoolId = pool, CustomAttributes = [new() { Name = "level", AttributeDataType = "Number", NumberAttributeConstraints = new() { MaxValue = "9" } }, new() { Name = "once", Mutable = false }] }, Call);
        Task Set(string name, string value) => Service.AdminUpdateUserAttributes(new AdminUpdateUserAttributesInput { UserPoolId = pool, Username = "ann", UserAttributes = [new() { Name = name, Value = value }] }, Call).AsTask();
        await Set("custom:level", "9");
        await RefusedAsync<InvalidParameterException>(() => Set("custom:level", "10"));
        await RefusedAsync<InvalidParameterException>(() => Set("custom:level", "ten"));
        await Set("custom:once", "a");
        Assert.Equal("user.custom:once: Attribute cannot be updated.\n", await RefusedAsync<InvalidParameterException>(() => Set("custom:once", "b")));
        Assert.Contains("custom:nope: Attribute does not exist in the schema.", await RefusedAsync<InvalidParameterException>(() => Set("custom:nope", "b")));
        Assert.Equal("9", (string?)Claims((await SignInAsync(client)).IdToken!)["custom:level"]);
        await Service.AdminDeleteUserAttributes(new AdminDeleteUserAttributesInput { UserPoolId = pool, Username = "ann", UserAttributeNames = ["custom:level"] }, Call);
        Assert.Null(Claims((await SignInAsync(client)).IdToken!)["custom:level"]);
    }
}
