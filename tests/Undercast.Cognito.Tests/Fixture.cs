using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Undercast.Cognito.Identity;
using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.Cognito.Tests;

/// <summary>Both services over a store in memory and a clock of the test's own. A new one for each test.</summary>
public abstract class Fixture : IAsyncLifetime
{
    private protected const string Account = "000000000000";
    private protected const string Password = "Corr3ct-horse!";
    private protected const string FunctionArn = "arn:aws:lambda:us-east-1:000000000000:function:trigger";
    private JobRunner? _jobs;

    private protected Fixture()
    {
        Store = new MemoryStore(Time);
        var keys = new PoolKeys(Store);
        Verifier = new TokenVerifier(Store, keys, Time);
        var triggers = new TriggerCalls(Functions);
        Service = new CognitoService(Store, new TokenIssuer(Store, keys, triggers), Verifier, keys, triggers, NullLogger<CognitoService>.Instance);
        Tokens = new IdentityTokens(keys, Time);
        Identities = new IdentityService(Store, new LoginVerifier(Verifier, Tokens, Federated, new SocialLogins(new ExternalHttp(Time, Social), new Cloud.CloudOptions { StandIns = new Dictionary<string, string> { ["graph.facebook.com"] = "https://facebook.test", ["api.amazon.com"] = "https://amazon.test", ["appleid.apple.com"] = "https://apple.test" } }, Time), Time), Tokens, Roles);
    }

