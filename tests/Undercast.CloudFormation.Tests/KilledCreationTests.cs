using System.Reflection;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Undercast.ApiGateway;
using Undercast.Cloud;
using Undercast.Cognito;
using Undercast.DynamoDb;
using Undercast.Ecr;
using Undercast.Iam;
using Undercast.Kernel;
using Undercast.Lambda;
using Undercast.Logs;
using Undercast.S3;
using Undercast.Sqs;
using Undercast.Ssm;
using Undercast.Storage;

namespace Undercast.CloudFormation.Tests;

/// <summary>Every resource type outlives a process that ends between a service's commit and the row that notes it: after every single call of its creation.</summary>
public sealed class KilledCreationTests : IAsyncLifetime
{
    private const string Account = "000000000000";

    // Their creations take more than a template.
    private static readonly string[] Elsewhere = ["AWS::DynamoDB::GlobalTable", "AWS::IAM::SAMLProvider", "AWS::IAM::ServerCertificate"];

    // Rows that tell of calls and not of what exists, and settings that outlive their stack.
    private static readonly string[] Passing = ["cloudformation.", "undercast.", "iam.session", "iam.epoch", "iam.use", "sqs.deleted", "apigateway.account", "lambda.layer-counter"];
    private static readonly string[] Names = ["small", "iam", "functions", "rest", "routed", "people"];
    private readonly MemoryStore _store = new();
    private ServiceProvider _provider = null!;
    private JobRunner _jobs = null!;
    private EndingCalls _calls = null!;

    public static TheoryData<string> Templates => [.. Names];

    private static CallContext Call => new() { RequestId = CallContext.NewRequestId(), Caller = Principal.Root(Account), Region = "us-east-1", Now = DateTimeOffset.UtcNow };

    private CloudFormationService Service => _provider.GetRequiredService<CloudFormationService>();

    public Task InitializeAsync()
    {
        var services = new ServiceCollection();
        services.AddSingleton<IStore>(_store);
        services.AddSingleton<IBlobStore>(new MemoryBlobStore());
        services.AddLogging();
        services.AddCloud(
            new CloudOptions(),
            [new CloudFormationModule(), new SqsModule(), new IamModule(), new DynamoDbModule(), new SsmModule(), new EcrModule(), new S3Module(), new LambdaModule(), new LogsModule(), new ApiGatewayModule(), new CognitoModule()]);
        // A package with nothing in it.
        var objects = new FakeObjects();
        objects.Texts["layers/layer.zip"] = "PK\u0005\u0006" + new string('\0', 18);
        services.AddSingleton<IObjectReader>(objects);
        var inner = services.Last(d => d.ServiceType == typeof(ICloudCalls)).ImplementationType!;
        services.AddSingleton<ICloudCalls>(p => _calls = new EndingCalls((ICloudCalls)ActivatorUtilities.CreateInstance(p, inner)));
        _provider = services.BuildServiceProvider();
        _jobs = new JobRunner(_store, _provider.GetServices<IJobHandler>(), [], new JobRunnerOptions { Node = "test" }, TimeProvider.System, NullLogger<JobRunner>.Instance);
        _jobs.Start();
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await _jobs.DisposeAsync();
        await _provider.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(Templates))]
    public async Task A_creation_that_is_cut_off_after_each_of_its_calls_makes_what_an_undisturbed_one_makes(string template)
    {
        var nothing = await CensusAsync();
        var undisturbed = await BeginAsync("b", template);
        await RunAsync(undisturbed);
        await AssertMadeAsync(undisturbed);
        var expected = await CensusAsync();
        await DeleteAsync(undisturbed);
        await SettleAsync(nothing);

        var key = await BeginAsync("a", template);
        var ends = 0;
        _calls.Ends = _calls.Seen.Add;
        while (!await RunAsync(key)) Assert.InRange(++ends, 1, 500);
        _calls.Ends = null;
        await AssertMadeAsync(key);
        Assert.InRange(_calls.Seen.Count, 10, 500);
        await SettleAsync(expected);
        await DeleteAsync(key);
        await SettleAsync(nothing);
    }

    /// <summary>Waits for what jobs still do.</summary>
    private async Task SettleAsync(SortedDictionary<string, string> expected)
    {
        var end = DateTime.UtcNow.AddSeconds(30);
        while (DateTime.UtcNow < end && Text(await CensusAsync()) != Text(expected)) await Task.Delay(20);
        Assert.Equal(Text(expected), Text(await CensusAsync()));
    }

    [Fact]
    public void Every_type_of_a_service_is_in_a_template()
    {
        var there = Names.SelectMany(t => ((JsonObject)JsonNode.Parse(TemplateOf(t))!["Resources"]!).Select(r => (string)r.Value!["Type"]!)).Concat(Elsewhere).ToHashSet();
        var types = _provider.GetServices<ResourceType>().Select(t => t.Name).Where(n => !n.StartsWith("AWS::CloudFormation::", StringComparison.Ordinal) && n != "AWS::CDK::Metadata");
        Assert.Empty(types.Except(there));
    }

    private static string TemplateOf(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"killed.{name}.json")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static string Text(SortedDictionary<string, string> census) => string.Join('\n', census.Select(r => $"{r.Key}: {r.Value}"));

    private async Task<StackKey> BeginAsync(string name, string template)
    {
        // The test does the stack's work in place of its job, so that it sees every end.
        await _store.WriteAsync(
            tx =>
            {
                CloudFormationTables.Drivers.Put(tx, new DriverKey(Account, "us-east-1", name), new DriverRecord(null, null));
                return ValueTask.CompletedTask;
            });
        var id = (await Service.CreateStack(new CreateStackInput { StackName = name, TemplateBody = TemplateOf(template), Capabilities = ["CAPABILITY_NAMED_IAM"] }, Call)).StackId!;
        return new StackKey(Account, "us-east-1", CloudFormationTables.UidOf(id)!);
    }

    /// <summary>Works on the stack; false when the process has ended before the stack's operation had.</summary>
    private async Task<bool> RunAsync(StackKey key)
    {
        try
        {
            await _provider.GetRequiredService<StackJob>().RunAsync(key, CancellationToken.None);
            return true;
        }
        catch (StoreUnavailableException)
        {
            return false;
        }
    }

    private async Task<string> StatusAsync(StackKey key)
    {
        var stack = (await _store.ReadAsync(tx => CloudFormationTables.Stacks.GetAsync(tx, key)))!;
        var reasons = (await _store.ReadAsync(tx => CloudFormationTables.Events.RangeAsync(tx, CloudFormationTables.Events.Prefix(key.Uid)))).Where(e => e.Record.Status.EndsWith("_FAILED", StringComparison.Ordinal));
        return stack.Status + string.Concat(reasons.Select(e => $"\n{e.Record.LogicalId} {e.Record.Status} {e.Record.Reason}"));
    }

    private async Task AssertMadeAsync(StackKey key)
    {
        var ended = await StatusAsync(key);
        Assert.True(ended == "CREATE_COMPLETE", ended);
    }

    private async Task DeleteAsync(StackKey key)
    {
        var stack = (await _store.ReadAsync(tx => CloudFormationTables.Stacks.GetAsync(tx, key)))!;
        await Service.DeleteStack(new DeleteStackInput { StackName = stack.Id }, Call);
        Assert.True(await RunAsync(key));
        var ended = await StatusAsync(key);
        Assert.True(ended.StartsWith("DELETE_COMPLETE", StringComparison.Ordinal), ended);
    }

    /// <summary>How many rows every table of the services has, and how many values an API's definition, which is one row: ids and times differ, numbers do not.</summary>
    private async Task<SortedDictionary<string, string>> CensusAsync()
    {
        var rows = await _store.ReadAsync(tx => tx.RangeAsync(new KeyRange(default, default), int.MaxValue));
        var census = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var table in rows.GroupBy(r => NameOf(r.Key)).Where(t => IsOfService(t.Key)))
            census[table.Key] = table.Key is "apigateway.restapi" or "apigateway.routed-api" ? $"{table.Count()} rows, {table.Sum(r => Values(r.Value))} values" : $"{table.Count()} rows";
        return census;
    }

    private static string NameOf(ReadOnlyMemory<byte> key)
    {
        var reader = new TupleReader(key.Span);
        return reader.String();
    }

    private static bool IsOfService(string table) => table.Contains('.', StringComparison.Ordinal) && !Passing.Any(p => table.StartsWith(p, StringComparison.Ordinal));

    private static int Values(ReadOnlyMemory<byte> record)
    {
        var begin = record.Span.IndexOf((byte)'{');
        if (begin is < 0 or > 4) return 0;
        return Count(JsonNode.Parse(record.Span[begin..]));
    }

    private static int Count(JsonNode? node) => node switch
    {
        JsonObject map => 1 + map.Sum(m => Count(m.Value)),
        JsonArray list => 1 + list.Sum(Count),
        _ => 1,
    };
}

