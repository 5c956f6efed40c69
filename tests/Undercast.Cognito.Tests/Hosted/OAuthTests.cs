using System.Text.Json.Nodes;

namespace Undercast.Cognito.Tests;

public sealed class OAuthTests : HostedFixture
{
    [Fact]
    public async Task A_code_with_a_proof_becomes_tokens_of_the_scopes_asked_for()
    {
        var (pool, client) = await HostedAsync();
        await UserAsync(pool, "ann", new AttributeType { Name = "name", Value = "Ann" });
        var page = await AuthorizeAsync(client, ("nonce", "n-1"));
        Assert.Equal(("Sign in", 200), (page.Heading, page.Status));
        var done = await LoginAsync(page);
        Assert.Equal(303, done.Status);
        Assert.StartsWith($"{Callback}?code=", done.Location);
        Assert.Equal("st&te", done.Sent("state"));
        var answer = await TokenAsync(ForCode(client, done.Sent("code")!));
        Assert.Equal("no-store", answer.Headers.CacheControl);
        var tokens = answer.Json;
        Assert.Equal(("Bearer", 3600), ((string)tokens["token_type"]!, (int)tokens["expires_in"]!));
        var (id, access) = (Claims((string)tokens["id_token"]!), Claims((string)tokens["access_token"]!));
        Assert.Equal(("n-1", "ann@example.com", client.ClientId), ((string?)id["nonce"], (string?)id["email"], (string?)id["aud"]));
        Assert.Null(id["name"]);
        Assert.Equal(HostedClaims.HashOf((string)tokens["access_token"]!), (string?)id["at_hash"]);
        Assert.Equal(("openid email", 2), ((string)access["scope"]!, (int)access["version"]!));
        Assert.NotNull(await Verifier.VerifyAsync(pool, (string)tokens["access_token"]!, default));

        var info = await Web.SendAsync("GET", new Uri(Site + "/oauth2/userInfo"), null, ("Authorization", $"Bearer {tokens["access_token"]}"));
        Assert.Equal(((string?)id["sub"], "ann@example.com", "true", "ann"), ((string?)info.Json["sub"], (string?)info.Json["email"], (string?)info.Json["email_verified"], (string?)info.Json["username"]));
        Assert.Null(info.Json["name"]);

        var refresh = new Dictionary<string, string> { ["grant_type"] = "refresh_token", ["client_id"] = client.ClientId!, ["refresh_token"] = (string)tokens["refresh_token"]! };
        var fresh = (await TokenAsync(refresh)).Json;
        Assert.Equal("openid email", (string?)Claims((string)fresh["access_token"]!)["scope"]);
        Assert.Null(fresh["refresh_token"]);
        // Tokens of these scopes do not open the user's own operations.
        Assert.Equal("Access Token does not have required scopes", await RefusedAsync<NotAuthorizedException>(() => Service.GetUser(new GetUserInput { AccessToken = (string)fresh["access_token"]! }, Anybody).AsTask()));

        Assert.Equal((200, ""), await RevokeAsync(client, (string)tokens["refresh_token"]!));
        Assert.Equal("invalid_grant", (string?)(await TokenAsync(refresh)).Json["error"]);
        Assert.Equal(401, (await Web.SendAsync("GET", new Uri(Site + "/oauth2/userInfo"), null, ("Authorization", $"Bearer {fresh["access_token"]}"))).Status);
    }

    private async Task<(int, string)> RevokeAsync(UserPoolClientType client, string token, string? id = null)
    {
        var answer = await Web.SendAsync("POST", new Uri(Site + "/oauth2/revoke"), new Dictionary<string, string> { ["client_id"] = id ?? client.ClientId!, ["token"] = token });
        return (answer.Status, answer.Text);
    }

    [Fact]
    public async Task What_cannot_be_revoked_says_why()
    {
        var (pool, client) = await HostedAsync();
        await UserAsync(pool);
        var tokens = (await TokenAsync(ForCode(client, await HostedCodeAsync(client)))).Json;
        Assert.Equal((400, """{"error":"unsupported_token_type"}"""), await RevokeAsync(client, (string)tokens["access_token"]!));
        Assert.Equal((401, """{"error":"invalid_client"}"""), await RevokeAsync(client, "x", "nobody"));
        Assert.Equal((400, """{"error":"invalid_request"}"""), await RevokeAsync(client, ""));
        Assert.Equal((200, ""), await RevokeAsync(client, "no-token"));
    }