    private protected ManualTime Time { get; } = new();
    private protected MemoryStore Store { get; }
    private protected FakeFunctions Functions { get; } = new();
    private protected FakeRoles Roles { get; } = new();
    private protected FakeFederation Federated { get; } = new();
    private protected FakeSocial Social { get; } = new();
    private protected IdentityTokens Tokens { get; }
    private protected TokenVerifier Verifier { get; }
    private protected CognitoService Service { get; }
    private protected IdentityService Identities { get; }
    private protected CallContext Call => As(Principal.Root(Account));
    private protected CallContext Anybody => As(Principal.Anonymous);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (_jobs is not null) await _jobs.DisposeAsync();
        await Store.DisposeAsync();
    }

    private protected void RunJobs()
    {
        _jobs = new JobRunner(Store, [SweepJob.Handler(Store), PoolRemoval.Handler(Store), ImportJob.Handler(Store, Time, NullLogger.Instance)], [], new JobRunnerOptions { Node = "test" }, Time, NullLogger<JobRunner>.Instance);
        _jobs.Start();
    }

    private protected Task EventuallyAsync(Func<Task<bool>> condition) => Time.AdvanceUntilAsync(condition, TimeSpan.FromMilliseconds(100));

    // Each call a moment after the one before, so that messages stand in order.
    private protected CallContext As(Principal caller)
    {
        Time.Advance(TimeSpan.FromMilliseconds(1));
        return new() { RequestId = CallContext.NewRequestId(), Caller = caller, Region = "us-east-1", Now = Time.GetUtcNow() };
    }

    private protected async Task<UserPoolType> PoolAsync(Func<CreateUserPoolInput, CreateUserPoolInput>? with = null) =>
        (await Service.CreateUserPool((with ?? (i => i))(new CreateUserPoolInput { PoolName = "pool", AutoVerifiedAttributes = ["email"] }), Call)).UserPool!;

    private protected async Task<UserPoolClientType> ClientAsync(string pool, Func<CreateUserPoolClientInput, CreateUserPoolClientInput>? with = null) => (await Service.CreateUserPoolClient(
        (with ?? (i => i))(new CreateUserPoolClientInput { UserPoolId = pool, ClientName = "web", ExplicitAuthFlows = ["ALLOW_USER_PASSWORD_AUTH", "ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"] }), Call)).UserPoolClient!;

    private protected async Task<SignUpOutput> SignUpAsync(string client, string username = "ann", params (string Name, string Value)[] attributes) => await Service.SignUp(
        new SignUpInput
        {
            ClientId = client, Username = username, Password = Password,
            UserAttributes = [.. (attributes.Length == 0 ? [("email", $"{username}@example.com")] : attributes).Select(a => new AttributeType { Name = a.Item1, Value = a.Item2 })],
        },
        Anybody);

    private protected async Task<(string Pool, string Client)> ConfirmedAsync(string username = "ann", Func<CreateUserPoolInput, CreateUserPoolInput>? with = null)
    {
        var pool = await PoolAsync(with);
        var client = await ClientAsync(pool.Id!);
        await SignUpAsync(client.ClientId!, username);
        await Service.ConfirmSignUp(new ConfirmSignUpInput { ClientId = client.ClientId!, Username = username, ConfirmationCode = await CodeAsync(pool.Id!) }, Anybody);
        return (pool.Id!, client.ClientId!);
    }

    private protected async Task<string> CodeAsync(string pool) => (await MessagesAsync(pool))[^1].Code;

    private protected async Task<IReadOnlyList<MessageRecord>> MessagesAsync(string pool) =>
        [.. (await Store.ReadAsync(tx => CognitoTables.Messages.RangeAsync(tx, CognitoTables.Messages.Prefix(pool)))).Select(r => r.Record)];

    private protected async Task<InitiateAuthOutput> PasswordAsync(string client, string username = "ann", string password = Password) => await Service.InitiateAuth(
        new InitiateAuthInput { ClientId = client, AuthFlow = "USER_PASSWORD_AUTH", AuthParameters = new Dictionary<string, string> { ["USERNAME"] = username, ["PASSWORD"] = password } }, Anybody);

    private protected async Task<AuthenticationResultType> SignInAsync(string client, string username = "ann", string password = Password) => (await PasswordAsync(client, username, password)).AuthenticationResult!;

    private protected async Task<AuthenticationResultType> RefreshAsync(string client, string token) => (await Service.InitiateAuth(
        new InitiateAuthInput { ClientId = client, AuthFlow = "REFRESH_TOKEN_AUTH", AuthParameters = new Dictionary<string, string> { ["REFRESH_TOKEN"] = token } }, Anybody)).AuthenticationResult!;

    private protected static Dictionary<string, string> Map(params (string Name, string Value)[] pairs) => pairs.ToDictionary(p => p.Name, p => p.Value);

    private protected Task<InitiateAuthOutput> BeginAsync(string client, string flow, params (string Name, string Value)[] parameters) =>
        Service.InitiateAuth(new InitiateAuthInput { ClientId = client, AuthFlow = flow, AuthParameters = Map(parameters) }, Anybody).AsTask();

    private protected Task<RespondToAuthChallengeOutput> AnswerAsync(string client, string challenge, string? session, params (string Name, string Value)[] responses) =>
        Service.RespondToAuthChallenge(new RespondToAuthChallengeInput { ClientId = client, ChallengeName = challenge, Session = session, ChallengeResponses = Map(responses) }, Anybody).AsTask();

    /// <summary>What an authenticator app shows for a seed.</summary>
    private protected string App(string seed, int later = 0)
    {
        var bits = string.Concat(seed.Select(c => Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(c, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        var bytes = Enumerable.Range(0, bits.Length / 8).Select(i => Convert.ToByte(bits.Substring(i * 8, 8), 2)).ToArray();
        return Totp.Code(bytes, (Time.GetUtcNow().ToUnixTimeSeconds() / 30) + later);
    }

    private protected static JsonObject Claims(string token) => (JsonObject)JsonNode.Parse(System.Buffers.Text.Base64Url.DecodeFromChars(token.Split('.')[1]))!;

    private protected static async Task<string> RefusedAsync<TError>(Func<Task> act)
        where TError : Exception => (await Assert.ThrowsAsync<TError>(act)).Message;
}

/// <summary>Functions that answer what the test says.</summary>
internal sealed class FakeFunctions : IFunctionInvoker
{
    public List<JsonObject> Events { get; } = [];

    public Func<JsonObject, JsonObject> Answer { get; set; } = e => e;

    public string? Error { get; set; }

    public ValueTask<FunctionAnswer> InvokeAsync(FunctionCall call, CancellationToken ct)
    {
        var given = (JsonObject)JsonNode.Parse(call.Payload.Span)!;
        Events.Add((JsonObject)given.DeepClone());
        Assert.Equal(PrincipalKind.Service, call.Caller.Kind);
        return new ValueTask<FunctionAnswer>(Error is { } error
            ? new FunctionAnswer(Encoding.UTF8.GetBytes(new JsonObject { ["errorMessage"] = error }.ToJsonString()), "Unhandled", "$LATEST", "r")
            : new FunctionAnswer(Encoding.UTF8.GetBytes(Answer(given).ToJsonString()), null, "$LATEST", "r"));
    }
}

/// <summary>Sessions of any role but one that trusts nobody.</summary>
internal sealed class FakeRoles : IRoleSessions
{
    public List<RoleSessionRequest> Requests { get; } = [];

    public ValueTask<RoleSession> AssumeAsync(RoleSessionRequest request, CancellationToken ct)
    {
        Requests.Add(request);
        if (request.RoleArn.EndsWith("/nobody", StringComparison.Ordinal)) throw new CommonException(CommonError.AccessDenied, "Not authorized to perform sts:AssumeRoleWithWebIdentity");
        return new ValueTask<RoleSession>(new RoleSession(Principal.Anonymous, "ASIA", "secret", "token", default));
    }
}

/// <summary>Addresses that answer what the test says; all else is not there.</summary>
internal sealed class FakeSocial : HttpMessageHandler
{
    public Dictionary<string, string> Pages { get; } = new(StringComparer.Ordinal);

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => Task.FromResult(Pages.TryGetValue(request.RequestUri!.AbsoluteUri, out var page)
        ? new HttpResponseMessage(System.Net.HttpStatusCode.OK) { Content = new StringContent(page) }
        : new HttpResponseMessage(System.Net.HttpStatusCode.BadRequest) { Content = new StringContent("{\"error\":{}}") });
}

/// <summary>Providers whose tokens are "audience subject", and assertions a subject.</summary>
internal sealed class FakeFederation : IFederatedLogins
{
    public const string Oidc = "arn:aws:iam::000000000000:oidc-provider/login.example.com";
    public const string Saml = "arn:aws:iam::000000000000:saml-provider/corp";

    public ValueTask<FederatedLogin> VerifyTokenAsync(string account, string token, DateTimeOffset now, CancellationToken ct) => token.Split(' ') is [var audience, var subject]
        ? new ValueTask<FederatedLogin>(new FederatedLogin(audience == "google" ? "accounts.google.com" : Oidc, audience, subject, System.Text.Json.JsonDocument.Parse($$"""{"sub":"{{subject}}","aud":"{{audience}}","team":"red"}""").RootElement))
        : throw new CommonException(CommonError.AccessDenied, "JWT signature is invalid");

    public ValueTask<FederatedLogin> VerifyAssertionAsync(string account, string providerArn, string assertion, DateTimeOffset now, CancellationToken ct) => assertion.Contains("forged", StringComparison.Ordinal)
        ? throw new CommonException(CommonError.AccessDenied, "Response signature invalid")
        : new ValueTask<FederatedLogin>(new FederatedLogin(providerArn, "https://signin.aws.amazon.com/saml", assertion, System.Text.Json.JsonDocument.Parse("""{"department":["eng"]}""").RootElement));
}
