using System.Buffers.Text;
using System.Text;
using System.Text.Json.Nodes;

namespace Undercast.Cognito.Tests;

public sealed class TokenTests : Fixture
{
    [Fact]
    public async Task Tokens_carry_the_claims_of_the_user_and_its_groups()
    {
        var (pool, client) = await ConfirmedAsync();
        await Service.CreateGroup(new CreateGroupInput { UserPoolId = pool, GroupName = "late", Precedence = 9, RoleArn = "arn:aws:iam::000000000000:role/late" }, Call);
        await Service.CreateGroup(new CreateGroupInput { UserPoolId = pool, GroupName = "first", Precedence = 1, RoleArn = "arn:aws:iam::000000000000:role/first" }, Call);
        foreach (var group in (string[])["late", "first"]) await Service.AdminAddUserToGroup(new AdminAddUserToGroupInput { UserPoolId = pool, Username = "ann", GroupName = group }, Call);
        var tokens = await SignInAsync(client);
        var (id, access) = (Claims(tokens.IdToken!), Claims(tokens.AccessToken!));
        Assert.Equal($"https://cognito-idp.us-east-1.amazonaws.com/{pool}", (string?)id["iss"]);
        Assert.Equal(("id", client, "ann"), ((string)id["token_use"]!, (string)id["aud"]!, (string)id["cognito:username"]!));
        Assert.Equal(("access", client, "ann"), ((string)access["token_use"]!, (string)access["client_id"]!, (string)access["username"]!));
        Assert.Equal("""["first","late"]""", id["cognito:groups"]!.ToJsonString());
        Assert.Equal("arn:aws:iam::000000000000:role/first", (string?)id["cognito:preferred_role"]);
        Assert.True((bool)id["email_verified"]!);
        Assert.Equal("aws.cognito.signin.user.admin", (string?)access["scope"]);
        Assert.Equal((string?)id["origin_jti"], (string?)access["origin_jti"]);
        Assert.Null(access["email"]);
    }

    [Fact]
    public async Task Lifetimes_are_the_clients()
    {
        var pool = (await PoolAsync()).Id!;
        var client = (await ClientAsync(pool, i => i with
        {
            ExplicitAuthFlows = ["ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
            AccessTokenValidity = 10, IdTokenValidity = 20, RefreshTokenValidity = 2, TokenValidityUnits = new() { AccessToken = "minutes", IdToken = "minutes", RefreshToken = "hours" },
        })).ClientId!;
        await Service.AdminCreateUser(new AdminCreateUserInput { UserPoolId = pool, Username = "ann", MessageAction = "SUPPRESS" }, Call);
        await Service.AdminSetUserPassword(new AdminSetUserPasswordInput { UserPoolId = pool, Username = "ann", Password = Password, Permanent = true }, Call);
        var tokens = await SignInAsync(client);
        Assert.Equal(600, tokens.ExpiresIn);
        Time.Advance(TimeSpan.FromMinutes(11));
        Assert.Equal("Access Token has expired", await RefusedAsync<NotAuthorizedException>(() => Service.GetUser(new GetUserInput { AccessToken = tokens.AccessToken! }, Anybody).AsTask()));
        Assert.Null(await Verifier.VerifyAsync(pool, tokens.AccessToken!, default));
        Assert.NotNull(await Verifier.VerifyAsync(pool, tokens.IdToken!, default));
        Assert.NotNull((await RefreshAsync(client, tokens.RefreshToken!)).AccessToken);
        Time.Advance(TimeSpan.FromHours(2));
        Assert.Equal("Refresh Token has expired", await RefusedAsync<NotAuthorizedException>(() => RefreshAsync(client, tokens.RefreshToken!)));
    }

    [Fact]
    public async Task Forged_tokens_are_not_believed()
    {
        var (pool, client) = await ConfirmedAsync();
        var (other, _) = await ConfirmedAsync();
        var token = (await SignInAsync(client)).AccessToken!;
        var parts = token.Split('.');
        static string Encode(JsonObject json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json.ToJsonString()));
        var claims = Claims(token);
        claims["username"] = "bob";
        var none = Encode(new JsonObject { ["alg"] = "none" });
        foreach (var forged in (string[])[
            $"{parts[0]}.{Encode(claims)}.{parts[2]}", $"{none}.{parts[1]}.", $"{none}.{parts[1]}.{parts[2]}", $"{parts[0]}.{parts[1]}.", $"{parts[0]}.{parts[1]}", "x", "", "..", token + "x"])
        {
            Assert.Null(await Verifier.VerifyAsync(pool, forged, default));
            Assert.Equal("Invalid Access Token", await RefusedAsync<NotAuthorizedException>(() => Service.GetUser(new GetUserInput { AccessToken = forged }, Anybody).AsTask()));
        }
        Assert.Null(await Verifier.VerifyAsync(other, token, default));
        Assert.NotNull(await Verifier.VerifyAsync(pool, token, default));
        var id = (await SignInAsync(client)).IdToken!;
        Assert.Equal("Invalid Access Token", await RefusedAsync<NotAuthorizedException>(() => Service.GetUser(new GetUserInput { AccessToken = id }, Anybody).AsTask()));
    }

