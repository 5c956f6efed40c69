using System.Text.Json;
using Microsoft.Playwright;

namespace Undercast.Scenarios;

/// <summary>The to-do sample as people use it: the whole application, a real browser.</summary>
public sealed class TodoTests
{
    private const float LongestWaitMs = 60_000;

    static TodoTests() => Assertions.SetDefaultExpectTimeout(LongestWaitMs);

    [BrowserFact]
    public async Task Two_people_use_the_page()
    {
        using var app = await UpRun.StartAsync(Path.Combine(UpRun.Root, "samples/todo"), "--data", ":memory:", "--port", "0");
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Machine.Chromium, Args = ["--no-sandbox"] });
        var picture = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.svg");
        await File.WriteAllTextAsync(picture, """<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"><rect width="8" height="8" fill="red"/></svg>""");
        try
        {
            var ann = await SignUpAsync(app, browser, "ann");
            await ann.FillAsync("[name=title]", "Buy milk");
            await ann.ClickAsync("#add button");
            await Assertions.Expect(ann.Locator("#todos li")).ToHaveCountAsync(1);
            await ann.FillAsync("[name=title]", "Paint the fence");
            await ann.SetInputFilesAsync("[name=picture]", picture);
            await ann.ClickAsync("#add button");
            await Assertions.Expect(ann.Locator("#todos li img[src^=blob]")).ToHaveCountAsync(1);
            await ann.ClickAsync("#todos li:first-child input");
            await Assertions.Expect(ann.Locator("#todos li.done")).ToHaveCountAsync(1);

            await ann.ReloadAsync();
            await Assertions.Expect(ann.Locator("#todos li")).ToHaveCountAsync(2);
            await Assertions.Expect(ann.Locator("#todos li.done .title")).ToHaveTextAsync("Buy milk");
            await Assertions.Expect(ann.Locator("#todos li img[src^=blob]")).ToHaveCountAsync(1);

            var ben = await SignUpAsync(app, browser, "ben");
            await Assertions.Expect(ben.Locator("#todos li")).ToHaveCountAsync(0);

            await ann.ClickAsync("#sign-out");
            await Assertions.Expect(ann.Locator("#sign-in")).ToBeVisibleAsync();
            await Assertions.Expect(ann.Locator("#list")).ToBeHiddenAsync();
        }
        finally
        {
            File.Delete(picture);
        }
    }

    private static async Task<IPage> SignUpAsync(UpRun app, IBrowser browser, string name)
    {
        var context = await browser.NewContextAsync(new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = 390, Height = 780 } });
        context.SetDefaultTimeout(LongestWaitMs);
        var page = await context.NewPageAsync();
        await page.GotoAsync(app.Output("SiteUrl"));
        await page.ClickAsync("#sign-switch");
        await page.FillAsync("[name=email]", $"{name}@example.com");
        await page.FillAsync("[name=password]", "correct-horse-1");
        await page.ClickAsync("#sign-button");
        await Assertions.Expect(page.Locator("[name=code]")).ToBeVisibleAsync();
        await page.FillAsync("[name=code]", await CodeAsync(app, $"{name}@example.com"));
        await page.ClickAsync("#sign-button");
        await Assertions.Expect(page.Locator("#list")).ToBeVisibleAsync();
        return page;
    }

    /// <summary>The code that Cognito would have mailed.</summary>
    private static async Task<string> CodeAsync(UpRun app, string to)
    {
        using var http = new HttpClient();
        using var messages = JsonDocument.Parse(await http.GetStringAsync($"{app.Output("cloud")}/_undercast/cognito/messages"));
        var list = messages.RootElement.ValueKind == JsonValueKind.Array ? messages.RootElement : messages.RootElement.EnumerateObject().First().Value;
        var message = list.EnumerateArray().First(m => m.EnumerateObject().Any(p => p.Value.ValueKind == JsonValueKind.String && p.Value.GetString() == to));
        return message.EnumerateObject().First(p => p.Name.Equals("code", StringComparison.OrdinalIgnoreCase)).Value.GetString()!;
    }
}
