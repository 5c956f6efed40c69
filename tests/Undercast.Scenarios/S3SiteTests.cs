using Amazon.S3;
using Amazon.S3.Model;
using Microsoft.Playwright;

namespace Undercast.Scenarios;

/// <summary>A browser opens a site from its website host, and sends a file by a form that was signed for it.</summary>
public sealed class S3SiteTests
{
    private const float LongestWaitMs = 60_000;

    static S3SiteTests() => Assertions.SetDefaultExpectTimeout(LongestWaitMs);

    [ChromiumFact]
    public async Task A_static_site_opens_from_its_website_host()
    {
        using var server = await RunningServer.StartAsync(":memory:");
        using var client = server.Client();
        await client.PutBucketAsync("site");
        foreach (var (key, type, text) in ((string, string, string)[])[
            ("index.html", "text/html", "<!doctype html><link rel=stylesheet href=/style.css><h1 id=title>Home</h1><script src=/app.js></script><a href=/below/>below</a>"),
            ("style.css", "text/css", "h1 { color: rgb(1, 2, 3) }"), ("app.js", "text/javascript", "document.querySelector('#title').textContent += ' sweet home'"),
            ("below/index.html", "text/html", "<h1>Below</h1>"), ("error.html", "text/html", "<h1>Lost</h1>")])
            await client.PutObjectAsync(new PutObjectRequest { BucketName = "site", Key = key, ContentType = type, ContentBody = text });
        await client.PutBucketWebsiteAsync("site", new WebsiteConfiguration { IndexDocumentSuffix = "index.html", ErrorDocument = "error.html" });
        await client.DeletePublicAccessBlockAsync(new DeletePublicAccessBlockRequest { BucketName = "site" });
        // AWS: who may not list is not told what is missing.
        await client.PutBucketPolicyAsync("site", """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":["s3:GetObject","s3:ListBucket"],"Resource":["arn:aws:s3:::site","arn:aws:s3:::site/*"]}]}""");
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Machine.Chromium, Args = ["--no-sandbox"] });
        var page = await browser.NewPageAsync();
        page.SetDefaultTimeout(LongestWaitMs);
        var home = $"http://site.s3-website.us-east-1.localhost:{server.Port}/";
        await page.GotoAsync(home);
        await Assertions.Expect(page.Locator("#title")).ToHaveTextAsync("Home sweet home");
        await Assertions.Expect(page.Locator("#title")).ToHaveCSSAsync("color", "rgb(1, 2, 3)");
        await page.ClickAsync("a");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Below");
        Assert.Equal(404, (await page.GotoAsync(home + "none"))!.Status);
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Lost");
    }

    [ChromiumFact]
    public async Task A_page_sends_a_file_by_a_signed_form()
    {
        using var server = await RunningServer.StartAsync(":memory:");
        using var client = server.Client();
        await client.PutBucketAsync("forms");
        await client.PutObjectAsync(new PutObjectRequest { BucketName = "forms", Key = "done.html", ContentType = "text/html", ContentBody = "<h1>Thanks</h1>" });
        var signed = await client.CreatePresignedPostAsync(new CreatePresignedPostRequest
        {
            BucketName = "forms", Key = "up/${filename}", Expires = DateTime.UtcNow.AddMinutes(10),
            Fields = new Dictionary<string, string> { ["success_action_status"] = "201" },
            Conditions = [new ContentLengthRangeCondition(1, 1000)],
        });
        var fields = string.Concat(signed.Fields.Select(f => $"<input type=hidden name=\"{f.Key}\" value=\"{System.Net.WebUtility.HtmlEncode(f.Value)}\">"));
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Machine.Chromium, Args = ["--no-sandbox"] });
        var page = await browser.NewPageAsync();
        page.SetDefaultTimeout(LongestWaitMs);
        // The page stands on this machine's own host, as a developer's does.
        await page.RouteAsync("**/page.html", route => route.FulfillAsync(new RouteFulfillOptions
        {
            ContentType = "text/html", Body = $"<form method=post enctype=multipart/form-data action=\"{signed.Url}\">{fields}<input type=file name=file><button>Send</button></form>",
        }));
        await page.GotoAsync($"http://localhost:{server.Port}/page.html");
        await page.SetInputFilesAsync("[name=file]", new FilePayload { Name = "a b.txt", MimeType = "text/plain", Buffer = "posted"u8.ToArray() });
        var answer = await page.RunAndWaitForResponseAsync(() => page.ClickAsync("button"), r => r.Request.Method == "POST");
        Assert.Equal(201, answer.Status);
        using var found = await client.GetObjectAsync("forms", "up/a b.txt");
        using var text = new StreamReader(found.ResponseStream);
        Assert.Equal("posted", await text.ReadToEndAsync());
    }
}
