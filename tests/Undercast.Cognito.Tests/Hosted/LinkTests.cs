using System.Net;

namespace Undercast.Cognito.Tests;

/// <summary>Registrations that a link confirms. Source: the developer guide on verification messages.</summary>
public sealed class LinkTests : HostedFixture
{
    private static CreateUserPoolInput ByLink(CreateUserPoolInput input, string? message = null) =>
        input with { VerificationMessageTemplate = new() { DefaultEmailOption = "CONFIRM_WITH_LINK", EmailMessageByLink = message, EmailSubjectByLink = message is null ? null : "Hello" } };

    private async Task<(string Subject, string Body, string Link)> MailAsync(string pool)
    {
        var message = (await MessagesAsync(pool))[^1];
        var start = message.Body.IndexOf("href=\"", StringComparison.Ordinal) + 6;
        return (message.Subject!, message.Body, WebUtility.HtmlDecode(message.Body[start..message.Body.IndexOf('"', start)]));
    }

    [Fact]
    public async Task The_link_of_a_mail_confirms_once()
    {
        var (pool, client) = await HostedAsync(i => ByLink(i, "Hello, {##click here##}!"));
        await SignUpAsync(client.ClientId!, "ann<b>&c", ("email", "ann@example.com"));
        var (subject, body, link) = await MailAsync(pool);
        Assert.Equal("Hello", subject);
        Assert.StartsWith("Hello, <a href=\"", body, StringComparison.Ordinal);
        Assert.EndsWith("\">click here</a>!", body, StringComparison.Ordinal);
        Assert.Equal("/_aws/auth/us-east-1/people/confirmUser", new Uri(link).AbsolutePath);
        var page = await Browser.GetAsync(link);
        Assert.Equal(200, page.Status);
        Assert.Equal("CONFIRMED", (await Service.AdminGetUser(new AdminGetUserInput { UserPoolId = pool, Username = "ann<b>&c" }, Call)).UserStatus);
        Assert.Equal(400, (await Browser.GetAsync(link)).Status);
    }

    [Fact]
    public async Task A_forged_link_confirms_nobody_and_a_new_one_does()
    {
        var (pool, client) = await HostedAsync(i => ByLink(i));
        await SignUpAsync(client.ClientId!);
        var (_, _, link) = await MailAsync(pool);
        Assert.Equal(400, (await Browser.GetAsync(link[..^6] + "000000x")).Status);
        Assert.Equal("UNCONFIRMED", (await Service.AdminGetUser(new AdminGetUserInput { UserPoolId = pool, Username = "ann" }, Call)).UserStatus);
        await Service.ResendConfirmationCode(new ResendConfirmationCodeInput { ClientId = client.ClientId!, Username = "ann" }, Anybody);
        Assert.Equal(200, (await Browser.GetAsync((await MailAsync(pool)).Link)).Status);
    }

    [Fact]
    public async Task Without_a_domain_there_is_no_link()
    {
        var pool = (await PoolAsync(i => ByLink(i))).Id!;
        var client = (await ClientAsync(pool)).ClientId!;
        await RefusedAsync<InvalidParameterException>(() => SignUpAsync(client));
    }
}
