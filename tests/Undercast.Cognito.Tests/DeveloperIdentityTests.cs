using Undercast.Cognito.Identity;

namespace Undercast.Cognito.Tests;

public sealed class DeveloperIdentityTests : Fixture
{
    private const string Provider = "login.mycompany";

    private async Task<string> PoolAsync(bool classic = true)
    {
        var made = await Identities.CreateIdentityPool(
            new CreateIdentityPoolInput
            {
                IdentityPoolName = "ip", AllowUnauthenticatedIdentities = false, DeveloperProviderName = Provider, AllowClassicFlow = classic, OpenIdConnectProviderARNs = [FakeFederation.Oidc],
                SamlProviderARNs = [FakeFederation.Saml], SupportedLoginProviders = new Dictionary<string, string> { ["accounts.google.com"] = "google" },
            },
            Call);
        await Identities.SetIdentityPoolRoles(new SetIdentityPoolRolesInput { IdentityPoolId = made.IdentityPoolId, Roles = new Dictionary<string, string> { ["authenticated"] = "arn:aws:iam::000000000000:role/member" } }, Call);
        return made.IdentityPoolId;
    }

    private Task<GetOpenIdTokenForDeveloperIdentityOutput> TokenAsync(string pool, string user, string? identity = null, params (string Name, string Value)[] more) => Identities.GetOpenIdTokenForDeveloperIdentity(
        new GetOpenIdTokenForDeveloperIdentityInput { IdentityPoolId = pool, IdentityId = identity, Logins = Map([(Provider, user), .. more]) }, Call).AsTask();

    private Task<GetCredentialsForIdentityOutput> CredentialsAsync(string id, params (string Name, string Value)[] logins) =>
        Identities.GetCredentialsForIdentity(new GetCredentialsForIdentityInput { IdentityId = id, Logins = Map(logins) }, Anybody).AsTask();

    [Fact]
    public async Task A_user_of_ones_own_gets_an_identity_a_token_and_credentials()
    {
        var pool = await PoolAsync();
        var ann = await TokenAsync(pool, "ann");
        var claims = Claims(ann.Token!);
        Assert.Equal((pool, ann.IdentityId, "https://cognito-identity.amazonaws.com"), ((string?)claims["aud"], (string?)claims["sub"], (string?)claims["iss"]));
        Assert.Equal(ann.IdentityId, (await TokenAsync(pool, "ann")).IdentityId);
        await CredentialsAsync(ann.IdentityId!, ("cognito-identity.amazonaws.com", ann.Token!));
        Assert.Equal(["authenticated", Provider, $"{Provider}:{pool}:ann"], Roles.Requests[^1].Claims!["cognito-identity.amazonaws.com:amr"]);
        Assert.NotNull(await Tokens.VerifyAsync(ann.Token!, default));

        var bob = await TokenAsync(pool, "bob");
        await RefusedAsync<Identity.NotAuthorizedException>(() => CredentialsAsync(bob.IdentityId!, ("cognito-identity.amazonaws.com", ann.Token!)));
        await RefusedAsync<Identity.NotAuthorizedException>(() => CredentialsAsync(ann.IdentityId!));
        var other = await TokenAsync(await PoolAsync(), "ann");
        await RefusedAsync<Identity.NotAuthorizedException>(() => CredentialsAsync(ann.IdentityId!, ("cognito-identity.amazonaws.com", other.Token!)));
        var parts = ann.Token!.Split('.');
        foreach (var forged in (string[])[ann.Token + "x", $"eyJhbGciOiJub25lIn0.{parts[1]}.", $"{parts[0]}.{parts[1]}.", "x"])
            await RefusedAsync<Identity.NotAuthorizedException>(() => CredentialsAsync(ann.IdentityId!, ("cognito-identity.amazonaws.com", forged)));
        Time.Advance(TimeSpan.FromMinutes(16));
        await RefusedAsync<Identity.NotAuthorizedException>(() => CredentialsAsync(ann.IdentityId!, ("cognito-identity.amazonaws.com", ann.Token!)));
    }

    [Fact]
    public async Task Users_are_looked_up_merged_and_unlinked()
    {
        var pool = await PoolAsync();
        var (ann, bob) = (await TokenAsync(pool, "ann"), await TokenAsync(pool, "bob"));
        await RefusedAsync<DeveloperUserAlreadyRegisteredException>(() => TokenAsync(pool, "bob", ann.IdentityId));
        var merged = await Identities.MergeDeveloperIdentities(new MergeDeveloperIdentitiesInput { IdentityPoolId = pool, DeveloperProviderName = Provider, SourceUserIdentifier = "bob", DestinationUserIdentifier = "ann" }, Call);
        Assert.Equal(ann.IdentityId, merged.IdentityId);
        Assert.Equal(ann.IdentityId, (await TokenAsync(pool, "bob")).IdentityId);
        Task<LookupDeveloperIdentityOutput> Look(string? id, string? user) => Identities.LookupDeveloperIdentity(new LookupDeveloperIdentityInput { IdentityPoolId = pool, IdentityId = id, DeveloperUserIdentifier = user }, Call).AsTask();
        Assert.Equal(["ann", "bob"], (await Look(ann.IdentityId, null)).DeveloperUserIdentifierList!);
        Assert.Equal(ann.IdentityId, (await Look(null, "bob")).IdentityId);
        await RefusedAsync<Identity.ResourceNotFoundException>(() => Look(bob.IdentityId, null));
        await RefusedAsync<Identity.ResourceNotFoundException>(() => Look(null, "cat"));
        await Identities.UnlinkDeveloperIdentity(new UnlinkDeveloperIdentityInput { IdentityPoolId = pool, IdentityId = ann.IdentityId!, DeveloperProviderName = Provider, DeveloperUserIdentifier = "bob" }, Call);
        Assert.NotEqual(ann.IdentityId, (await TokenAsync(pool, "bob")).IdentityId);
    }

