using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Playwright;

namespace Undercast.Scenarios;

/// <summary>An application in a browser signs people in by the hosted pages, through a standard OpenID Connect library (oidc-client-ts).</summary>
public sealed class HostedSignInTests
{
    private const float LongestWaitMs = 60_000;
    private const string Password = "Corr3ct-horse!";

    private const string Template = """
        AWSTemplateFormatVersion: '2010-09-09'
        Resources:
          Pool:
            Type: AWS::Cognito::UserPool
            Properties: {AutoVerifiedAttributes: [email], UsernameAttributes: [email], UsernameConfiguration: {CaseSensitive: false}}
          Domain:
            Type: AWS::Cognito::UserPoolDomain
            Properties: {UserPoolId: !Ref Pool, Domain: notes}
          Api:
            Type: AWS::Cognito::UserPoolResourceServer
            Properties: {UserPoolId: !Ref Pool, Identifier: notes-api, Name: Notes, Scopes: [{ScopeName: read, ScopeDescription: Read notes}]}
          Client:
            Type: AWS::Cognito::UserPoolClient
            DependsOn: Api
            Properties:
              UserPoolId: !Ref Pool
              ClientName: Notes
              AllowedOAuthFlowsUserPoolClient: true
              AllowedOAuthFlows: [code]
              AllowedOAuthScopes: [openid, email, notes-api/read]
              CallbackURLs: ['HOME']
              LogoutURLs: ['HOME']
          Style:
            Type: AWS::Cognito::UserPoolUICustomizationAttachment
            DependsOn: Domain
            Properties: {UserPoolId: !Ref Pool, ClientId: !Ref Client, CSS: '.submitButton-customizable { background-color: rgb(10, 90, 60); }'}
        Outputs:
          Pool: {Value: !Ref Pool}
          ClientId: {Value: !Ref Client}
          Issuer: {Value: !GetAtt Pool.ProviderURL}
        """;

    private const string App = """
        <!doctype html><title>Notes</title><h1 id="who">…</h1><button id="in">Sign in</button><button id="out">Sign out</button>
        <script src="/oidc.js"></script>
        <script type="module">
          const { metadata, clientId } = await (await fetch("/settings.json")).json();
          const manager = new oidc.UserManager({
            authority: metadata.issuer, metadata, client_id: clientId, redirect_uri: location.origin + "/", response_type: "code", scope: "openid email notes-api/read", loadUserInfo: true,
          });
          const show = user => document.querySelector("#who").textContent = user ? `${user.profile.email} ${user.scope ?? ""}` : "nobody";
          document.querySelector("#in").onclick = () => manager.signinRedirect();
          document.querySelector("#out").onclick = async () => {
            await manager.removeUser();
            location = `${metadata.end_session_endpoint}?client_id=${clientId}&logout_uri=${encodeURIComponent(location.origin + "/")}`;
          };
          const asked = new URLSearchParams(location.search);
          if (asked.has("code") || asked.has("error")) {
            show(await manager.signinCallback().catch(e => ({ profile: { email: e.message } })));
            history.replaceState(null, "", "/");
          } else show(await manager.getUser());
        </script>
        """;

    static HostedSignInTests() => Assertions.SetDefaultExpectTimeout(LongestWaitMs);

