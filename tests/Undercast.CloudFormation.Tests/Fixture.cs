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

    private protected ResponseDesk Desk => _provider.GetRequiredService<ResponseDesk>();

    /// <summary>Templates that are read by their addresses.</summary>
    private protected FakeObjects Objects { get; } = new();

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
        services.AddSingleton<ResourceType, BrittleType>();
        _provider = services.BuildServiceProvider();
        _jobs = new JobRunner(
            _provider.GetRequiredService<IStore>(), _provider.GetServices<IJobHandler>(), _provider.GetServices<IEventHandler>(), new JobRunnerOptions { Node = "test" }, TimeProvider.System, NullLogger<JobRunner>.Instance);
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
        await Service.CreateStack(new CreateStackInput { StackName = name, TemplateBody = template, Parameters = Of(parameters), Capabilities = ["CAPABILITY_NAMED_IAM"] }, Call);
        return await EndOfAsync(name);
    }

    private protected async Task<Stack> UpdateAsync(string template, string name = "s", params (string Key, string Value)[] parameters)
    {
        await Service.UpdateStack(new UpdateStackInput { StackName = name, TemplateBody = template, Parameters = Of(parameters), Capabilities = ["CAPABILITY_NAMED_IAM"] }, Call);
        return await EndOfAsync(name);
    }

    private static Parameter[] Of((string Key, string Value)[] parameters) => [.. parameters.Select(p => new Parameter { ParameterKey = p.Key, ParameterValue = p.Value })];

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
    public override ValueTask<ResourceModel> CreateAsync(ResourceCall call) => Model(call, call.Text("Name") ?? call.MakeName(40));

    public override ValueTask<ResourceModel> UpdateAsync(ResourceCall call, string id) => Model(call, id);

    public override ValueTask DeleteAsync(ResourceCall call, string id) =>
        call.Text("Fail") == "delete" ? throw new CommonException(CommonError.ServiceUnavailable, "It stays.") : ValueTask.CompletedTask;

    private static ValueTask<ResourceModel> Model(ResourceCall call, string id)
    {
        if (call.Text("Fail") == "make") throw new CommonException(CommonError.InvalidParameterValue, "It broke.");
        return new(new ResourceModel(id) { Attributes = new JsonObject { ["Value"] = call.Text("Value") ?? "" } });
    }
}

/// <summary>Objects in memory, by bucket and key.</summary>
internal sealed class FakeObjects : IObjectReader
{
    public Dictionary<string, string> Texts { get; } = [];

    public ValueTask<StoredObject> OpenAsync(Principal caller, string bucket, string key, string? version, CancellationToken ct)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(Texts[$"{bucket}/{key}"]);
        return new(new StoredObject(new MemoryStream(bytes), bytes.Length, "\"x\"", null));
    }
}