/// <summary>The cloud's calls, where the process ends after some: the service has committed, and nobody has heard of it.</summary>
internal sealed class EndingCalls(ICloudCalls inner) : ICloudCalls
{
    private static readonly string[] Reads = ["Get", "List", "Describe", "Head"];

    /// <summary>Whether the process ends after a call.</summary>
    public Func<string, bool>? Ends { get; set; }

    /// <summary>Whether it ends after calls too that come from no resource type.</summary>
    public bool EndsEverywhere { get; init; }

    /// <summary>Calls after which it has ended.</summary>
    public HashSet<string> Seen { get; } = [];

    public ValueTask<object?> CallAsync(Principal caller, string region, string api, string operation, object input, CancellationToken ct = default) => inner.CallAsync(caller, region, api, operation, input, ct);

    public async ValueTask<ReadOnlyMemory<byte>> CallDocumentAsync(Principal caller, string region, string api, string operation, ReadOnlyMemory<byte> document, CancellationToken ct = default)
    {
        var answer = await inner.CallDocumentAsync(caller, region, api, operation, document, ct);
        if (EndsEverywhere) End($"{caller.Account} {region} {api}", operation, document);
        return answer;
    }

    public async ValueTask<ReadOnlyMemory<byte>> RepeatableAsync(Principal caller, string region, string api, string operation, ReadOnlyMemory<byte> document, string token, CancellationToken ct = default)
    {
        var answer = await inner.RepeatableAsync(caller, region, api, operation, document, token, ct);
        End(token, operation, document);
        return answer;
    }

    private void End(string place, string operation, ReadOnlyMemory<byte> document)
    {
        if (Reads.Any(r => operation.StartsWith(r, StringComparison.Ordinal))) return;
        lock (Seen)
        {
            if (Ends?.Invoke($"{place} {operation} {Encoding.UTF8.GetString(document.Span)}") == true) throw new StoreUnavailableException("The process ends.");
        }
    }
}