    [Fact]
    public async Task A_code_is_good_once_for_its_client_its_address_and_its_proof()
    {
        var (pool, client) = await HostedAsync();
        var other = await HostedClientAsync(pool);
        await UserAsync(pool);
        async Task<string?> ErrorOf(Func<Dictionary<string, string>, Dictionary<string, string>> change, params (string, string?)[] more) =>
            (string?)(await TokenAsync(change(ForCode(client, await HostedCodeAsync(client, more))))).Json["error"];
        static Dictionary<string, string> With(Dictionary<string, string> form, string name, string? value)
        {
            if (value is null) form.Remove(name);
            else form[name] = value;
            return form;
        }

        var used = ForCode(client, await HostedCodeAsync(client));
        Assert.Equal(200, (await TokenAsync(used)).Status);
        Assert.Equal((400, """{"error":"invalid_grant"}"""), await TokenAsync(used) is var again ? (again.Status, again.Text) : default);
        Assert.Equal("invalid_grant", await ErrorOf(f => With(f, "code_verifier", new string('x', 43))));
        Assert.Equal("invalid_grant", await ErrorOf(f => With(f, "code_verifier", null)));
        // A proof that the code was not bound to is a mistake, or somebody's trick.
        Assert.Equal("invalid_grant", await ErrorOf(f => f, ("code_challenge", null), ("code_challenge_method", null)));
        Assert.Equal("invalid_grant", await ErrorOf(f => With(f, "redirect_uri", "http://localhost:3000/back")));
        Assert.Equal("unauthorized_client", await ErrorOf(f => With(f, "redirect_uri", "https://evil.example.com/")));
        Assert.Equal("invalid_grant", await ErrorOf(f => With(f, "client_id", other.ClientId)));
        Assert.Equal("invalid_client", await ErrorOf(f => With(f, "client_id", "nobody")));
        Assert.Equal("invalid_request", await ErrorOf(f => With(f, "code", null)));
        Assert.Equal("unsupported_grant_type", await ErrorOf(f => With(f, "grant_type", "password")));
        // A wrong try uses the code up.
        var burnt = await HostedCodeAsync(client);
        await TokenAsync(With(ForCode(client, burnt), "code_verifier", new string('x', 43)));
        Assert.Equal("invalid_grant", (string?)(await TokenAsync(ForCode(client, burnt))).Json["error"]);
        var late = await HostedCodeAsync(client);
        Time.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal("invalid_grant", (string?)(await TokenAsync(ForCode(client, late))).Json["error"]);
        Assert.Equal(405, (await Web.SendAsync("GET", new Uri(Site + "/oauth2/token"))).Status);
        Assert.Equal("invalid_request", (string?)(await Web.SendAsync("POST", new Uri(Site + "/oauth2/token"))).Json["error"]);
    }

    [Fact]
    public async Task A_client_with_a_secret_proves_it_in_the_header_or_in_the_form()
    {
        var (pool, client) = await HostedAsync(client: i => i with { GenerateSecret = true });
        await UserAsync(pool);
        var form = ForCode(client, await HostedCodeAsync(client));
        Assert.Equal((400, "invalid_client"), await TokenAsync(form) is var a ? (a.Status, (string?)a.Json["error"]) : default);
        Assert.Equal("invalid_client", (string?)(await TokenAsync(form, Basic(client, "wrong"))).Json["error"]);
        Assert.Equal("invalid_client", (string?)(await TokenAsync(form, ("Authorization", "Basic !!"))).Json["error"]);
        Assert.Equal(200, (await TokenAsync(form, Basic(client))).Status);
        Assert.Equal(200, (await TokenAsync(new Dictionary<string, string>(ForCode(client, await HostedCodeAsync(client))) { ["client_secret"] = client.ClientSecret! })).Status);
    }

