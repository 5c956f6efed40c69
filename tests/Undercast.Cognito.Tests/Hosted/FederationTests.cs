using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Undercast.Cognito.Tests;

public sealed class FederationTests : HostedFixture
{
    private const string Issuer = "https://idp.example.com";
    private static readonly RSA Key = RSA.Create(2048);

    private static readonly Dictionary<string, string> Details = new()
    {
        ["client_id"] = "us", ["client_secret"] = "secret", ["attributes_request_method"] = "GET", ["oidc_issuer"] = Issuer, ["authorize_scopes"] = "openid email",
    };

    private static Dictionary<string, string> With(params (string Name, string Value)[] more) => Details.Concat(more.Select(m => KeyValuePair.Create(m.Name, m.Value))).GroupBy(d => d.Key).ToDictionary(d => d.Key, d => d.Last().Value);

    private async Task ProviderAsync(string pool, string name = "Corp", string type = "OIDC", Dictionary<string, string>? details = null, params (string, string)[] mapping) => await Service.CreateIdentityProvider(
        new CreateIdentityProviderInput
        {
            UserPoolId = pool, ProviderName = name, ProviderType = type, ProviderDetails = details ?? Details,
            AttributeMapping = (mapping.Length == 0 ? [("email", "email"), ("name", "name")] : mapping).ToDictionary(m => m.Item1, m => m.Item2),
        },
        Call);

    private async Task<(string Pool, UserPoolClientType Client)> FederatedAsync(string name = "Corp", string type = "OIDC", Dictionary<string, string>? details = null, params (string, string)[] mapping)
    {
        var pool = (await PoolAsync()).Id!;
        await Service.CreateUserPoolDomain(new CreateUserPoolDomainInput { Domain = Prefix, UserPoolId = pool }, Call);
        await ProviderAsync(pool, name, type, details, mapping);
        return (pool, await HostedClientAsync(pool, i => i with { SupportedIdentityProviders = ["COGNITO", name] }));
    }

