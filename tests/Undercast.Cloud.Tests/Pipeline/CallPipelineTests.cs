using Microsoft.Extensions.DependencyInjection;
using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cloud.Tests.Pipeline;

public sealed class CallPipelineTests
{
    private static readonly Principal User = new(PrincipalKind.User, "111122223333", "arn:aws:iam::111122223333:user/ann", "AIDAEXAMPLE");

    [Fact]
    public async Task A_call_is_authorised_throttled_invoked_and_recorded_in_that_order()
    {
        var world = new World();
        Assert.Equal("out:in", await world.CallAsync(Principal.Root("000000000000")));
        Assert.Equal(["authorise fake:Do arn:fake", "throttle", "invoke", "record Succeeded"], world.Steps);
    }

    [Fact]
    public async Task What_is_refused_early_goes_no_further_and_is_recorded()
    {
        var world = new World { Refuse = new CommonException(CommonError.AccessDenied, "no") };
        await Assert.ThrowsAsync<CommonException>(() => world.CallAsync(User).AsTask());
        Assert.Equal(["authorise fake:Do arn:fake", "record Denied"], world.Steps);
    }

    [Fact]
    public async Task Audit_lets_through_and_records_what_would_have_been_denied()
    {
        var world = new World(new CloudOptions { Auth = AuthMode.Audit }) { Refuse = new CommonException(CommonError.AccessDenied, "no") };
        await world.CallAsync(User);
        Assert.Equal(["authorise fake:Do arn:fake", "throttle", "invoke", "record Succeeded, would be denied"], world.Steps);
    }

    [Fact]
    public async Task An_exception_reaches_the_caller_as_it_is()
    {
        var world = new World { Break = new InvalidOperationException("x") };
        await Assert.ThrowsAsync<InvalidOperationException>(() => world.CallAsync(User).AsTask());
        Assert.Equal("record Failed", world.Steps[^1]);
    }

    [Fact]
    public async Task Only_root_and_services_may_do_anything()
    {
        var authorizer = new RootOnlyAuthorizer();
        var operation = World.Operation;
        Permission[] permissions = [new("fake:Do", "arn:fake")];
        foreach (var principal in new[] { Principal.Root("000000000000"), Principal.Service("events.amazonaws.com", "000000000000") })
            await authorizer.AuthorizeAsync(operation, permissions, "in", Context(principal));
        var denied = await Assert.ThrowsAsync<CommonException>(() => authorizer.AuthorizeAsync(operation, permissions, "in", Context(User)).AsTask());
        Assert.Equal(
            "User: arn:aws:iam::111122223333:user/ann is not authorized to perform: fake:Do on resource: arn:fake because no identity-based policy allows the fake:Do action",
            denied.Message);
        var missing = await Assert.ThrowsAsync<CommonException>(() => authorizer.AuthorizeAsync(operation, permissions, "in", Context(Principal.Anonymous)).AsTask());
        Assert.Equal(CommonError.MissingAuthenticationToken, missing.Kind);
    }

    [Fact]
    public async Task A_call_from_inside_takes_the_same_way()
    {
        var world = new World();
        var calls = world.Services.GetRequiredService<ICloudCalls>();
        Assert.Equal("out:x", await calls.CallAsync(Principal.Service("stacks.amazonaws.com", "111122223333"), "eu-west-1", "fake", "Do", "x"));
        Assert.Equal("record Succeeded", world.Steps[^1]);
        Assert.Equal(CommonError.NotSupported, (await Assert.ThrowsAsync<CommonException>(() => calls.CallAsync(User, "eu-west-1", "fake", "Undo", "x").AsTask())).Kind);
        Assert.Equal(CommonError.NotSupported, (await Assert.ThrowsAsync<CommonException>(() => calls.CallAsync(User, "eu-west-1", "none", "Do", "x").AsTask())).Kind);
    }

    [Fact]
    public void The_ledger_is_bounded_and_says_what_was_used()
    {
        var ledger = new CallLedger();
        for (var i = 0; i < 5000; i++)
            ledger.Record(new CallRecord(World.Operation, Context(User), [new Permission("fake:Do", $"arn:{i}")], CallOutcome.Succeeded, null, TimeSpan.Zero, false));
        Assert.Equal(2048, ledger.Latest().Count);
        Assert.Equal(4096, ledger.UsedBy(User.Arn, out var complete).Count);
        Assert.False(complete);
        ledger.Clear();
        Assert.Empty(ledger.Latest());
    }

    [Fact]
    public void Two_modules_cannot_serve_one_api() =>
        Assert.Throws<InvalidOperationException>(() => new ServiceTable([new FakeModule(), new FakeModule()], new ServiceCollection().BuildServiceProvider()));

    private static CallContext Context(Principal caller) => new() { RequestId = "r", Caller = caller, Region = "us-east-1", Now = DateTimeOffset.UnixEpoch };

    private sealed class FakeModule : IServiceModule
    {
        public string Name => "fake";

        public IReadOnlyList<ApiDescriptor> Apis { get; } = [new ApiDescriptor
        {
            Api = new AwsApiAttribute("fake", "1") { ServiceId = "Fake", Wires = [Wire.AwsJson10] },
            Operations = new Dictionary<string, OperationDescriptor> { ["Do"] = World.Operation },
        }];

        public void Register(IServiceCollection services) { }

        public Type ServiceFor(ApiDescriptor api) => typeof(World);
    }

    private sealed class NoCodec : ShapeCodec
    {
        public override StructSchema Schema { get; } = new("None");
    }

    private sealed class World : IAuthorizer, IThrottle, ICallRecorder
    {
        public World(CloudOptions? options = null)
        {
            var services = new ServiceCollection();
            services.AddSingleton(this);
            services.AddSingleton<IAuthorizer>(this);
            services.AddSingleton<IThrottle>(this);
            services.AddSingleton<ICallRecorder>(this);
            var module = new FakeModule();
            typeof(OperationDescriptor).GetProperty("Api")!.SetValue(Operation, module.Apis[0]);
            services.AddCloud(options ?? new CloudOptions(), [module]);
            Services = services.BuildServiceProvider();
        }

        [ThreadStatic]
        private static OperationDescriptor? _operation;

        public static OperationDescriptor Operation => _operation ??= new()
        {
            Name = "Do",
            Input = new NoCodec(),
            Permissions = (_, _) => [new Permission("fake:Do", "arn:fake")],
            Invoke = (service, input, _) => ((World)service).Do(input),
        };

        public ServiceProvider Services { get; }
        public List<string> Steps { get; } = [];
        public CommonException? Refuse { get; init; }
        public Exception? Break { get; init; }

        public ValueTask<object?> CallAsync(Principal caller)
        {
            var table = Services.GetRequiredService<ServiceTable>();
            return Services.GetRequiredService<CallPipeline>().CallAsync(table.Find("fake")!.Operations["Do"], "in", Context(caller));
        }

        public ValueTask AuthorizeAsync(OperationDescriptor operation, IReadOnlyList<Permission> permissions, object input, CallContext call)
        {
            Steps.Add($"authorise {permissions[0].Action} {permissions[0].Resource}");
            return Refuse is null ? default : throw Refuse;
        }

        public ValueTask EnterAsync(OperationDescriptor operation, CallContext call)
        {
            Steps.Add("throttle");
            return default;
        }

        public void Record(in CallRecord record) => Steps.Add($"record {record.Outcome}{(record.WouldBeDenied ? ", would be denied" : "")}");

        private ValueTask<object?> Do(object input)
        {
            Steps.Add("invoke");
            return Break is null ? new ValueTask<object?>($"out:{input}") : throw Break;
        }
    }
}
