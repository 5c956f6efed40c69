using Undercast.Cognito.Identity;

namespace Undercast.Cognito.Tests;

public sealed class IdentityTests : Fixture
{
    private const string Role = "arn:aws:iam::000000000000:role/member";

    private async Task<(string IdentityPool, string Provider, string Client, string Token)> PoolAsync(bool guests = false)
    {
        var (pool, client) = await ConfirmedAsync();
        var provider = $"cognito-idp.us-east-1.amazonaws.com/{pool}";
        var made = await Identities.CreateIdentityPool(
            new CreateIdentityPoolInput { IdentityPoolName = "ip", AllowUnauthenticatedIdentities = guests, CognitoIdentityProviders = [new() { ProviderName = provider, ClientId = client, ServerSideTokenCheck = true }] }, Call);
        await Identities.SetIdentityPoolRoles(
            new SetIdentityPoolRolesInput { IdentityPoolId = made.IdentityPoolId, Roles = new Dictionary<string, string> { ["authenticated"] = Role, ["unauthenticated"] = "arn:aws:iam::000000000000:role/guest" } }, Call);
        return (made.IdentityPoolId, provider, client, (await SignInAsync(client)).IdToken!);
    }

    private static Dictionary<string, string> Logins(string provider, string token) => new() { [provider] = token };

    private async Task<string> IdAsync(string pool, IReadOnlyDictionary<string, string>? logins) => (await Identities.GetId(new GetIdInput { IdentityPoolId = pool, Logins = logins }, Anybody)).IdentityId!;

    private Task<GetCredentialsForIdentityOutput> CredentialsAsync(string id, IReadOnlyDictionary<string, string>? logins, string? role = null) =>
        Identities.GetCredentialsForIdentity(new GetCredentialsForIdentityInput { IdentityId = id, Logins = logins, CustomRoleArn = role }, Anybody).AsTask();

    [Fact]
    public async Task A_login_has_one_identity_whose_credentials_carry_its_claims()
    {
        var (pool, provider, _, token) = await PoolAsync();
        var logins = Logins(provider, token);
        var id = await IdAsync(pool, logins);
        Assert.Equal(id, await IdAsync(pool, logins));
        Assert.Equal("ASIA", (await CredentialsAsync(id, logins)).Credentials!.AccessKeyId);
        var request = Assert.Single(Roles.Requests);
        Assert.Equal((Role, "cognito-identity.amazonaws.com", pool, id), (request.RoleArn, request.Federated, request.Claims!["cognito-identity.amazonaws.com:aud"][0], request.Claims["cognito-identity.amazonaws.com:sub"][0]));
        Assert.Equal(["authenticated", provider], request.Claims["cognito-identity.amazonaws.com:amr"].Take(2));
        Assert.Equal(provider, Assert.Single((await Identities.DescribeIdentity(new DescribeIdentityInput { IdentityId = id }, Call)).Logins!));
    }

    [Fact]
    public async Task Guests_are_let_in_only_where_the_pool_says_so()
    {
        var (closed, _, _, _) = await PoolAsync();
        Assert.Equal("Unauthenticated access is not supported for this identity pool.", await RefusedAsync<Identity.NotAuthorizedException>(() => IdAsync(closed, null)));
        var (open, provider, _, token) = await PoolAsync(guests: true);
        var guest = await IdAsync(open, null);
        await CredentialsAsync(guest, null);
        Assert.Equal(("arn:aws:iam::000000000000:role/guest", "unauthenticated"), (Roles.Requests[^1].RoleArn, Roles.Requests[^1].Claims!["cognito-identity.amazonaws.com:amr"][0]));
        await CredentialsAsync(guest, Logins(provider, token));
        Assert.Equal(Role, Roles.Requests[^1].RoleArn);
        Assert.Equal($"Access to Identity '{guest}' is forbidden.", await RefusedAsync<Identity.NotAuthorizedException>(() => CredentialsAsync(guest, null)));
    }

    [Fact]
    public async Task Tokens_of_others_are_refused()
    {
        var (pool, provider, client, token) = await PoolAsync();
        Task Refused(string named, string with) => RefusedAsync<Identity.NotAuthorizedException>(() => IdAsync(pool, Logins(named, with)));
        await Refused(provider, token + "x");
        await Refused("accounts.google.com", token);
        await Refused(provider, (await SignInAsync(client)).AccessToken!);
        var elsewhere = (await ClientAsync(provider.Split('/')[1])).ClientId!;
        await Refused(provider, (await SignInAsync(elsewhere)).IdToken!);
        var (_, _, _, foreign) = await PoolAsync();
        await Refused(provider, foreign);
        var id = await IdAsync(pool, Logins(provider, token));
        await Service.SignUp(new SignUpInput { ClientId = client, Username = "bob", Password = Password }, Anybody);
        await Service.AdminConfirmSignUp(new AdminConfirmSignUpInput { UserPoolId = provider.Split('/')[1], Username = "bob" }, Call);
        Assert.StartsWith("Logins don't match.", await RefusedAsync<Identity.NotAuthorizedException>(async () => await CredentialsAsync(id, Logins(provider, (await SignInAsync(client, "bob")).IdToken!))));
        await Service.AdminUserGlobalSignOut(new AdminUserGlobalSignOutInput { UserPoolId = provider.Split('/')[1], Username = "ann" }, Call);
        await Refused(provider, token);
        Time.Advance(TimeSpan.FromHours(2));
        await Refused(provider, token);
    }

