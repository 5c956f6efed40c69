using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Undercast.Cloud;
using Undercast.DynamoDb;
using Undercast.Ecr;
using Undercast.Iam;
using Undercast.Kernel;
using Undercast.Sqs;
using Undercast.Ssm;
using Undercast.Storage;

namespace Undercast.CloudFormation.Tests;

/// <summary>A cloud in memory with the services whose resources the templates name, and its jobs running.</summary>
public abstract class Fixture : IAsyncLifetime
{
    private protected const string Account = "000000000000";
    private ServiceProvider _provider = null!;
    private JobRunner _jobs = null!;

    private protected CloudFormationService Service => _provider.GetRequiredService<CloudFormationService>();

    private protected ControlService Control => _provider.GetRequiredService<ControlService>();

    private protected ResponseDesk Desk => _provider.GetRequiredService<ResponseDesk>();

    /// <summary>Templates that are read by their addresses.</summary>
    private protected FakeObjects Objects { get; } = new();

    /// <summary>Answers to calls of functions, by what they are asked; none means that nobody listens.</summary>
    private protected Func<JsonObject, JsonObject?> Function { get; set; } = static _ => null;

    /// <summary>Test resources that exist.</summary>
    private protected BrittleType Brittle { get; } = new();

    private protected ICloudCalls Cloud => _provider.GetRequiredService<ICloudCalls>();

    private protected CallContext Call => new()
    {
        RequestId = CallContext.NewRequestId(),
        Caller = Principal.Root(Account),
        Region = "us-east-1",
        Now = DateTimeOffset.UtcNow,
    };

    public Task InitializeAsync()
    {
        var services = new ServiceCollection();
        services.AddSingleton<IStore>(new MemoryStore());
        services.AddSingleton<IBlobStore>(new MemoryBlobStore());
        services.AddLogging();
        services.AddCloud(new CloudOptions(), [new CloudFormationModule(), new SqsModule(), new IamModule(), new DynamoDbModule(), new SsmModule(), new EcrModule()]);
        services.AddSingleton<IObjectReader>(Objects);
        services.AddSingleton<ResourceType>(Brittle);
        var inner = services.Last(d => d.ServiceType == typeof(ICloudCalls)).ImplementationType!;
        services.AddSingleton<ICloudCalls>(p => new FunctionCalls((ICloudCalls)ActivatorUtilities.CreateInstance(p, inner), question => Function(question)));
        _provider = services.BuildServiceProvider();
        _jobs = new JobRunner(
            _provider.GetRequiredService<IStore>(), _provider.GetServices<IJobHandler>(), _provider.GetServices<IEventHandler>(), new JobRunnerOptions { Node = "test", FirstBackOff = TimeSpan.FromMilliseconds(5) }, TimeProvider.System, NullLogger<JobRunner>.Instance);
        _jobs.Start();
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await _jobs.DisposeAsync();
        await _provider.DisposeAsync();
    }

    private protected async Task<Stack> CreateAsync(string template, string name = "s", params (string Key, string Value)[] parameters)
    {
        await Service.CreateStack(new CreateStackInput { StackName = name, TemplateBody = template, Parameters = Of(parameters), Capabilities = ["CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND"] }, Call);
        return await EndOfAsync(name);
    }

    private protected async Task<Stack> UpdateAsync(string template, string name = "s", params (string Key, string Value)[] parameters)
    {
        await Service.UpdateStack(new UpdateStackInput { StackName = name, TemplateBody = template, Parameters = Of(parameters), Capabilities = ["CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND"] }, Call);
        return await EndOfAsync(name);
    }

    private static Parameter[] Of((string Key, string Value)[] parameters) => [.. parameters.Select(p => new Parameter { ParameterKey = p.Key, ParameterValue = p.Value })];

    /// <summary>Waits until something is so.</summary>
    private protected static async Task UntilAsync(Func<Task<bool>> condition)
    {
        var deadline = DateTime.UtcNow.AddSeconds(30);
        while (!await condition())
        {
            if (DateTime.UtcNow > deadline) throw new TimeoutException("It does not become so.");
            await Task.Delay(5);
        }
    }

    private protected Task StatusAsync(string logicalId, string status, string name = "s") => UntilAsync(async () =>
        (await Service.DescribeStackResources(new DescribeStackResourcesInput { StackName = name }, Call)).StackResources!.Any(r => r.LogicalResourceId == logicalId && r.ResourceStatus == status));

    private protected async Task<JsonObject> DocumentAsync(string api, string operation, JsonObject input)
    {
        var answer = await Cloud.CallDocumentAsync(Principal.Root(Account), "us-east-1", api, operation, System.Text.Encoding.UTF8.GetBytes(input.ToJsonString()));
        return answer.IsEmpty ? [] : (JsonObject)JsonNode.Parse(answer.Span)!;
    }

    /// <summary>The stack once nothing is in progress any more.</summary>
    private protected async Task<Stack> EndOfAsync(string nameOrId)
    {
        var deadline = DateTime.UtcNow.AddSeconds(20);
        while (true)
        {
            var stack = (await Service.DescribeStacks(new DescribeStacksInput { StackName = nameOrId }, Call)).Stacks![0];
            if (!stack.StackStatus.EndsWith("_IN_PROGRESS", StringComparison.Ordinal)) return stack;
            if (DateTime.UtcNow > deadline) throw new TimeoutException($"The stack stays {stack.StackStatus}.");
            await Task.Delay(5);
        }
    }

    private protected async Task<IReadOnlyList<string>> EventsAsync(string name) =>
        [.. (await Service.DescribeStackEvents(new DescribeStackEventsInput { StackName = name }, Call)).StackEvents!.Reverse().Select(e => $"{e.LogicalResourceId} {e.ResourceStatus}")];