    [Fact]
    public async Task Other_providers_vouch_and_their_claims_become_session_tags()
    {
        var pool = await PoolAsync();
        async Task<string> Id(params (string Name, string Value)[] logins) => (await Identities.GetId(new GetIdInput { IdentityPoolId = pool, Logins = Map(logins) }, Anybody)).IdentityId!;
        var id = await Id(("login.example.com", "app ann"));
        Assert.Equal(id, await Id(("login.example.com", "app ann")));
        Assert.NotEqual(id, await Id((FakeFederation.Saml, "ann")));
        Assert.NotEqual(id, await Id(("accounts.google.com", "google ann")));
        await RefusedAsync<Identity.NotAuthorizedException>(() => Id(("accounts.google.com", "app ann")));
        Assert.Equal("Invalid login token. JWT signature is invalid", await RefusedAsync<Identity.NotAuthorizedException>(() => Id(("login.example.com", "forged"))));
        Assert.Equal("Invalid login token. Response signature invalid", await RefusedAsync<Identity.NotAuthorizedException>(() => Id((FakeFederation.Saml, "forged"))));
        Assert.Equal("Token is not from a supported provider of this identity pool.", await RefusedAsync<Identity.NotAuthorizedException>(() => Id(("login.evil.com", "app ann"))));

        await Identities.SetPrincipalTagAttributeMap(new SetPrincipalTagAttributeMapInput { IdentityPoolId = pool, IdentityProviderName = FakeFederation.Oidc, PrincipalTags = Map(("Team", "team"), ("Nothing", "none")) }, Call);
        Assert.Equal("team", (await Identities.GetPrincipalTagAttributeMap(new GetPrincipalTagAttributeMapInput { IdentityPoolId = pool, IdentityProviderName = FakeFederation.Oidc }, Call)).PrincipalTags!["Team"]);
        await CredentialsAsync(id, ("login.example.com", "app ann"));
        Assert.Equal(("Team", "red"), (Roles.Requests[^1].Tags!.Single().Key, Roles.Requests[^1].Tags!.Single().Value));
        await Identities.SetPrincipalTagAttributeMap(new SetPrincipalTagAttributeMapInput { IdentityPoolId = pool, IdentityProviderName = FakeFederation.Oidc, UseDefaults = true }, Call);
        await CredentialsAsync(id, ("login.example.com", "app ann"));
        Assert.Equal(("ann", "app"), (Roles.Requests[^1].Tags!["username"], Roles.Requests[^1].Tags!["client"]));
        await RefusedAsync<Identity.ResourceNotFoundException>(() => Identities.SetPrincipalTagAttributeMap(new SetPrincipalTagAttributeMapInput { IdentityPoolId = pool, IdentityProviderName = "nobody" }, Call).AsTask());
    }

    [Fact]
    public async Task The_basic_flow_gives_tokens_where_the_pool_allows_it()
    {
        var open = await PoolAsync();
        var id = (await Identities.GetId(new GetIdInput { IdentityPoolId = open, Logins = Map(("login.example.com", "app ann")) }, Anybody)).IdentityId!;
        var token = (await Identities.GetOpenIdToken(new GetOpenIdTokenInput { IdentityId = id, Logins = Map(("login.example.com", "app ann")) }, Anybody)).Token!;
        Assert.Equal(id, (string?)Claims((string)token)["sub"]);
        await RefusedAsync<Identity.NotAuthorizedException>(() => Identities.GetOpenIdToken(new GetOpenIdTokenInput { IdentityId = id }, Anybody).AsTask());
        var closed = await PoolAsync(classic: false);
        var other = (await Identities.GetId(new GetIdInput { IdentityPoolId = closed, Logins = Map(("login.example.com", "app ann")) }, Anybody)).IdentityId!;
        Assert.Equal(
            "Basic (classic) flow is not enabled, please use enhanced flow.",
            await RefusedAsync<Identity.InvalidParameterException>(() => Identities.GetOpenIdToken(new GetOpenIdTokenInput { IdentityId = other, Logins = Map(("login.example.com", "app ann")) }, Anybody).AsTask()));
    }
}