    [Fact]
    public async Task A_client_of_machines_gets_a_token_of_its_own()
    {
        var (pool, _) = await HostedAsync();
        await Service.CreateResourceServer(
            new CreateResourceServerInput { UserPoolId = pool, Identifier = "orders", Name = "o", Scopes = [new() { ScopeName = "read", ScopeDescription = "r" }, new() { ScopeName = "write", ScopeDescription = "w" }] }, Call);
        var client = await HostedClientAsync(pool, i => i with { GenerateSecret = true, AllowedOAuthFlows = ["client_credentials"], AllowedOAuthScopes = ["orders/read", "orders/write"], CallbackURLs = null, LogoutURLs = null });
        var form = new Dictionary<string, string> { ["grant_type"] = "client_credentials" };
        var token = (await TokenAsync(form, Basic(client))).Json;
        Assert.Null(token["refresh_token"]);
        var claims = Claims((string)token["access_token"]!);
        Assert.Equal((client.ClientId, client.ClientId, "access", "orders/read orders/write"), ((string?)claims["sub"], (string?)claims["client_id"], (string?)claims["token_use"], (string?)claims["scope"]));
        Assert.NotNull(await Verifier.VerifyAsync(pool, (string)token["access_token"]!, default));
        form["scope"] = "orders/read";
        Assert.Equal("orders/read", (string?)Claims((string)(await TokenAsync(form, Basic(client))).Json["access_token"]!)["scope"]);
        form["scope"] = "orders/delete";
        Assert.Equal("invalid_scope", (string?)(await TokenAsync(form, Basic(client))).Json["error"]);
        Assert.Equal("unauthorized_client", (string?)(await TokenAsync(ForCode(client, "x"), Basic(client))).Json["error"]);
        Assert.Equal(401, (await Web.SendAsync("GET", new Uri(Site + "/oauth2/userInfo"), null, ("Authorization", $"Bearer {token["access_token"]}"))).Status);
        await Service.DeleteUserPoolClient(new DeleteUserPoolClientInput { UserPoolId = pool, ClientId = client.ClientId! }, Call);
        Assert.Null(await Verifier.VerifyAsync(pool, (string)token["access_token"]!, default));
    }

    [Fact]
    public async Task A_function_of_version_three_changes_a_clients_own_token()
    {
        var (pool, _) = await HostedAsync();
        await Service.CreateResourceServer(new CreateResourceServerInput { UserPoolId = pool, Identifier = "o", Name = "o", Scopes = [new() { ScopeName = "r", ScopeDescription = "r" }] }, Call);
        var client = await HostedClientAsync(pool, i => i with { GenerateSecret = true, AllowedOAuthFlows = ["client_credentials"], AllowedOAuthScopes = ["o/r"] });
        await Store.WriteAsync(async tx =>
        {
            var record = (await CognitoTables.Pools.GetAsync(tx, new IdKey(pool)))!;
            await CognitoTables.Pools.PutAsync(tx, new IdKey(pool), record with { Pool = record.Pool with { LambdaConfig = new() { PreTokenGenerationConfig = new() { LambdaArn = FunctionArn, LambdaVersion = "V3_0" } } } });
            return true;
        });
        Functions.Answer = e =>
        {
            e["response"] = new JsonObject
            {
                ["claimsAndScopeOverrideDetails"] = new JsonObject { ["accessTokenGeneration"] = new JsonObject { ["claimsToAddOrOverride"] = new JsonObject { ["tenant"] = "t", ["sub"] = "x" }, ["scopesToAdd"] = new JsonArray("o/w") } },
            };
            return e;
        };
        var claims = Claims((string)(await TokenAsync(new Dictionary<string, string> { ["grant_type"] = "client_credentials" }, Basic(client))).Json["access_token"]!);
        Assert.Equal(("t", client.ClientId, "o/r o/w"), ((string?)claims["tenant"], (string?)claims["sub"], (string?)claims["scope"]));
        Assert.Equal(("TokenGeneration_ClientCredentials", "3"), ((string?)Functions.Events[^1]["triggerSource"], (string?)Functions.Events[^1]["version"]));
    }