    private protected async Task<string> ReasonOfAsync(string name, string logicalId, string status) =>
        (await Service.DescribeStackEvents(new DescribeStackEventsInput { StackName = name }, Call)).StackEvents!.First(e => e.LogicalResourceId == logicalId && e.ResourceStatus == status).ResourceStatusReason ?? "";

    private protected async Task<string> PhysicalAsync(string logicalId, string name = "s") =>
        (await Service.DescribeStackResource(new DescribeStackResourceInput { StackName = name, LogicalResourceId = logicalId }, Call)).StackResourceDetail!.PhysicalResourceId!;

    private protected async Task<JsonObject> QueueAsync(string url)
    {
        var answer = await Cloud.CallDocumentAsync(
            Principal.Root(Account), "us-east-1", "sqs", "GetQueueAttributes", System.Text.Encoding.UTF8.GetBytes(new JsonObject { ["QueueUrl"] = url, ["AttributeNames"] = new JsonArray("All") }.ToJsonString()));
        return (JsonObject)JsonNode.Parse(answer.Span)!["Attributes"]!;
    }

    private protected static async Task<string> InvalidAsync(Func<Task> act)
    {
        var e = await Assert.ThrowsAsync<CommonException>(act);
        Assert.Equal(CommonError.Validation, e.Kind);
        return e.Message;
    }
}

/// <summary>A resource that fails when its properties say so, to see what a stack makes of it.</summary>
internal sealed class BrittleType() : ResourceType("Test::Brittle::Thing")
{
    private readonly System.Collections.Concurrent.ConcurrentDictionary<string, int> _crashes = new();

    /// <summary>What exists, with its value.</summary>
    public System.Collections.Concurrent.ConcurrentDictionary<string, string> Things { get; } = new();

    /// <summary>Held by resources that wait.</summary>
    public TaskCompletionSource Gate { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public override async ValueTask<ResourceModel> CreateAsync(ResourceCall call)
    {
        var id = call.Text("Name") ?? call.MakeName(40);
        if (call.Text("Fail") == "make") throw new CommonException(CommonError.InvalidParameterValue, "It broke.");
        if (call.Text("Fail") == "wait") await Gate.Task;
        Things[id] = call.Text("Value") ?? "";
        if (call.Text("Fail") == "half")
        {
            call.Made(id);
            throw new CommonException(CommonError.InvalidParameterValue, "It broke halfway.");
        }
        // What a killed process looks like to the run: no answer, and the job again.
        if (call.Text("Fail") == "crash" && _crashes.TryAdd(id, 1)) throw new StoreUnavailableException("The process ends.");
        return Model(call, id);
    }

    public override ValueTask<ResourceModel> UpdateAsync(ResourceCall call, string id)
    {
        // Half of an update is done before it fails; the way back must lead from there.
        if (!JsonNode.DeepEquals(call.Properties["Value"], call.Previous!["Value"])) Things[id] = call.Text("Value") ?? "";
        if (call.Text("Fail") == "update") throw new CommonException(CommonError.InvalidParameterValue, "It broke.");
        if (call.Text("Fail") == "make") throw new CommonException(CommonError.InvalidParameterValue, "It broke.");
        return new(Model(call, id));
    }

    public override ValueTask DeleteAsync(ResourceCall call, string id)
    {
        if (call.Text("Fail") == "delete") throw new CommonException(CommonError.ServiceUnavailable, "It stays.");
        Things.TryRemove(id, out _);
        return ValueTask.CompletedTask;
    }

    public override ValueTask<ResourceModel?> ReadAsync(ResourceCall call, string id) =>
        new(Things.TryGetValue(id, out var value) ? new ResourceModel(id) { Properties = new JsonObject { ["Name"] = id, ["Value"] = value } } : null);

    private static ResourceModel Model(ResourceCall call, string id) => new(id) { Attributes = new JsonObject { ["Value"] = call.Text("Value") ?? "" } };
}

/// <summary>The cloud's calls, where functions are the test's own.</summary>
internal sealed class FunctionCalls(ICloudCalls inner, Func<JsonObject, JsonObject?> function) : ICloudCalls
{
    public ValueTask<object?> CallAsync(Principal caller, string region, string api, string operation, object input, CancellationToken ct = default) => inner.CallAsync(caller, region, api, operation, input, ct);

    public async ValueTask<ReadOnlyMemory<byte>> CallDocumentAsync(Principal caller, string region, string api, string operation, ReadOnlyMemory<byte> document, CancellationToken ct = default)
    {
        if (api != "lambda") return await inner.CallDocumentAsync(caller, region, api, operation, document, ct);
        var input = JsonNode.Parse(document.Span)!;
        var answer = function((JsonObject)JsonNode.Parse(Convert.FromBase64String((string)input["Payload"]!))!);
        var output = new JsonObject { ["StatusCode"] = 200 };
        if (answer is not null) output["Payload"] = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(answer.ToJsonString()));
        return System.Text.Encoding.UTF8.GetBytes(output.ToJsonString());
    }
}

/// <summary>Objects in memory, by bucket and key.</summary>
internal sealed class FakeObjects : IObjectReader
{
    public Dictionary<string, string> Texts { get; } = [];

    public ValueTask<StoredObject> OpenAsync(Principal caller, string bucket, string key, string? version, CancellationToken ct)
    {
        if (!Texts.TryGetValue($"{bucket}/{key}", out var text)) throw new NoSuchBucketForTests();
        var bytes = System.Text.Encoding.UTF8.GetBytes(text);
        return new(new StoredObject(new MemoryStream(bytes), bytes.Length, "\"x\"", null));
    }
}

[AwsError("NoSuchBucket", 404)]
internal sealed class NoSuchBucketForTests() : AwsException("The specified bucket does not exist");
