using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Undercast.Cloud;
using Undercast.Iam;
using Undercast.Kernel;
using Undercast.Sqs;
using Undercast.Ssm;
using Undercast.Storage;

namespace Undercast.CloudFormation.Tests;

/// <summary>Operations on stack sets outlive their process, wherever in their places it ends: after every call, and before the row that would have noted it.</summary>
public sealed class KilledStackSetTests : IAsyncDisposable
{
    private const string Account = "000000000000";
    private const string Other = "111111111111";

    private const string Queue = """
        Parameters: {Delay: {Type: Number, Default: 1}}
        Resources: {Queue: {Type: AWS::SQS::Queue, Properties: {DelaySeconds: !Ref Delay}}}
        """;

    private static readonly string[] Regions = ["us-east-1", "eu-west-1"];
    private readonly MemoryStore _store = new();
    private readonly HashSet<string> _seen = [];
    private bool _ends;
    private ServiceProvider _provider;

    public KilledStackSetTests() => _provider = Start();

    private static CallContext Call => new() { RequestId = CallContext.NewRequestId(), Caller = Principal.Root(Account), Region = "us-east-1", Now = DateTimeOffset.UtcNow };

    private CloudFormationService Service => _provider.GetRequiredService<CloudFormationService>();

    private ICloudCalls Cloud => _provider.GetRequiredService<ICloudCalls>();

    public ValueTask DisposeAsync() => _provider.DisposeAsync();

    [Fact]
    public async Task Stacks_of_a_set_are_made_changed_and_removed_once_however_often_the_process_ends()
    {
        await RolesAsync();
        await Service.CreateStackSet(new CreateStackSetInput { StackSetName = "all", TemplateBody = Queue }, Call);
        await EndedOftenAsync(async () => (await Service.CreateStackInstances(new CreateStackInstancesInput { StackSetName = "all", Accounts = [Account, Other], Regions = Regions }, Call)).OperationId!, 4);
        Assert.Equal(4, (await QueuesAsync()).Count);
        Assert.Equal(4, await StacksAsync("CREATE_COMPLETE"));

        await EndedOftenAsync(
            async () => (await Service.UpdateStackSet(
                new UpdateStackSetInput { StackSetName = "all", UsePreviousTemplate = true, Parameters = [new Parameter { ParameterKey = "Delay", ParameterValue = "3" }] }, Call)).OperationId!,
            4);
        Assert.Equal(["3", "3", "3", "3"], await QueuesAsync());
        Assert.Equal(4, await StacksAsync("UPDATE_COMPLETE"));

        await EndedOftenAsync(async () => (await Service.DeleteStackInstances(new DeleteStackInstancesInput { StackSetName = "all", Accounts = [Account, Other], Regions = Regions, RetainStacks = false }, Call)).OperationId!, 0);
        Assert.Empty(await QueuesAsync());
        Assert.Equal(4, await StacksAsync("DELETE_COMPLETE"));
        await Service.DeleteStackSet(new DeleteStackSetInput { StackSetName = "all" }, Call);
    }

    /// <summary>Does an operation with a process that ends after each of its calls; a new one goes on from what the store holds.</summary>
    private async Task EndedOftenAsync(Func<Task<string>> begin, int instances)
    {
        // The test does the operation's work in place of its job, so that it sees every end.
        await _store.WriteAsync(
            tx =>
            {
                CloudFormationTables.Drivers.Put(tx, StackSetJob.DriverOf(Account, "us-east-1", "all"), new DriverRecord(null, null));
                return ValueTask.CompletedTask;
            });
        var operation = await begin();
        var (key, _) = (await _store.ReadAsync(tx => StackSetTables.FindAsync(tx, Account, "us-east-1", "all")))!.Value;
        _seen.Clear();
        _ends = true;
        for (var done = false; !done;)
        {
            try
            {
                await _provider.GetRequiredService<StackSetJob>().RunAsync(key, operation, CancellationToken.None);
                done = true;
            }
            catch (StoreUnavailableException)
            {
                Assert.InRange(_seen.Count, 1, 200);
                await _provider.DisposeAsync();
                _provider = Start();
            }
        }
        _ends = false;
        // In each of four places at least the stack's operation, its resource's, and the role that does them.
        Assert.InRange(_seen.Count, 8, 200);
        var ended = (await Service.DescribeStackSetOperation(new DescribeStackSetOperationInput { StackSetName = "all", OperationId = operation }, Call)).StackSetOperation!;
        Assert.Equal("SUCCEEDED", ended.Status);
        var results = (await Service.ListStackSetOperationResults(new ListStackSetOperationResultsInput { StackSetName = "all", OperationId = operation }, Call)).Summaries!;
        Assert.Equal(["SUCCEEDED", "SUCCEEDED", "SUCCEEDED", "SUCCEEDED"], results.Select(r => r.Status));
        var places = (await Service.ListStackInstances(new ListStackInstancesInput { StackSetName = "all" }, Call)).Summaries!;
        Assert.Equal(instances, places.Count);
        Assert.All(places, p => Assert.Equal(("CURRENT", "SUCCEEDED"), (p.Status, p.StackInstanceStatus!.DetailedStatus)));
    }

