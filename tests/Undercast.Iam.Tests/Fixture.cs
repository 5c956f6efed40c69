using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Undercast.Cloud;
using Undercast.Iam.Sts;
using Undercast.Kernel;
using Undercast.Protocol;
using Undercast.Storage;

namespace Undercast.Iam.Tests;

/// <summary>The service over a store in memory and a clock of the test's own, called through its contract's permissions. A new one for each test.</summary>
public abstract class Fixture : IAsyncLifetime
{
    private protected const string Account = "000000000000";
    private protected const string Trust = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"},"Action":"sts:AssumeRole"}]}""";
    private protected const string AllowAll = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}""";

    private protected Fixture()
    {
        Store = new MemoryStore(Time);
        Directory = new PrincipalDirectory(Store);
        Authorizer = new PolicyAuthorizer(new CloudOptions(), Directory, [new IamFacts(Store), new StsFacts(Store)], new CallLedger());
        var issuer = new SessionIssuer(Store);
        Uses = new LastUses(new CallLedger(), Store, NullLogger<LastUses>.Instance);
        Iam = new IamService(Store, Authorizer, Uses, [new IamModule()]);
        Pools = new PoolTokens();
        Keys = new PublishedKeys(Time);
        var services = new ServiceCollection().AddSingleton<IUserPoolTokens>(Pools).BuildServiceProvider();
        Sts = new StsService(Store, issuer, new CloudOptions(), Authorizer, new WebIdentities(Store, Keys, services));
        Sessions = new RoleSessions(Store, new CloudOptions(), Authorizer, issuer, Time);
    }

    private protected ManualTime Time { get; } = new();
    private protected LastUses Uses { get; }
    private protected PoolTokens Pools { get; }
    private protected PublishedKeys Keys { get; }
    private protected MemoryStore Store { get; }
    private protected PrincipalDirectory Directory { get; }
    private protected PolicyAuthorizer Authorizer { get; }
    private protected IamService Iam { get; }
    private protected StsService Sts { get; }
    private protected RoleSessions Sessions { get; }
    private protected CallContext Call => As(Principal.Root(Account));

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await Store.DisposeAsync();

    private protected CallContext As(Principal caller) => new()
    {
        RequestId = CallContext.NewRequestId(),
        Caller = caller,
        Region = "us-east-1",
        Now = Time.GetUtcNow(),
    };

    private protected static string Policy(string action, string resource = "*", string effect = "Allow") =>
        $$"""{"Version":"2012-10-17","Statement":[{"Effect":"{{effect}}","Action":"{{action}}","Resource":"{{resource}}"}]}""";

    private protected static string TrustIn(string principal, string condition = "{}") =>
        $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{{principal}},"Action":["sts:AssumeRole","sts:TagSession","sts:SetSourceIdentity","sts:AssumeRoleWithWebIdentity"],"Condition":{{condition}}}]}""";

    private protected async Task<User> UserAsync(string name = "ann", string path = "/") => (await Iam.CreateUser(new CreateUserInput { UserName = name, Path = path }, Call)).User!;

    private protected async Task<Role> RoleAsync(string name = "r", string? trust = null, string path = "/", int? longest = null) =>
        (await Iam.CreateRole(new CreateRoleInput { RoleName = name, AssumeRolePolicyDocument = trust ?? Trust, Path = path, MaxSessionDuration = longest }, Call)).Role;

    private protected async Task<string> ManagedAsync(string name = "p", string? document = null) =>
        (await Iam.CreatePolicy(new CreatePolicyInput { PolicyName = name, PolicyDocument = document ?? AllowAll }, Call)).Policy!.Arn!;

    /// <summary>A user with a key and an inline policy, as the pipeline sees it.</summary>
    private protected async Task<Principal> CallerAsync(string name, string? policy)
    {
        await UserAsync(name);
        if (policy is not null) await Iam.PutUserPolicy(new PutUserPolicyInput { UserName = name, PolicyName = "p", PolicyDocument = policy }, Call);
        var key = (await Iam.CreateAccessKey(new CreateAccessKeyInput { UserName = name }, Call)).AccessKey;
        return (await Directory.FindAsync(key.AccessKeyId, null, default))!.Principal with { AccessKeyId = key.AccessKeyId };
    }

    /// <summary>What the pipeline does: the contract's permissions first, then the operation.</summary>
    private protected async Task<TOutput> ThroughAsync<TOutput>(ApiDescriptor api, string operation, object input, CallContext call)
    {
        var descriptor = api.Operations[operation];
        await Authorizer.AuthorizeAsync(descriptor, descriptor.Permissions(input, call), input, call);
        return (TOutput)(await descriptor.Invoke(api == StsApi.Descriptor ? Sts : Iam, input, call))!;
    }

    private protected async Task<(Principal Principal, Credentials Credentials)> AssumeAsync(CallContext call, AssumeRoleInput input)
    {
        var output = await ThroughAsync<AssumeRoleOutput>(StsApi.Descriptor, "AssumeRole", input, call);
        var credential = await Directory.FindAsync(output.Credentials!.AccessKeyId, output.Credentials.SessionToken, default);
        return (credential!.Principal, output.Credentials);
    }

    private protected static async Task<string> RefusedAsync<TError>(Func<Task> act)
        where TError : AwsException => (await Assert.ThrowsAsync<TError>(act)).Message;

    private protected static async Task<string> DeniedAsync(Func<Task> act, CommonError kind = CommonError.AccessDenied)
    {
        var e = await Assert.ThrowsAsync<CommonException>(act);
        Assert.Equal(kind, e.Kind);
        return e.Message;
    }
}

/// <summary>User pools whose tokens are told by heart.</summary>
internal sealed class PoolTokens : IUserPoolTokens
{
    public Dictionary<(string Pool, string Token), JsonElement> Known { get; } = [];

    public ValueTask<JsonElement?> VerifyAsync(string userPoolId, string token, CancellationToken ct) => new(Known.TryGetValue((userPoolId, token), out var claims) ? claims : null);
}

/// <summary>Issuers that answer without a network.</summary>
internal sealed class PublishedKeys(TimeProvider time) : IssuerKeys(time)
{
    public Dictionary<string, IReadOnlyList<JsonElement>> Published { get; } = [];

    public int Fetches { get; private set; }

    protected override ValueTask<IReadOnlyList<JsonElement>?> FetchAsync(OidcRecord provider, CancellationToken ct)
    {
        Fetches++;
        return new ValueTask<IReadOnlyList<JsonElement>?>(Published.GetValueOrDefault(provider.Url));
    }
}