    [BrowserLibraryFact]
    public async Task An_application_signs_people_in_by_the_hosted_pages()
    {
        var library = Path.Combine(Machine.Packages, "oidc-client-ts/dist/browser/oidc-client-ts.min.js");
        Func<object> settings = static () => new { };
        await using var site = WebApplication.CreateSlimBuilder().Build();
        site.Urls.Add("http://127.0.0.1:0");
        site.MapGet("/", static () => Results.Content(App, "text/html; charset=utf-8"));
        site.MapGet("/oidc.js", () => Results.File(library, "text/javascript"));
        site.MapGet("/settings.json", () => Results.Json(settings()));
        await site.StartAsync();
        var home = $"http://localhost:{new Uri(site.Urls.First()).Port}/";

        using var folder = new Folder();
        await File.WriteAllTextAsync(Path.Combine(folder.Name, "template.yaml"), Template.Replace("HOME", home, StringComparison.Ordinal));
        using var up = await UpRun.StartAsync(folder.Name, "--data", ":memory:", "--port", "0");
        var cloud = up.Output("cloud");
        var metadata = await MetadataAsync(cloud, up.Output("Pool"));
        settings = () => new { metadata, clientId = up.Output("ClientId") };

        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Machine.Chromium, Args = ["--no-sandbox"] });
        var context = await browser.NewContextAsync(new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = 390, Height = 844 } });
        context.SetDefaultTimeout(LongestWaitMs);
        var page = await context.NewPageAsync();
        var findings = new List<string>();
        page.Console += (_, message) =>
        {
            if (message.Type == "error" && message.Text.Contains("Content Security Policy", StringComparison.Ordinal)) findings.Add(message.Text);
        };

        await page.GotoAsync(home);
        await Assertions.Expect(page.Locator("#who")).ToHaveTextAsync("nobody");
        await page.ClickAsync("#in");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Sign in");
        await PictureAsync(page, "login");
        await page.GetByRole(AriaRole.Link, new() { Name = "Create an account" }).ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Create an account");
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Create account" })).ToHaveCSSAsync("background-color", "rgb(10, 90, 60)");
        // By the keyboard alone: the first field has the focus.
        await page.Keyboard.TypeAsync("ann@example.com");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync(Password);
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync(Password);
        await PictureAsync(page, "signup");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Confirm your account");
        await page.GetByLabel("Code").FillAsync("000000");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("That code is not right");
        await PictureAsync(page, "confirm");
        await page.GetByLabel("Code").FillAsync(await CodeAsync(cloud, up.Output("Pool")));
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#who")).ToHaveTextAsync("ann@example.com openid email notes-api/read");

        await page.ClickAsync("#out");
        await Assertions.Expect(page.Locator("#who")).ToHaveTextAsync("nobody");
        await page.ClickAsync("#in");
        await page.GetByLabel("Email").FillAsync("Ann@example.com");
        await page.GetByLabel("Password").FillAsync("wrong");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToHaveTextAsync("Incorrect username or password.");
        await page.GetByRole(AriaRole.Link, new() { Name = "Forgot your password?" }).ClickAsync();
        await page.GetByLabel("Email").FillAsync("ann@example.com");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Set a new password");
        await PictureAsync(page, "reset");
        await page.GetByLabel("Code").FillAsync(await CodeAsync(cloud, up.Output("Pool")));
        await page.GetByLabel("New password", new() { Exact = true }).FillAsync(Password + "2");
        await page.GetByLabel("New password again").FillAsync(Password + "2");
        await page.Keyboard.PressAsync("Enter");
        await page.GetByLabel("Email").FillAsync("ann@example.com");
        await page.GetByLabel("Password").FillAsync(Password + "2");
        await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = ColorScheme.Dark });
        await PictureAsync(page, "dark");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#who")).ToContainTextAsync("ann@example.com");
        // The session of the pages spares the next sign-in.
        await page.EvaluateAsync("sessionStorage.clear()");
        await page.GotoAsync(home);
        await page.ClickAsync("#in");
        await Assertions.Expect(page.Locator("#who")).ToContainTextAsync("ann@example.com");
        Assert.Empty(findings);
    }

    private static async Task<Dictionary<string, string>> MetadataAsync(string cloud, string pool)
    {
        using var http = new HttpClient();
        using var found = JsonDocument.Parse(await http.GetStringAsync($"{cloud}/{pool}/.well-known/openid-configuration"));
        // In a browser names below localhost resolve, so the pages stand on a host of their own, as on AWS.
        var site = $"http://notes.auth.us-east-1.localhost:{new Uri(cloud).Port}";
        return found.RootElement.EnumerateObject().Where(p => p.Value.ValueKind == JsonValueKind.String)
            .ToDictionary(p => p.Name, p => p.Value.GetString()!.Replace($"{cloud}/_aws/auth/us-east-1/notes", site, StringComparison.Ordinal));
    }

    private static async Task<string> CodeAsync(string cloud, string pool)
    {
        using var http = new HttpClient();
        using var messages = JsonDocument.Parse(await http.GetStringAsync($"{cloud}/_undercast/cognito/messages?poolId={pool}"));
        return messages.RootElement.GetProperty("messages")[0].GetProperty("code").GetString()!;
    }

    /// <summary>Pictures for people who work on the pages, where they ask for them.</summary>
    private static async Task PictureAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("UNDERCAST_PICTURES") is { Length: > 0 } folder) await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, $"{name}.png"), FullPage = true });
    }
}