    private ServiceProvider Start()
    {
        var services = new ServiceCollection();
        services.AddSingleton<IStore>(new Borrowed(_store));
        services.AddSingleton<IBlobStore>(new MemoryBlobStore());
        services.AddLogging();
        services.AddCloud(new CloudOptions(), [new CloudFormationModule(), new SqsModule(), new IamModule(), new SsmModule()]);
        var inner = services.Last(d => d.ServiceType == typeof(ICloudCalls)).ImplementationType!;
        services.AddSingleton<ICloudCalls>(p => new EndingCalls((ICloudCalls)ActivatorUtilities.CreateInstance(p, inner)) { EndsEverywhere = true, Ends = call => _ends && _seen.Add(call) });
        return services.BuildServiceProvider();
    }

    private async Task<JsonObject> SendAsync(string account, string region, string api, string operation, JsonObject input)
    {
        var answer = await Cloud.CallDocumentAsync(Principal.Root(account), region, api, operation, System.Text.Encoding.UTF8.GetBytes(input.ToJsonString()));
        return answer.IsEmpty ? [] : (JsonObject)JsonNode.Parse(answer.Span)!;
    }

    private async Task RolesAsync()
    {
        await RoleAsync(Account, "AWSCloudFormationStackSetAdministrationRole", """{"Service":"cloudformation.amazonaws.com"}""");
        foreach (var account in (string[])[Account, Other]) await RoleAsync(account, "AWSCloudFormationStackSetExecutionRole", "{\"AWS\":\"arn:aws:iam::" + Account + ":role/AWSCloudFormationStackSetAdministrationRole\"}");
    }

    private async Task RoleAsync(string account, string name, string principal)
    {
        await SendAsync(account, "us-east-1", "iam", "CreateRole", new JsonObject { ["RoleName"] = name, ["AssumeRolePolicyDocument"] = "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"sts:AssumeRole\",\"Principal\":" + principal + "}}" });
        await SendAsync(account, "us-east-1", "iam", "PutRolePolicy", new JsonObject { ["RoleName"] = name, ["PolicyName"] = "all", ["PolicyDocument"] = """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}""" });
    }

    /// <summary>The delays of every queue in every place.</summary>
    private async Task<IReadOnlyList<string>> QueuesAsync()
    {
        var delays = new List<string>();
        foreach (var account in (string[])[Account, Other])
        {
            foreach (var region in Regions)
            {
                foreach (var url in (await SendAsync(account, region, "sqs", "ListQueues", []))["QueueUrls"] as JsonArray ?? [])
                    delays.Add((string)(await SendAsync(account, region, "sqs", "GetQueueAttributes", new JsonObject { ["QueueUrl"] = (string)url!, ["AttributeNames"] = new JsonArray("All") }))["Attributes"]!["DelaySeconds"]!);
            }
        }
        return delays;
    }

    private async Task<int> StacksAsync(string status)
    {
        var all = await _store.ReadAsync(tx => CloudFormationTables.Stacks.RangeAsync(tx, CloudFormationTables.Stacks.Prefix()));
        Assert.All(all, s => Assert.Equal(status, s.Record.Status));
        return all.Count;
    }
}

/// <summary>A store that outlives the process that used it.</summary>
internal sealed class Borrowed(IStore inner) : IStore
{
    public ISignals Signals => inner.Signals;

    public bool IsShared => inner.IsShared;

    public ValueTask<T> ReadAsync<T>(Func<IReadTransaction, ValueTask<T>> body, CancellationToken ct = default) => inner.ReadAsync(body, ct);

    public ValueTask<T> WriteAsync<T>(Func<IWriteTransaction, ValueTask<T>> body, CancellationToken ct = default) => inner.WriteAsync(body, ct);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
