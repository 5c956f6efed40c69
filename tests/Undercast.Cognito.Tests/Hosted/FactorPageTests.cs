using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Undercast.Cognito.Tests;

public sealed class FactorPageTests : HostedFixture
{
    [Fact]
    public async Task An_authenticator_app_is_set_up_and_asked_for_on_the_pages()
    {
        var (pool, client) = await HostedAsync(client: i => i with { GenerateSecret = true });
        await UserAsync(pool);
        await Service.SetUserPoolMfaConfig(new SetUserPoolMfaConfigInput { UserPoolId = pool, MfaConfiguration = "ON", SoftwareTokenMfaConfiguration = new() { Enabled = true } }, Call);
        Calls.Operations["AssociateSoftwareToken"] = i =>
        {
            var answer = Service.AssociateSoftwareToken(new AssociateSoftwareTokenInput { Session = (string?)i["Session"] }, Anybody).AsTask().GetAwaiter().GetResult();
            return new JsonObject { ["SecretCode"] = answer.SecretCode, ["Session"] = answer.Session }.ToJsonString();
        };
        Calls.Operations["VerifySoftwareToken"] = i =>
        {
            var answer = Service.VerifySoftwareToken(new VerifySoftwareTokenInput { Session = (string?)i["Session"], UserCode = (string)i["UserCode"]! }, Anybody).AsTask().GetAwaiter().GetResult();
            return new JsonObject { ["Status"] = answer.Status, ["Session"] = answer.Session }.ToJsonString();
        };
        var page = await LoginAsync(await AuthorizeAsync(client));
        Assert.Equal("Set up an authenticator app", page.Heading);
        var seed = Regex.Match(page.Text, "class=\"secret\">([A-Z2-7]+)<").Groups[1].Value;
        var again = await Browser.PostAsync(page, Map(("answer.USER_CODE", App(seed, later: 9))));
        Assert.Equal(("Set up an authenticator app", 400), (again.Heading, again.Status));
        Assert.NotNull((await Browser.PostAsync(again, Map(("answer.USER_CODE", App(seed))))).Sent("code"));

        Time.Advance(TimeSpan.FromMinutes(1));
        var asked = await LoginAsync(await AuthorizeAsync(client, ("prompt", "login")));
        Assert.Equal("Enter your code", asked.Heading);
        var wrong = await Browser.PostAsync(asked, Map(("answer.SOFTWARE_TOKEN_MFA_CODE", App(seed, later: 9))));
        Assert.Equal(("Enter your code", "Invalid code or auth state for the user."), (wrong.Heading, wrong.Alert));
        Assert.NotNull((await Browser.PostAsync(wrong, Map(("answer.SOFTWARE_TOKEN_MFA_CODE", App(seed))))).Sent("code"));
    }

    [Fact]
    public async Task A_code_by_mail_is_asked_for_on_the_pages()
    {
        var (pool, client) = await HostedAsync();
        await UserAsync(pool);
        await Service.SetUserPoolMfaConfig(new SetUserPoolMfaConfigInput { UserPoolId = pool, MfaConfiguration = "ON", EmailMfaConfiguration = new() }, Call);
        var page = await LoginAsync(await AuthorizeAsync(client));
        Assert.Equal("Enter your code", page.Heading);
        Assert.Contains("sent by email to a***@e***", page.Text);
        Assert.NotNull((await Browser.PostAsync(page, Map(("answer.EMAIL_OTP_CODE", await CodeAsync(pool))))).Sent("code"));
    }
}
