using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Undercast.Cloud;

namespace Undercast.Cognito.Tests;

/// <summary>A pool with a domain, a client that signs people in through it, and a browser.</summary>
public abstract class HostedFixture : Fixture
{
    private protected const string Callback = "https://app.example.com/callback";
    private protected const string Prefix = "people";
    private protected static readonly string Verifier43 = Base64Url.EncodeToString(SHA256.HashData("verifier"u8));
    private protected static readonly string Challenge43 = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier43)));

    private protected HostedFixture()
    {
        var (keys, triggers, grants) = (new PoolKeys(Store), new TriggerCalls(Functions), new Grants(Store));
        var issuer = new TokenIssuer(Store, keys, triggers);
        Planes = [];
        Web = new Web(Planes);
        Pages = new SignInPages(Store, Service, grants, issuer, Calls);
        var endpoint = new TokenEndpoint(Store, grants, issuer, Verifier, keys, triggers);
        Planes.Add(new WellKnown(Store, keys));
        Planes.Add(new HostedPlane(Store, grants, endpoint, Pages, new FederationPages(Store, Service, grants, Pages, keys, new ExternalHttp(Time, Web)), new CloudOptions(), Time, NullLogger<HostedPlane>.Instance));
        Browser = new Browser(Web);
    }

    private protected List<IDataPlane> Planes { get; }
    private protected SignInPages Pages { get; }
    private protected Web Web { get; }
    private protected Browser Browser { get; }
    private protected FakeCalls Calls { get; } = new();
    private protected string Site { get; set; } = $"http://{Prefix}.auth.us-east-1.localhost:4566";

    private protected async Task<(string Pool, UserPoolClientType Client)> HostedAsync(
        Func<CreateUserPoolInput, CreateUserPoolInput>? with = null, Func<CreateUserPoolClientInput, CreateUserPoolClientInput>? client = null, string prefix = Prefix)
    {
        var pool = (await PoolAsync(with)).Id!;
        await Service.CreateUserPoolDomain(new CreateUserPoolDomainInput { Domain = prefix, UserPoolId = pool }, Call);
        return (pool, await HostedClientAsync(pool, client));
    }

    private protected Task<UserPoolClientType> HostedClientAsync(string pool, Func<CreateUserPoolClientInput, CreateUserPoolClientInput>? with = null) => ClientAsync(pool, i => (with ?? (c => c))(i with
    {
        ClientName = "Notes", ExplicitAuthFlows = null, CallbackURLs = [Callback, "http://localhost:3000/back"], LogoutURLs = ["https://app.example.com/bye"], AllowedOAuthFlowsUserPoolClient = true,
        AllowedOAuthFlows = ["code", "implicit"], AllowedOAuthScopes = ["openid", "email", "profile", OAuthRules.UserAdmin],
    }));

    private protected async Task<string> UserAsync(string pool, string username = "ann", params AttributeType[] more)
    {
        await Service.AdminCreateUser(
            new AdminCreateUserInput
            {
                UserPoolId = pool, Username = username, MessageAction = "SUPPRESS",
                UserAttributes = [new() { Name = "email", Value = username.Contains('@') ? username : $"{username}@example.com" }, new() { Name = "email_verified", Value = "true" }, .. more],
            },
            Call);
        await Service.AdminSetUserPassword(new AdminSetUserPasswordInput { UserPoolId = pool, Username = username, Password = Password, Permanent = true }, Call);
        return username;
    }

    private protected string Url(string path, UserPoolClientType client, params (string Name, string? Value)[] more)
    {
        var query = new Dictionary<string, string?>
        {
            ["client_id"] = client.ClientId, ["redirect_uri"] = Callback, ["response_type"] = "code", ["scope"] = "openid email", ["state"] = "st&te", ["code_challenge"] = Challenge43, ["code_challenge_method"] = "S256",
        };
        foreach (var (name, value) in more) query[name] = value;
        return $"{Site}{path}?{Visit.Encode([.. query.Select(q => (q.Key, q.Value))])}";
    }

    private protected Task<Answer> AuthorizeAsync(UserPoolClientType client, params (string Name, string? Value)[] more) => Browser.GetAsync(Url("/oauth2/authorize", client, more));

    private protected async Task<Answer> LoginAsync(Answer page, string username = "ann", string password = Password) =>
        await Browser.PostAsync(page, new Dictionary<string, string> { ["username"] = username, ["password"] = password });

    /// <summary>A code by the pages.</summary>
    private protected async Task<string> HostedCodeAsync(UserPoolClientType client, params (string Name, string? Value)[] more)
    {
        var page = await AuthorizeAsync(client, more);
        var done = page.Status is 302 or 303 ? page : await LoginAsync(page);
        return done.Sent("code") ?? throw new InvalidOperationException($"No code: {done.Status} {done.Location} {done.Alert}");
    }

    private protected Task<Answer> TokenAsync(IReadOnlyDictionary<string, string> form, params (string, string)[] headers) => Web.SendAsync("POST", new Uri(Site + "/oauth2/token"), form, headers);

    private protected static Dictionary<string, string> ForCode(UserPoolClientType client, string code) => new()
    {
        ["grant_type"] = "authorization_code", ["client_id"] = client.ClientId!, ["code"] = code, ["redirect_uri"] = Callback, ["code_verifier"] = Verifier43,
    };

    private protected static (string, string) Basic(UserPoolClientType client, string? secret = null) =>
        ("Authorization", "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{client.ClientId}:{secret ?? client.ClientSecret}")));
}

/// <summary>Operations by name.</summary>
internal sealed class FakeCalls : ICloudCalls
{
    public Dictionary<string, Func<System.Text.Json.Nodes.JsonObject, string>> Operations { get; } = [];

    public ValueTask<object?> CallAsync(Kernel.Principal caller, string region, string api, string operation, object input, CancellationToken ct = default) => throw new NotSupportedException();

    public ValueTask<ReadOnlyMemory<byte>> CallDocumentAsync(Kernel.Principal caller, string region, string api, string operation, ReadOnlyMemory<byte> document, CancellationToken ct = default) =>
        new(Encoding.UTF8.GetBytes(Operations[operation]((System.Text.Json.Nodes.JsonObject)System.Text.Json.Nodes.JsonNode.Parse(document.Span)!)));
}