    [Fact]
    public async Task The_implicit_flow_sends_tokens_in_the_fragment()
    {
        var (pool, client) = await HostedAsync();
        await UserAsync(pool);
        var done = await LoginAsync(await AuthorizeAsync(client, ("response_type", "token"), ("code_challenge", null), ("code_challenge_method", null), ("nonce", "n")));
        Assert.StartsWith(Callback + "#id_token=", done.Location);
        Assert.Equal(("Bearer", "3600", "st&te"), (done.Sent("token_type"), done.Sent("expires_in"), done.Sent("state")));
        Assert.Equal("n", (string?)Claims(done.Sent("id_token")!)["nonce"]);
        Assert.Null(done.Sent("refresh_token"));
        var bare = await AuthorizeAsync(client, ("response_type", "token"), ("scope", OAuthRules.UserAdmin), ("code_challenge", null), ("code_challenge_method", null));
        Assert.Null(bare.Sent("id_token"));
        Assert.Equal("ann", (await Service.GetUser(new GetUserInput { AccessToken = bare.Sent("access_token")! }, Anybody)).Username);
    }

    [Fact]
    public async Task A_session_of_an_hour_spares_the_next_sign_in()
    {
        var (pool, client) = await HostedAsync();
        await UserAsync(pool);
        Assert.Equal("login_required", (await AuthorizeAsync(client, ("prompt", "none"))).Sent("error"));
        await HostedCodeAsync(client);
        var first = Browser.Cookies.Single(c => c.Key.Name == "cognito").Value;
        Assert.NotNull((await AuthorizeAsync(client)).Sent("code"));
        Assert.NotNull((await AuthorizeAsync(client, ("prompt", "none"))).Sent("code"));
        Assert.Equal("Sign in", (await AuthorizeAsync(client, ("prompt", "login"))).Heading);
        var shown = await Browser.GetAsync(Url("/login", client));
        Assert.Contains("Continue as ann@example.com", shown.Text);
        var again = await Browser.GetAsync(Url("/login", client, ("prompt", "login")));
        Assert.DoesNotContain("Continue as", again.Text);
        Assert.Equal("Sign in", (await Browser.PostAsync(again, new Dictionary<string, string> { ["continue"] = "1" })).Heading);
        // A sign-in makes a session of its own: nobody can have laid one out before.
        await LoginAsync(shown);
        Assert.NotEqual(first, Browser.Cookies.Single(c => c.Key.Name == "cognito").Value);
        Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal("Sign in", (await AuthorizeAsync(client)).Heading);
        await HostedCodeAsync(client);
        Assert.Equal("https://app.example.com/bye", (await Browser.GetAsync($"{Site}/logout?client_id={client.ClientId}&logout_uri=https%3A%2F%2Fapp.example.com%2Fbye")).Location);
        Assert.DoesNotContain(Browser.Cookies, c => c.Key.Name == "cognito");
        Assert.Equal("Sign in", (await AuthorizeAsync(client)).Heading);
        await HostedCodeAsync(client);
        Assert.Equal("Sign in", (await Browser.GetAsync(Url("/logout", client))).Heading);
        await HostedCodeAsync(client);
        await Service.AdminDisableUser(new AdminDisableUserInput { UserPoolId = pool, Username = "ann" }, Call);
        Assert.Equal("Sign in", (await AuthorizeAsync(client)).Heading);
    }

    [Theory]
    [InlineData("response_type", null, "invalid_request")]
    [InlineData("response_type", "id_token", "invalid_request")]
    [InlineData("code_challenge_method", "plain", "invalid_request")]
    [InlineData("code_challenge_method", null, "invalid_request")]
    [InlineData("code_challenge", null, "invalid_request")]
    [InlineData("code_challenge", "short", "invalid_request")]
    [InlineData("scope", "openid orders/read", "invalid_request")]
    [InlineData("scope", "email", "invalid_request")]
    [InlineData("identity_provider", "Google", "invalid_request")]
    public async Task A_request_that_cannot_be_met_returns_to_the_client(string name, string? value, string error)
    {
        var (_, client) = await HostedAsync();
        var answer = await AuthorizeAsync(client, (name, value));
        Assert.StartsWith(Callback, answer.Location);
        Assert.Equal((error, "st&te"), (answer.Sent("error"), answer.Sent("state")));
        if (name == "scope") Assert.Equal("invalid_scope", answer.Sent("error_description"));
    }