    [Fact]
    public async Task Roles_come_from_the_token_or_by_rules()
    {
        var (pool, provider, client, _) = await PoolAsync();
        var userPool = provider.Split('/')[1];
        await Service.CreateGroup(new CreateGroupInput { UserPoolId = userPool, GroupName = "admins", RoleArn = "arn:aws:iam::000000000000:role/admin" }, Call);
        await Service.AdminAddUserToGroup(new AdminAddUserToGroupInput { UserPoolId = userPool, Username = "ann", GroupName = "admins" }, Call);
        var logins = Logins(provider, (await SignInAsync(client)).IdToken!);
        var id = await IdAsync(pool, logins);
        Task Map(RoleMapping mapping) => Identities.SetIdentityPoolRoles(
            new SetIdentityPoolRolesInput { IdentityPoolId = pool, Roles = new Dictionary<string, string> { ["authenticated"] = Role }, RoleMappings = new Dictionary<string, RoleMapping> { [$"{provider}:{client}"] = mapping } }, Call).AsTask();
        await Map(new RoleMapping { Type = "Token", AmbiguousRoleResolution = "Deny" });
        await CredentialsAsync(id, logins);
        Assert.Equal("arn:aws:iam::000000000000:role/admin", Roles.Requests[^1].RoleArn);
        await RefusedAsync<Identity.NotAuthorizedException>(() => CredentialsAsync(id, logins, "arn:aws:iam::000000000000:role/other"));
        MappingRule Rule(string match, string value) => new() { Claim = "email", MatchType = match, Value = value, RoleARN = "arn:aws:iam::000000000000:role/ruled" };
        await Map(new RoleMapping { Type = "Rules", AmbiguousRoleResolution = "Deny", RulesConfiguration = new() { Rules = [Rule("Equals", "x"), Rule("Contains", "@example")] } });
        await CredentialsAsync(id, logins);
        Assert.Equal("arn:aws:iam::000000000000:role/ruled", Roles.Requests[^1].RoleArn);
        await Map(new RoleMapping { Type = "Rules", AmbiguousRoleResolution = "Deny", RulesConfiguration = new() { Rules = [Rule("StartsWith", "x")] } });
        await RefusedAsync<Identity.NotAuthorizedException>(() => CredentialsAsync(id, logins));
        await Map(new RoleMapping { Type = "Rules", AmbiguousRoleResolution = "AuthenticatedRole", RulesConfiguration = new() { Rules = [Rule("NotEqual", "ann@example.com")] } });
        await CredentialsAsync(id, logins);
        Assert.Equal(Role, Roles.Requests[^1].RoleArn);
        Assert.Single((await Identities.GetIdentityPoolRoles(new GetIdentityPoolRolesInput { IdentityPoolId = pool }, Call)).RoleMappings!);
        await Identities.SetIdentityPoolRoles(new SetIdentityPoolRolesInput { IdentityPoolId = pool, Roles = new Dictionary<string, string> { ["authenticated"] = "arn:aws:iam::000000000000:role/nobody" } }, Call);
        Assert.StartsWith("Invalid identity pool configuration.", await RefusedAsync<InvalidIdentityPoolConfigurationException>(() => CredentialsAsync(id, logins)));
    }

    [Fact]
    public async Task Pools_and_identities_are_looked_after()
    {
        var (pool, provider, _, token) = await PoolAsync();
        await Identities.UpdateIdentityPool(new UpdateIdentityPoolInput { IdentityPoolId = pool, IdentityPoolName = "renamed", AllowUnauthenticatedIdentities = true, CognitoIdentityProviders = (await Identities.DescribeIdentityPool(new DescribeIdentityPoolInput { IdentityPoolId = pool }, Call)).CognitoIdentityProviders }, Call);
        Assert.Equal("renamed", Assert.Single((await Identities.ListIdentityPools(new ListIdentityPoolsInput { MaxResults = 10 }, Call)).IdentityPools!).IdentityPoolName);
        var (member, guest) = (await IdAsync(pool, Logins(provider, token)), await IdAsync(pool, null));
        var first = await Identities.ListIdentities(new ListIdentitiesInput { IdentityPoolId = pool, MaxResults = 1 }, Call);
        var second = await Identities.ListIdentities(new ListIdentitiesInput { IdentityPoolId = pool, MaxResults = 1, NextToken = first.NextToken }, Call);
        Assert.Equal(new HashSet<string> { member, guest }, [first.Identities![0].IdentityId!, second.Identities![0].IdentityId!]);
        await Identities.UnlinkIdentity(new UnlinkIdentityInput { IdentityId = member, Logins = Logins(provider, token), LoginsToRemove = [provider] }, Anybody);
        Assert.NotEqual(member, await IdAsync(pool, Logins(provider, token)));
        await Identities.DeleteIdentities(new DeleteIdentitiesInput { IdentityIdsToDelete = [guest] }, Call);
        await RefusedAsync<Identity.ResourceNotFoundException>(() => CredentialsAsync(guest, null));
        var arn = $"arn:aws:cognito-identity:us-east-1:000000000000:identitypool/{pool}";
        await Identities.TagResource(new Identity.TagResourceInput { ResourceArn = arn, Tags = new Dictionary<string, string> { ["a"] = "1", ["b"] = "2" } }, Call);
        await Identities.UntagResource(new Identity.UntagResourceInput { ResourceArn = arn, TagKeys = ["a"] }, Call);
        Assert.Equal("b", Assert.Single((await Identities.ListTagsForResource(new Identity.ListTagsForResourceInput { ResourceArn = arn }, Call)).Tags!).Key);
        await Identities.DeleteIdentityPool(new DeleteIdentityPoolInput { IdentityPoolId = pool }, Call);
        Assert.Equal($"IdentityPool '{pool}' not found.", await RefusedAsync<Identity.ResourceNotFoundException>(() => IdAsync(pool, null)));
    }
}
