using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Undercast.Kernel;

namespace Undercast.Cognito.Tests;

public sealed class PageTests : HostedFixture
{
    private static Dictionary<string, string> Form(params (string Name, string Value)[] values) => values.ToDictionary(v => v.Name, v => v.Value);

    [Fact]
    public async Task Somebody_new_signs_up_confirms_and_is_signed_in()
    {
        var (pool, client) = await HostedAsync(client: i => i with { GenerateSecret = true });
        var page = await Browser.GetAsync(Url("/signup", client));
        var wrong = await Browser.PostAsync(page, Form(("username", "ann"), ("attribute.email", "ann@example.com"), ("password", Password), ("confirm", "other")));
        Assert.Equal((400, "The two passwords are not the same."), (wrong.Status, wrong.Alert));
        Assert.Contains("value=\"ann@example.com\"", wrong.Text);
        Assert.DoesNotContain(Password, wrong.Text);
        var confirm = await Browser.PostAsync(wrong, Form(("username", "ann"), ("attribute.email", "ann@example.com"), ("password", Password), ("confirm", Password)));
        Assert.Equal("Confirm your account", confirm.Heading);
        Assert.Contains("a***@e***", confirm.Text);
        var bad = await Browser.PostAsync(confirm, Form(("code", "x")));
        Assert.Equal("That code is not right, or it is too old. Try again, or ask for a new one.", bad.Alert);
        Time.Advance(TimeSpan.FromSeconds(1));
        var resent = await Browser.PostAsync(bad, Form(("resend", "1")));
        Assert.Equal("Confirm your account", resent.Heading);
        var done = await Browser.PostAsync(resent, Form(("code", await CodeAsync(pool))));
        Assert.NotNull(done.Sent("code"));
        Assert.Equal("CONFIRMED", (await Service.AdminGetUser(new AdminGetUserInput { UserPoolId = pool, Username = "ann" }, Call)).UserStatus);
        var twice = await Browser.PostAsync(await Browser.GetAsync(Url("/signup", client)), Form(("username", "ann"), ("attribute.email", "ann@example.com"), ("password", Password), ("confirm", Password)));
        Assert.Equal("User already exists", twice.Alert);
    }

    [Fact]
    public async Task Who_has_not_confirmed_is_led_there_from_sign_in()
    {
        var (pool, client) = await HostedAsync();
        await SignUpAsync(client.ClientId!);
        var page = await LoginAsync(await AuthorizeAsync(client));
        Assert.Equal("Confirm your account", page.Heading);
        Assert.NotNull((await Browser.PostAsync(page, Form(("code", await CodeAsync(pool))))).Sent("code"));
    }

    [Fact]
    public async Task A_confirmation_in_another_browser_signs_nobody_in()
    {
        var (pool, client) = await HostedAsync();
        await SignUpAsync(client.ClientId!);
        var (_, fields) = (await LoginAsync(await AuthorizeAsync(client))).Form();
        var other = new Browser(Web);
        var page = await other.GetAsync(Url("/login", client));
        fields["_csrf"] = page.Form().Fields["_csrf"];
        fields["code"] = await CodeAsync(pool);
        var done = await other.PostAsync(new Uri(Url("/confirm", client)), fields, null);
        Assert.Equal("Sign in", done.Heading);
        Assert.Contains("Your account is confirmed", done.Text);
        Assert.DoesNotContain(other.Cookies, c => c.Key.Name == "cognito");
    }

    [Fact]
    public async Task A_link_confirms()
    {
        var (pool, client) = await HostedAsync();
        await SignUpAsync(client.ClientId!);
        Assert.Equal(400, (await Browser.GetAsync($"{Site}/confirmUser?client_id={client.ClientId}&user_name=ann&confirmation_code=0")).Status);
        Assert.Equal("Confirmed", (await Browser.GetAsync($"{Site}/confirmUser?client_id={client.ClientId}&user_name=ann&confirmation_code={await CodeAsync(pool)}")).Heading);
        Assert.Equal("Not confirmed", (await Browser.GetAsync($"{Site}/confirmUser?client_id=nobody&user_name=ann&confirmation_code=1")).Heading);
    }