    [Theory]
    [InlineData("https://evil.example.com/")]
    [InlineData("https://app.example.com/callback/")]
    [InlineData("https://app.example.com/callback?x=1")]
    [InlineData("https://app.example.com/callback/../evil")]
    [InlineData("https://app.example.com@evil.example.com/callback")]
    [InlineData("https://APP.example.com/callback")]
    [InlineData("//evil.example.com")]
    [InlineData("javascript:alert(1)")]
    [InlineData(null)]
    public async Task No_browser_is_sent_to_an_address_that_is_not_the_clients(string? redirect)
    {
        var (_, client) = await HostedAsync();
        foreach (var path in (string[])["/oauth2/authorize", "/login", "/signup", "/forgotPassword", "/logout"])
        {
            var answer = await Web.SendAsync("GET", new Uri(Url(path, client, ("redirect_uri", redirect))));
            Assert.Equal((302, $"/error?error=redirect_mismatch&client_id={client.ClientId}"), (answer.Status, answer.Location));
        }
        var logout = await Web.SendAsync("GET", new Uri($"{Site}/logout?{Visit.Encode(("client_id", client.ClientId), ("logout_uri", redirect ?? "x"))}"));
        Assert.StartsWith("/error?", logout.Location);
    }

    [Fact]
    public async Task Clients_that_are_not_the_pools_or_may_not_are_told_here()
    {
        var (pool, client) = await HostedAsync();
        var closed = await ClientAsync(pool);
        var (_, foreign) = await HostedAsync(prefix: "others");
        Assert.Equal("/error?error=unauthorized_client&client_id=" + closed.ClientId, (await Web.SendAsync("GET", new Uri(Url("/oauth2/authorize", closed)))).Location);
        Assert.Equal("/error?error=invalid_request&client_id=" + foreign.ClientId, (await Web.SendAsync("GET", new Uri(Url("/oauth2/authorize", foreign)))).Location);
        Assert.Equal("/error?error=invalid_request", (await Web.SendAsync("GET", new Uri(Site + "/oauth2/authorize"))).Location);
        var page = await Web.SendAsync("GET", new Uri(Site + "/error?error=<script>&client_id=<b>"));
        Assert.Equal(400, page.Status);
        Assert.DoesNotContain("<script", page.Text);
        Assert.Equal("invalid_client", (string?)(await TokenAsync(ForCode(foreign, "x"))).Json["error"]);
        var one = await HostedClientAsync(pool, i => i with { AllowedOAuthFlows = ["code"] });
        Assert.Equal("unauthorized_client", (await AuthorizeAsync(one, ("response_type", "token"))).Sent("error"));
        Assert.Equal(404, (await Web.SendAsync("GET", new Uri(Site + "/nothing"))).Status);
        Assert.Equal(404, (await Web.SendAsync("GET", new Uri(Site + "/branding/x/logo"))).Status);
        Assert.NotNull(client);
    }

    [Fact]
    public async Task User_info_believes_good_access_tokens_alone()
    {
        var (pool, client) = await HostedAsync();
        await UserAsync(pool);
        var tokens = (await TokenAsync(ForCode(client, await HostedCodeAsync(client)))).Json;
        var access = (string)tokens["access_token"]!;
        var none = "eyJhbGciOiJub25lIn0." + access.Split('.')[1] + ".";
        foreach (var bad in (string[])[none, access[..^4] + "AAAA", (string)tokens["id_token"]!, "x"])
        {
            var answer = await Web.SendAsync("GET", new Uri(Site + "/oauth2/userInfo"), null, ("Authorization", "Bearer " + bad));
            Assert.Equal(401, answer.Status);
            Assert.Contains("error=\"invalid_token\"", answer.Headers.WWWAuthenticate.ToString());
        }
        Assert.Equal(400, (await Web.SendAsync("GET", new Uri(Site + "/oauth2/userInfo"))).Status);
        var preflight = await Web.SendAsync("OPTIONS", new Uri(Site + "/oauth2/token"));
        Assert.Equal((204, "*"), (preflight.Status, preflight.Headers.AccessControlAllowOrigin.ToString()));
    }
}