    private static string Token(JsonObject claims, JsonObject? head = null, RSA? key = null)
    {
        var signed = $"{Base64Url.EncodeToString(Encoding.UTF8.GetBytes((head ?? new JsonObject { ["alg"] = "RS256", ["kid"] = "k1" }).ToJsonString()))}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(claims.ToJsonString()))}";
        return $"{signed}.{Base64Url.EncodeToString((key ?? Key).SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }

    private static JsonObject Keys()
    {
        var parameters = Key.ExportParameters(false);
        return new JsonObject
        {
            ["keys"] = new JsonArray(new JsonObject { ["kty"] = "RSA", ["kid"] = "k1", ["use"] = "sig", ["n"] = Base64Url.EncodeToString(parameters.Modulus), ["e"] = Base64Url.EncodeToString(parameters.Exponent) }),
        };
    }

    private static HttpResponseMessage Json(JsonObject json, int status = 200) => new((HttpStatusCode)status) { Content = new StringContent(json.ToJsonString(), Encoding.UTF8, "application/json") };

    /// <summary>A provider that gives the token that the test makes of the sign-in's nonce.</summary>
    private void Provide(Func<JsonObject, string?> token, string? nonce, Func<HttpRequestMessage, HttpResponseMessage?>? more = null) => Web.Other = request => more?.Invoke(request) ?? request.RequestUri!.AbsolutePath switch
    {
        "/.well-known/openid-configuration" => Json(new JsonObject
        {
            ["issuer"] = Issuer, ["authorization_endpoint"] = Issuer + "/authorize", ["token_endpoint"] = Issuer + "/token", ["userinfo_endpoint"] = Issuer + "/me", ["jwks_uri"] = Issuer + "/keys",
        }),
        "/keys" => Json(Keys()),
        "/token" => Json(new JsonObject { ["access_token"] = "at", ["id_token"] = token(Said(nonce)) }),
        "/me" => Json(new JsonObject { ["sub"] = "u-1", ["email"] = "ann@corp.example", ["name"] = "Ann", ["email_verified"] = true }),
        _ => null,
    };

    private JsonObject Said(string? nonce) => new()
    {
        ["iss"] = Issuer, ["aud"] = "us", ["sub"] = "u-1", ["exp"] = Time.GetUtcNow().ToUnixTimeSeconds() + 300, ["iat"] = Time.GetUtcNow().ToUnixTimeSeconds(), ["nonce"] = nonce,
    };

    private async Task<(Answer Left, Answer Done)> VisitAsync(UserPoolClientType client, Func<JsonObject, string?> token, string provider = "Corp", Func<HttpRequestMessage, HttpResponseMessage?>? more = null, Browser? returning = null)
    {
        Provide(token, null, more);
        var left = await AuthorizeAsync(client, ("identity_provider", provider));
        Provide(token, left.Sent("nonce"), more);
        return (left, await (returning ?? Browser).GetAsync($"{Site}/oauth2/idpresponse?{Visit.Encode(("code", "c-1"), ("state", left.Sent("state")))}"));
    }

    [Fact]
    public async Task Identity_providers_are_made_listed_found_changed_and_removed()
    {
        var pool = (await PoolAsync()).Id!;
        await Service.CreateIdentityProvider(
            new CreateIdentityProviderInput { UserPoolId = pool, ProviderName = "Google", ProviderType = "Google", ProviderDetails = new Dictionary<string, string> { ["client_id"] = "i", ["client_secret"] = "s", ["authorize_scopes"] = "openid" }, IdpIdentifiers = ["g"] }, Call);
        var google = (await Service.DescribeIdentityProvider(new DescribeIdentityProviderInput { UserPoolId = pool, ProviderName = "Google" }, Call)).IdentityProvider;
        Assert.Equal(("https://accounts.google.com", "sub"), (google.ProviderDetails!["oidc_issuer"], google.AttributeMapping!["username"]));
        Assert.Equal("Google", (await Service.GetIdentityProviderByIdentifier(new GetIdentityProviderByIdentifierInput { UserPoolId = pool, IdpIdentifier = "g" }, Call)).IdentityProvider.ProviderName);
        await ProviderAsync(pool);
        await RefusedAsync<DuplicateProviderException>(() => ProviderAsync(pool));
        await RefusedAsync<DuplicateProviderException>(() => Service.UpdateIdentityProvider(new UpdateIdentityProviderInput { UserPoolId = pool, ProviderName = "Corp", IdpIdentifiers = ["g"] }, Call).AsTask());
        await Service.UpdateIdentityProvider(new UpdateIdentityProviderInput { UserPoolId = pool, ProviderName = "Corp", AttributeMapping = new Dictionary<string, string> { ["nickname"] = "nick" } }, Call);
        Assert.Equal(["Corp", "Google"], (await Service.ListIdentityProviders(new ListIdentityProvidersInput { UserPoolId = pool }, Call)).Providers.Select(p => p.ProviderName));
        await Service.DeleteIdentityProvider(new DeleteIdentityProviderInput { UserPoolId = pool, ProviderName = "Corp" }, Call);
        await RefusedAsync<ResourceNotFoundException>(() => Service.DescribeIdentityProvider(new DescribeIdentityProviderInput { UserPoolId = pool, ProviderName = "Corp" }, Call).AsTask());
        foreach (var (type, details) in ((string, Dictionary<string, string>)[])[
            ("OIDC", new() { ["client_id"] = "x" }), ("OIDC", With(("oidc_issuer", "file:///etc/passwd"))), ("OIDC", With(("made_up", "x"))), ("Google", Details), ("SAML", []), ("SAML", new() { ["MetadataFile"] = "<x/>" })])
            await RefusedAsync<InvalidParameterException>(() => ProviderAsync(pool, "Other", type, details));
        await RefusedAsync<InvalidParameterException>(() => ProviderAsync(pool, "Other", "OIDC", null, ("custom:none", "x")));
        Assert.Contains("IDPSignout", await RefusedAsync<Kernel.CommonException>(() => ProviderAsync(pool, "Other", "SAML", new() { ["MetadataURL"] = Issuer, ["IDPSignout"] = "true" })));
    }

    [Fact]
    public async Task Somebody_signs_in_at_another_pool_of_this_cloud()
    {
        var idp = (await PoolAsync()).Id!;
        await Service.CreateUserPoolDomain(new CreateUserPoolDomainInput { Domain = "idp", UserPoolId = idp }, Call);
        var theirs = await HostedClientAsync(idp, i => i with { GenerateSecret = true, CallbackURLs = [Site + "/oauth2/idpresponse"] });
        var sub = (await Service.AdminGetUser(new AdminGetUserInput { UserPoolId = idp, Username = await UserAsync(idp) }, Call)).UserAttributes!.Single(a => a.Name == "sub").Value;
        const string host = "http://idp.auth.us-east-1.localhost:4566";
        var (pool, client) = await FederatedAsync(details: new()
        {
            ["client_id"] = theirs.ClientId!, ["client_secret"] = theirs.ClientSecret!, ["attributes_request_method"] = "GET", ["oidc_issuer"] = $"https://cognito-idp.us-east-1.amazonaws.com/{idp}",
            ["authorize_scopes"] = "openid email", ["authorize_url"] = host + "/oauth2/authorize", ["token_url"] = host + "/oauth2/token", ["attributes_url"] = host + "/oauth2/userInfo",
            ["jwks_uri"] = $"http://localhost:4566/{idp}/.well-known/jwks.json",
        }, mapping: [("email", "email"), ("email_verified", "email_verified")]);
        var ours = await AuthorizeAsync(client);
        Assert.Contains("Continue with Corp", ours.Text);
        var there = await AuthorizeAsync(client, ("identity_provider", "Corp"));
        Assert.Equal("idp.auth.us-east-1.localhost", there.At.Host);
        var done = await LoginAsync(there);
        Assert.StartsWith(Callback, done.Location);
        Assert.Equal("st&te", done.Sent("state"));
        var id = Claims((string)(await TokenAsync(ForCode(client, done.Sent("code")!))).Json["id_token"]!);
        Assert.Equal(($"Corp_{sub}", "ann@example.com", true), ((string)id["cognito:username"]!, (string)id["email"]!, (bool)id["email_verified"]!));
        Assert.Equal(("Corp", sub, "OIDC", true), ((string)id["identities"]![0]!["providerName"]!, (string)id["identities"]![0]!["userId"]!, (string)id["identities"]![0]!["providerType"]!, (bool)id["identities"]![0]!["primary"]!));
        var user = await Service.AdminGetUser(new AdminGetUserInput { UserPoolId = pool, Username = $"Corp_{sub}" }, Call);
        Assert.Equal("EXTERNAL_PROVIDER", user.UserStatus);
        // The second time it is the same user, whatever has changed there.
        await Service.AdminUpdateUserAttributes(new AdminUpdateUserAttributesInput { UserPoolId = idp, Username = "ann", UserAttributes = [new() { Name = "email", Value = "new@example.com" }] }, Call);
        Assert.NotNull((await AuthorizeAsync(client, ("prompt", "login"), ("identity_provider", "Corp"))).Sent("code"));
        var all = (await Service.ListUsers(new ListUsersInput { UserPoolId = pool }, Call)).Users!;
        Assert.Equal("new@example.com", Assert.Single(all).Attributes!.Single(a => a.Name == "email").Value);
        // There is no password by which it could sign in here.
        Assert.Equal("Incorrect username or password.", (await LoginAsync(await AuthorizeAsync(client, ("prompt", "login")), $"Corp_{sub}")).Alert);
    }

    [Fact]
    public async Task A_provider_is_discovered_by_its_issuer()
    {
        var (pool, client) = await FederatedAsync();
        var (left, done) = await VisitAsync(client, c => Token(c));
        Assert.StartsWith(Issuer + "/authorize?client_id=us&", left.Location);
        Assert.Equal((Site + "/oauth2/idpresponse", "code", "openid email", "S256"), (left.Sent("redirect_uri"), left.Sent("response_type"), left.Sent("scope"), left.Sent("code_challenge_method")));
        Assert.NotNull(done.Sent("code"));
        Assert.Equal("Ann", (await Service.AdminGetUser(new AdminGetUserInput { UserPoolId = pool, Username = "Corp_u-1" }, Call)).UserAttributes!.Single(a => a.Name == "name").Value);
    }

    [Fact]
    public async Task Tokens_that_are_forged_or_for_others_sign_nobody_in()
    {
        var (pool, client) = await FederatedAsync();
        using var other = RSA.Create(2048);
        var modulus = Key.ExportParameters(false).Modulus!;
        string Hmac(JsonObject c)
        {
            var signed = $"{Base64Url.EncodeToString("""{"alg":"HS256","kid":"k1"}"""u8)}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(c.ToJsonString()))}";
            return $"{signed}.{Base64Url.EncodeToString(HMACSHA256.HashData(modulus, Encoding.ASCII.GetBytes(signed)))}";
        }
        string None(JsonObject c) => $"{Base64Url.EncodeToString("""{"alg":"none"}"""u8)}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(c.ToJsonString()))}.";
        Func<JsonObject, string?> Changed(string name, JsonNode? value) => c =>
        {
            c[name] = value?.DeepClone();
            return Token(c);
        };
        foreach (var (token, text) in ((Func<JsonObject, string?>, string)[])[
            (None, "Bad id_token: its signature could not be verified"), (Hmac, "Bad id_token: its signature could not be verified"), (c => Token(c, key: other), "Bad id_token: its signature could not be verified"),
            (c => Token(c, new JsonObject { ["alg"] = "RS256", ["kid"] = "k2" }), "Bad id_token: its signature could not be verified"), (c => Token(c)[..^6] + "AAAAAA", "Bad id_token: its signature could not be verified"),
            (Changed("iss", "https://evil.example.com"), "Bad id_token issuer"), (Changed("aud", "them"), "Bad id_token audience"), (Changed("aud", new JsonArray("us", "them")), "Bad id_token audience"),
            (Changed("nonce", "other"), "Bad id_token nonce"), (Changed("nonce", null), "Bad id_token nonce"), (Changed("exp", 1000), "Bad id_token: it is not in time"), (Changed("exp", null), "Bad id_token: it is not in time"),
            (Changed("sub", "u-2"), "Corp describes another user"), (_ => "x.y", "Bad id_token"), (_ => null, "Corp gave no id_token")])
        {
            var (_, done) = await VisitAsync(client, token);
            Assert.StartsWith(Callback, done.Location);
            Assert.Equal(("invalid_request", text, null), (done.Sent("error"), done.Sent("error_description"), done.Sent("code")));
        }
        Assert.Empty((await Service.ListUsers(new ListUsersInput { UserPoolId = pool }, Call)).Users!);
    }

    [Fact]
    public async Task A_return_is_good_once_in_the_browser_that_left_and_in_time()
    {
        var (_, client) = await FederatedAsync();
        var other = new Browser(Web);
        await other.GetAsync(Url("/login", client));
        foreach (var browser in (Browser[])[other, new Browser(Web)])
        {
            var (_, stolen) = await VisitAsync(client, c => Token(c), returning: browser);
            Assert.Equal((400, "Sign-in could not be completed"), (stolen.Status, stolen.Heading));
        }
        var (left, done) = await VisitAsync(client, c => Token(c));
        Assert.NotNull(done.Sent("code"));
        Assert.Equal(400, (await Browser.GetAsync($"{Site}/oauth2/idpresponse?{Visit.Encode(("code", "c-1"), ("state", left.Sent("state")))}")).Status);
        Assert.Equal(400, (await Browser.GetAsync($"{Site}/oauth2/idpresponse?code=c&state=made-up")).Status);
        var late = await AuthorizeAsync(client, ("identity_provider", "Corp"), ("prompt", "login"));
        Time.Advance(TimeSpan.FromMinutes(15));
        Assert.Equal(400, (await Browser.GetAsync($"{Site}/oauth2/idpresponse?{Visit.Encode(("code", "c-1"), ("state", late.Sent("state")))}")).Status);
    }

    [Fact]
    public async Task What_fails_at_the_provider_is_told_to_the_client()
    {
        var (_, client) = await FederatedAsync();
        async Task<string?> FailAsync(Func<HttpRequestMessage, HttpResponseMessage?> more) => (await VisitAsync(client, c => Token(c), more: more)).Done.Sent("error_description");
        Assert.Equal("Corp Error - 400 invalid_grant", await FailAsync(r => r.RequestUri!.AbsolutePath == "/token" ? Json(new JsonObject { ["error"] = "invalid_grant" }, 400) : null));
        Assert.Equal("IdP token endpoint gave no JSON object", await FailAsync(r => r.RequestUri!.AbsolutePath == "/token" ? new HttpResponseMessage { Content = new StringContent("<html>") } : null));
        Assert.Equal("Could not connect to IdP token endpoint", await FailAsync(r => r.RequestUri!.AbsolutePath == "/token" ? throw new HttpRequestException("refused") : null));
        Assert.Equal("Timeout occurred in calling IdP token endpoint", await FailAsync(r => r.RequestUri!.AbsolutePath == "/token" ? throw new TaskCanceledException() : null));
        Assert.Equal("Could not connect to IdP token endpoint", await FailAsync(r => r.RequestUri!.AbsolutePath == "/token" ? new HttpResponseMessage { Content = new StringContent(new string(' ', 2_000_000)) } : null));
        var left = await AuthorizeAsync(client, ("identity_provider", "Corp"));
        Assert.Equal("Corp Error - access_denied", (await Browser.GetAsync($"{Site}/oauth2/idpresponse?{Visit.Encode(("error", "access_denied"), ("state", left.Sent("state")))}")).Sent("error_description"));
    }

    [Fact]
    public async Task Facebook_and_others_without_an_ID_token_tell_the_user_by_a_page()
    {
        var (pool, client) = await FederatedAsync(
            "Facebook", "Facebook", new() { ["client_id"] = "us", ["client_secret"] = "s", ["authorize_scopes"] = "public_profile,email", ["api_version"] = "v19.0" }, ("email", "email"), ("name", "name"));
        Web.Other = r => r.RequestUri!.AbsoluteUri switch
        {
            var u when u.StartsWith("https://graph.facebook.com/v19.0/oauth/access_token?grant_type=authorization_code&code=c-1", StringComparison.Ordinal) => Json(new JsonObject { ["access_token"] = "at" }),
            var u when u.StartsWith("https://graph.facebook.com/v19.0/me?fields=email%2Cname%2Cid", StringComparison.Ordinal) && r.Headers.Authorization!.Parameter == "at" => Json(new JsonObject { ["id"] = "77", ["email"] = "f@example.com" }),
            _ => null,
        };
        var left = await AuthorizeAsync(client, ("identity_provider", "Facebook"));
        Assert.StartsWith("https://www.facebook.com/v19.0/dialog/oauth?", left.Location);
        Assert.NotNull((await Browser.GetAsync($"{Site}/oauth2/idpresponse?{Visit.Encode(("code", "c-1"), ("state", left.Sent("state")))}")).Sent("code"));
        Assert.Equal("EXTERNAL_PROVIDER", (await Service.AdminGetUser(new AdminGetUserInput { UserPoolId = pool, Username = "Facebook_77" }, Call)).UserStatus);
    }

    [Fact]
    public async Task Apple_posts_back_and_gets_a_secret_that_is_signed()
    {
        using var apple = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var (pool, client) = await FederatedAsync("SignInWithApple", "SignInWithApple", new()
        {
            ["client_id"] = "us", ["team_id"] = "team", ["key_id"] = "k", ["private_key"] = Convert.ToBase64String(apple.ExportPkcs8PrivateKey()), ["authorize_scopes"] = "email", ["oidc_issuer"] = Issuer,
            ["authorize_url"] = Issuer + "/authorize", ["token_url"] = Issuer + "/token", ["jwks_uri"] = Issuer + "/keys",
        }, ("email", "email"));
        string? secret = null;
        HttpResponseMessage? Read(HttpRequestMessage r)
        {
            if (r.RequestUri!.AbsolutePath == "/token") secret = Answer.Parse(r.Content!.ReadAsStringAsync().GetAwaiter().GetResult())["client_secret"];
            return null;
        }
        Provide(c => Token(c), null, Read);
        var left = await AuthorizeAsync(client, ("identity_provider", "SignInWithApple"));
        Assert.Equal("form_post", left.Sent("response_mode"));
        Provide(c => Token(c), left.Sent("nonce"), Read);
        var done = await Browser.PostAsync(new Uri(Site + "/oauth2/idpresponse"), new Dictionary<string, string> { ["code"] = "c", ["state"] = left.Sent("state")! }, Issuer, isCrossSite: true);
        Assert.NotNull(done.Sent("code"));
        var parts = secret!.Split('.');
        Assert.True(apple.VerifyData(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA256));
        Assert.Equal("team", (string?)Claims(secret)["iss"]);
        Assert.NotNull(pool);
    }

    [Fact]
    public async Task Somebody_at_a_provider_is_linked_to_a_user_who_exists()
    {
        var (pool, client) = await FederatedAsync();
        await UserAsync(pool);
        ProviderUserIdentifierType Who(string provider, string value, string? attribute = "Cognito_Subject") => new() { ProviderName = provider, ProviderAttributeName = attribute, ProviderAttributeValue = value };
        AdminLinkProviderForUserInput Link(string user) => new() { UserPoolId = pool, DestinationUser = Who("Cognito", user, null), SourceUser = Who("Corp", "u-1") };
        await Service.AdminLinkProviderForUser(Link("ann"), Call);
        Assert.Equal("SourceUser is already linked to DestinationUser", await RefusedAsync<InvalidParameterException>(() => Service.AdminLinkProviderForUser(Link("ann"), Call).AsTask()));
        await UserAsync(pool, "bob");
        Assert.Equal("Merging is not currently supported, provide a SourceUser that has not been signed up in order to link",
            await RefusedAsync<InvalidParameterException>(() => Service.AdminLinkProviderForUser(Link("bob"), Call).AsTask()));
        var (_, done) = await VisitAsync(client, c => Token(c));
        var id = Claims((string)(await TokenAsync(ForCode(client, done.Sent("code")!))).Json["id_token"]!);
        Assert.Equal(("ann", "u-1", false), ((string)id["cognito:username"]!, (string)id["identities"]![0]!["userId"]!, (bool)id["identities"]![0]!["primary"]!));

        await Service.AdminDisableProviderForUser(new AdminDisableProviderForUserInput { UserPoolId = pool, User = Who("Corp", "u-1") }, Call);
        Assert.DoesNotContain((await Service.AdminGetUser(new AdminGetUserInput { UserPoolId = pool, Username = "ann" }, Call)).UserAttributes!, a => a.Name == "identities");
        await RefusedAsync<UserNotFoundException>(() => Service.AdminDisableProviderForUser(new AdminDisableProviderForUserInput { UserPoolId = pool, User = Who("Corp", "u-1") }, Call).AsTask());
        Assert.NotNull((await LoginAsync(await AuthorizeAsync(client, ("prompt", "login")))).Sent("code"));
        await Service.AdminDisableProviderForUser(new AdminDisableProviderForUserInput { UserPoolId = pool, User = Who("Cognito", "ann", null) }, Call);
        Assert.Equal("Incorrect username or password.", (await LoginAsync(await AuthorizeAsync(client, ("prompt", "login")))).Alert);
    }

    [Fact]
    public async Task A_user_of_the_pool_keeps_an_address_that_a_provider_brings_too()
    {
        var pool = (await PoolAsync(i => i with { UsernameAttributes = ["email"] })).Id!;
        await Service.CreateUserPoolDomain(new CreateUserPoolDomainInput { Domain = Prefix, UserPoolId = pool }, Call);
        await ProviderAsync(pool, mapping: [("email", "email"), ("email_verified", "email_verified")]);
        var client = await HostedClientAsync(pool, i => i with { SupportedIdentityProviders = ["COGNITO", "Corp"] });
        await UserAsync(pool, "ann@corp.example");
        Assert.NotNull((await VisitAsync(client, c => Token(c))).Done.Sent("code"));
        Assert.Equal(2, (await Service.ListUsers(new ListUsersInput { UserPoolId = pool }, Call)).Users!.Count);
        Assert.NotNull((await LoginAsync(await AuthorizeAsync(client, ("prompt", "login")), "ann@corp.example")).Sent("code"));
        Assert.Equal("User password cannot be reset in the current state.",
            await RefusedAsync<NotAuthorizedException>(() => Service.ForgotPassword(new ForgotPasswordInput { ClientId = client.ClientId!, Username = "Corp_u-1" }, Anybody).AsTask()));
    }

    [Fact]
    public async Task A_provider_that_is_the_only_way_is_gone_to_at_once()
    {
        var (pool, _) = await FederatedAsync();
        var client = await HostedClientAsync(pool, i => i with { SupportedIdentityProviders = ["Corp"] });
        Provide(c => Token(c), null);
        Assert.StartsWith(Issuer, (await AuthorizeAsync(client)).Location);
        await UserAsync(pool);
        var page = await Browser.GetAsync(Url("/login", client));
        Assert.DoesNotContain("type=\"password\"", page.Text);
        var (csrf, url) = ((await Browser.GetAsync(Url("/login", await HostedClientAsync(pool)))).Form().Fields["_csrf"], new Uri(Url("/login", client)));
        Assert.Equal("Incorrect username or password.", (await Browser.PostAsync(url, new Dictionary<string, string> { ["_csrf"] = csrf, ["username"] = "ann", ["password"] = Password }, null)).Alert);
    }
}