    [Fact]
    public async Task A_forgotten_password_is_set_anew()
    {
        var (pool, client) = await HostedAsync();
        await UserAsync(pool);
        var page = await Browser.PostAsync(await Browser.GetAsync(Url("/forgotPassword", client)), Form(("username", "ann")));
        Assert.Equal("Set a new password", page.Heading);
        var fields = Form(("code", await CodeAsync(pool)), ("password", "short"), ("confirm", "short"));
        var refused = await Browser.PostAsync(page, fields);
        Assert.Equal("Password did not conform with policy: Password not long enough", refused.Alert);
        (fields["password"], fields["confirm"]) = ("An0ther-horse!", "An0ther-horse!");
        var login = await Browser.PostAsync(refused, fields);
        Assert.Contains("Your password has been changed", login.Text);
        Assert.NotNull((await LoginAsync(login, password: "An0ther-horse!")).Sent("code"));
    }

    [Fact]
    public async Task Nobody_learns_who_has_an_account()
    {
        // A client that tells it through the API.
        var (pool, client) = await HostedAsync(client: i => i with { PreventUserExistenceErrors = "LEGACY" });
        await UserAsync(pool);
        var page = await AuthorizeAsync(client);
        string Same(Answer answer) => answer.Text.Replace("nobody", "ann", StringComparison.Ordinal) is var text ? System.Text.RegularExpressions.Regex.Replace(text, "nonce=\"[0-9a-f]*\"", "") : "";
        Assert.Equal("Incorrect username or password.", (await LoginAsync(page, password: "wrong")).Alert);
        Assert.Equal(Same(await LoginAsync(page, password: "wrong")), Same(await LoginAsync(page, "nobody", "wrong")));
        var forgot = await Browser.GetAsync(Url("/forgotPassword", client));
        var (here, gone) = (await Browser.PostAsync(forgot, Form(("username", "ann"))), await Browser.PostAsync(forgot, Form(("username", "nobody"))));
        Assert.Equal(Same(here), Same(gone));
        var wrong = Form(("code", "000000x"), ("password", Password), ("confirm", Password));
        Assert.Equal(Same(await Browser.PostAsync(here, wrong)), Same(await Browser.PostAsync(gone, wrong)));
    }

    [Fact]
    public async Task A_temporary_password_is_replaced_first()
    {
        var (pool, client) = await HostedAsync(i => i with { Schema = [new() { Name = "name", Required = true }] });
        await Service.AdminCreateUser(
            new AdminCreateUserInput { UserPoolId = pool, Username = "ann", TemporaryPassword = Password, MessageAction = "SUPPRESS", UserAttributes = [new() { Name = "name", Value = "Ann" }] }, Call);
        var page = await LoginAsync(await AuthorizeAsync(client));
        Assert.Equal("Set a new password", page.Heading);
        var mistyped = await Browser.PostAsync(page, Form(("answer.NEW_PASSWORD", "An0ther-horse!"), ("confirm", "x")));
        Assert.Equal("The two passwords are not the same.", mistyped.Alert);
        Assert.NotNull((await Browser.PostAsync(mistyped, Form(("answer.NEW_PASSWORD", "An0ther-horse!"), ("confirm", "An0ther-horse!")))).Sent("code"));
        var stale = await Browser.PostAsync(page, Form(("answer.NEW_PASSWORD", "An0ther-horse!"), ("confirm", "An0ther-horse!")));
        Assert.Equal(("Sign in", "Invalid session for the user."), (stale.Heading, stale.Alert));
    }