    [Fact]
    public async Task Revoking_a_refresh_token_ends_its_sign_in_and_no_other()
    {
        var (pool, client) = await ConfirmedAsync();
        var (one, two) = (await SignInAsync(client), await SignInAsync(client));
        await Service.RevokeToken(new RevokeTokenInput { ClientId = client, Token = one.RefreshToken! }, Anybody);
        await Service.RevokeToken(new RevokeTokenInput { ClientId = client, Token = one.RefreshToken! }, Anybody);
        Assert.Equal("Refresh Token has been revoked", await RefusedAsync<NotAuthorizedException>(() => RefreshAsync(client, one.RefreshToken!)));
        Assert.Null(await Verifier.VerifyAsync(pool, one.AccessToken!, default));
        Assert.NotNull(await Verifier.VerifyAsync(pool, two.AccessToken!, default));
        await RefusedAsync<UnsupportedTokenTypeException>(() => Service.RevokeToken(new RevokeTokenInput { ClientId = client, Token = two.AccessToken! }, Anybody).AsTask());
        await Service.AdminUserGlobalSignOut(new AdminUserGlobalSignOutInput { UserPoolId = pool, Username = "ann" }, Call);
        Assert.Null(await Verifier.VerifyAsync(pool, two.AccessToken!, default));
        var three = await SignInAsync(client);
        await Service.GlobalSignOut(new GlobalSignOutInput { AccessToken = three.AccessToken! }, Anybody);
        Assert.Equal("Access Token has been revoked", await RefusedAsync<NotAuthorizedException>(() => Service.GetUser(new GetUserInput { AccessToken = three.AccessToken! }, Anybody).AsTask()));
    }

    [Fact]
    public async Task Rotation_gives_a_fresh_refresh_token_each_time()
    {
        var (pool, _) = await ConfirmedAsync();
        var client = (await ClientAsync(pool, i => i with
        {
            ExplicitAuthFlows = ["ALLOW_USER_PASSWORD_AUTH"], RefreshTokenRotation = new() { Feature = "ENABLED", RetryGracePeriodSeconds = 10 },
        })).ClientId!;
        Task<GetTokensFromRefreshTokenOutput> Get(string token) => Service.GetTokensFromRefreshToken(new GetTokensFromRefreshTokenInput { ClientId = client, RefreshToken = token }, Anybody).AsTask();
        var first = (await SignInAsync(client)).RefreshToken!;
        var second = (await Get(first)).AuthenticationResult!.RefreshToken!;
        Assert.NotEqual(first, second);
        Time.Advance(TimeSpan.FromSeconds(11));
        await RefusedAsync<RefreshTokenReuseException>(() => Get(first));
        Assert.NotNull((await Get(second)).AuthenticationResult!.AccessToken);
        Assert.Equal("Invalid Refresh Token", await RefusedAsync<NotAuthorizedException>(() => Get("nonsense")));
    }

    [Fact]
    public async Task What_has_ended_is_swept()
    {
        var (pool, client) = await ConfirmedAsync();
        await SignInAsync(client);
        RunJobs();
        Time.Advance(TimeSpan.FromDays(31));
        await EventuallyAsync(async () => (await Store.ReadAsync(tx => CognitoTables.Sessions.CountAsync(tx, CognitoTables.Sessions.All))) == 0);
        await EventuallyAsync(async () => (await MessagesAsync(pool)).Count == 0);
    }
}