    [Fact]
    public async Task Posts_from_elsewhere_do_nothing()
    {
        var (pool, client) = await HostedAsync();
        await UserAsync(pool);
        var page = await AuthorizeAsync(client);
        var (action, fields) = page.Form();
        (fields["username"], fields["password"]) = ("ann", Password);
        var url = new Uri(page.At, action);
        var own = page.At.GetLeftPart(UriPartial.Authority);
        async Task RefusedAsync(Browser browser, Dictionary<string, string> form, string? origin, bool isCrossSite = false)
        {
            var answer = await browser.PostAsync(url, form, origin, isCrossSite);
            Assert.Equal((400, "This page is out of date. Please try again."), (answer.Status, answer.Alert));
        }
        await RefusedAsync(Browser, fields, "https://evil.example.com");
        await RefusedAsync(Browser, fields, "null");
        await RefusedAsync(Browser, new(fields) { ["_csrf"] = "guess" }, own);
        await RefusedAsync(Browser, fields.Where(f => f.Key != "_csrf").ToDictionary(), own);
        // The attacker's own token, with the victim's cookies.
        var attacker = new Browser(Web);
        await RefusedAsync(Browser, new(fields) { ["_csrf"] = (await attacker.GetAsync(url.AbsoluteUri)).Form().Fields["_csrf"] }, own);
        await RefusedAsync(new Browser(Web), fields, own);
        Assert.NotNull((await Browser.PostAsync(url, fields, own)).Sent("code"));
        await RefusedAsync(Browser, fields, own, isCrossSite: true);
        foreach (var path in (string[])["/signup", "/confirm", "/forgotPassword", "/confirmForgotPassword", "/challenge"])
        {
            var answer = await new Browser(Web).PostAsync(new Uri(Url(path, client)), Form(("username", "eve"), ("password", Password), ("confirm", Password), ("attribute.email", "e@example.com")), null);
            Assert.Null(answer.Sent("code"));
        }
        Assert.Empty((await Service.ListUsers(new ListUsersInput { UserPoolId = pool, Filter = "username = \"eve\"" }, Call)).Users!);
    }

    [Fact]
    public async Task Pages_run_nothing_load_nothing_and_encode_everything()
    {
        var (pool, client) = await HostedAsync();
        const string evil = "\"><script>alert(1)</script>";
        foreach (var path in (string[])["/login", "/signup", "/forgotPassword"])
        {
            var page = await Browser.GetAsync(Url(path, client, ("state", evil), ("login_hint", evil), ("nonce", evil), ("notice", evil)));
            Assert.Equal(200, page.Status);
            Assert.DoesNotContain("<script", page.Text);
            var policy = page.Headers.ContentSecurityPolicy.ToString();
            Assert.StartsWith("default-src 'none'; style-src 'nonce-", policy);
            Assert.Contains("frame-ancestors 'none'", policy);
            Assert.Equal(("nosniff", "no-store", "DENY"), (page.Headers.XContentTypeOptions.ToString(), page.Headers.CacheControl.ToString(), page.Headers.XFrameOptions.ToString()));
            Assert.Contains("<html lang=\"en\">", page.Text);
            // Every field has its label.
            foreach (System.Text.RegularExpressions.Match input in System.Text.RegularExpressions.Regex.Matches(page.Text, "<input class=[^>]* id=\"(.*?)\"")) Assert.Contains($"for=\"{input.Groups[1].Value}\"", page.Text);
        }
        var failed = await LoginAsync(await AuthorizeAsync(client), evil);
        Assert.DoesNotContain("<script", failed.Text);
        Assert.NotNull(pool);
    }

    [Fact]
    public async Task Pools_say_what_their_pages_offer()
    {
        var (pool, client) = await HostedAsync(i => i with { UsernameAttributes = ["email"], AdminCreateUserConfig = new() { AllowAdminCreateUserOnly = true } });
        var page = await AuthorizeAsync(client);
        Assert.Contains("<label class=\"label-customizable\" for=\"f-username\">Email</label>", page.Text);
        Assert.DoesNotContain("/signup", page.Text);
        Assert.Equal(400, (await Browser.GetAsync(Url("/signup", client))).Status);
        await UserAsync(pool, "ann@example.com");
        Assert.NotNull((await LoginAsync(page, "ann@example.com")).Sent("code"));
    }

    [Fact]
    public async Task Five_wrong_passwords_lead_to_a_pause_here_too()
    {
        var (pool, client) = await HostedAsync();
        await UserAsync(pool);
        var page = await AuthorizeAsync(client);
        for (var i = 0; i < 5; i++) Assert.Equal("Incorrect username or password.", (await LoginAsync(page, password: "wrong")).Alert);
        Assert.Equal("Password attempts exceeded", (await LoginAsync(page)).Alert);
        Time.Advance(TimeSpan.FromSeconds(2));
        Assert.NotNull((await LoginAsync(page)).Sent("code"));
    }

    [Theory]
    [InlineData("SMS_MFA", "SMS_MFA_CODE", "+*******1234")]
    [InlineData("EMAIL_OTP", "EMAIL_OTP_CODE", "a***@e***")]
    [InlineData("SOFTWARE_TOKEN_MFA", "SOFTWARE_TOKEN_MFA_CODE", "authenticator app")]
    public async Task Challenges_for_codes_ask_for_them_under_the_names_of_the_API(string challenge, string answer, string shown)
    {
        var (_, client) = await HostedAsync();
        var page = await ChallengePageAsync(client, challenge, new JsonObject { ["CODE_DELIVERY_DESTINATION"] = shown });
        Assert.Contains(System.Net.WebUtility.HtmlEncode(shown).Replace("+", "&#x2B;", StringComparison.Ordinal), page.Text);
        Assert.Contains($"name=\"answer.{answer}\"", page.Text);
        Assert.Contains("autocomplete=\"one-time-code\"", page.Text);
    }

    [Fact]
    public async Task Choices_and_set_up_are_shown_from_their_parameters()
    {
        var (_, client) = await HostedAsync();
        var choice = await ChallengePageAsync(client, "SELECT_MFA_TYPE", new JsonObject { ["MFAS_CAN_CHOOSE"] = """["SMS_MFA","SOFTWARE_TOKEN_MFA"]""" });
        Assert.Contains("A code from an authenticator app", choice.Text);
        Assert.Equal("SMS_MFA", choice.Form().Fields["answer.ANSWER"]);
        var setUp = await ChallengePageAsync(client, "MFA_SETUP", new JsonObject { ["MFAS_CAN_SETUP"] = """["SOFTWARE_TOKEN_MFA"]""", ["SECRET_CODE"] = "ABCDEF234567" });
        Assert.Contains("<code class=\"secret\">ABCDEF234567</code>", setUp.Text);
        Assert.Contains("otpauth://totp/", setUp.Text);
        Assert.Contains("WEB_AUTHN", (await Assert.ThrowsAsync<CommonException>(() => ChallengePageAsync(client, "WEB_AUTHN", []))).Message);
    }

    [Fact]
    public async Task An_authenticator_app_is_set_up_by_the_operations_of_the_API()
    {
        var (_, client) = await HostedAsync();
        Calls.Operations["AssociateSoftwareToken"] = i => (string?)i["Session"] == "s" ? """{"SecretCode":"JBSWY3DP","Session":"begun"}""" : "{}";
        Calls.Operations["VerifySoftwareToken"] = i => (string?)i["UserCode"] == "123456" ? """{"Status":"SUCCESS","Session":"next"}""" : throw new CodeMismatchException("Code mismatch");
        var page = await ChallengePageAsync(client, "MFA_SETUP", []);
        Assert.Equal(("JBSWY3DP", "begun"), (JsonNode.Parse(page.Form().Fields["parameters"])!["SECRET_CODE"]!.ToString(), page.Form().Fields["session"]));
        Assert.Equal("Code mismatch", (await Browser.PostAsync(page, Form(("answer.USER_CODE", "1")))).Alert);
        // The operations that answer the set-up itself are not there yet, or take no session of this test's.
        Assert.Equal("Sign in", (await Browser.PostAsync(page, Form(("answer.USER_CODE", "123456")))).Heading);
    }

    // Shown as after a password that was right: which challenge follows is the API's to say.
    private async Task<Answer> ChallengePageAsync(UserPoolClientType client, string challenge, JsonObject parameters)
    {
        await AuthorizeAsync(client);
        var url = new Uri(Url("/login", client));
        var context = new DefaultHttpContext();
        (context.Request.Method, context.Request.Scheme, context.Request.Host, context.Request.QueryString) = ("GET", url.Scheme, HostString.FromUriComponent(url), new QueryString(url.Query));
        context.Request.Headers.Cookie = string.Join("; ", Browser.Cookies.Select(c => $"{c.Key.Name}={c.Value}"));
        using var body = new MemoryStream();
        context.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(body));
        var (domain, pool) = await Store.ReadAsync(async tx => ((await HostedTables.Domains.GetAsync(tx, new PairKey("us-east-1", Prefix)))!, (await CognitoTables.Pools.GetAsync(tx, new IdKey(client.UserPoolId!)))!));
        var visit = new Visit(context, Anybody, domain, pool, HostedAddress.Parse(url.Host, "/login")!.Value);
        await Pages.ShowChallengeAsync(visit, SignInRequest.Read(context.Request.Query, client).Request!, "ann", challenge, parameters.ToDictionary(p => p.Key, p => (string)p.Value!), "s", null);
        return new Answer(context.Response.StatusCode, context.Response.Headers, System.Text.Encoding.UTF8.GetString(body.ToArray()), url);
    }
}
