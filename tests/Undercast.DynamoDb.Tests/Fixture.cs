using System.Buffers;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Undercast.DynamoDb.Streams;
using Undercast.Kernel;
using Undercast.Protocol;
using Undercast.Storage;

namespace Undercast.DynamoDb.Tests;

/// <summary>The service over a store in memory and a clock of the test's own. A new one for each test.</summary>
public abstract class Fixture : IAsyncLifetime
{
    private JobRunner? _jobs;

    private protected Fixture()
    {
        Store = new MemoryStore(Time);
        Service = new DynamoDbService(Store, Catalog, Options, new Throttle(Options));
        Streams = new DynamoDbStreamsService(Store);
    }

    private protected ManualTime Time { get; } = new();

    private protected MemoryStore Store { get; }

    private protected TableCatalog Catalog { get; } = new();

    // Nobody waits: a test settles what it begins, or runs the jobs.
    private protected DynamoDbOptions Options { get; } = new() { Patience = TimeSpan.Zero };

    /// <summary>What exports and imports reach.</summary>
    private protected FakeObjects Bucket { get; } = new();

    private TransferObjects Objects => new(() => Bucket, [Bucket], []);

    private protected DynamoDbService Service { get; }

    private protected DynamoDbStreamsService Streams { get; }

    private protected CallContext Call => CallIn("us-east-1");

    private protected CallContext CallIn(string region) => new()
    {
        RequestId = CallContext.NewRequestId(),
        Caller = Principal.Root("000000000000"),
        Region = region,
        Now = Time.GetUtcNow(),
    };

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (_jobs is not null) await _jobs.DisposeAsync();
        await Store.DisposeAsync();
    }

    private protected void RunJobs()
    {
        _jobs = new JobRunner(
            Store, [DropJob.Handler(Store), SettleJob.Handler(Store, Catalog, Time), TrimJob.Handler(Store, Catalog, Time), ShardJob.Handler(Store, Catalog, Time), ReplicaJob.Handler(Store, Catalog, Time), ExportJob.Handler(Store, Catalog, Time, Objects), new ImportJob(Store, Catalog, Time, Objects).Handler(), FillJob.Handler(Store, Catalog, Time), ExpireJob.Handler(Store, Catalog, Time), CopyJob.Handler(Store, Catalog, Time), HistoryJob.Handler(Store, Catalog, Time)], [],
            new JobRunnerOptions { Node = "test" }, Time, NullLogger<JobRunner>.Instance);
        _jobs.Start();
    }

    private protected Task EventuallyAsync(Func<Task<bool>> condition) => Time.AdvanceUntilAsync(condition, TimeSpan.FromSeconds(1));

    /// <summary>An input as a client sends it: JSON, held to the contract's constraints.</summary>
    private protected static T In<T>(string json)
        where T : class => (T)DynamoDbApi.Descriptor.Operations[typeof(T).Name[..^5]].ReadDocument(Encoding.UTF8.GetBytes(json));

    private protected static AttributeMap Item(string json) => In<PutItemInput>($$"""{"TableName":"tab","Item":{{json}} }""").Item;

    /// <summary>A value as an answer shows it.</summary>
    private protected static string Show(AttributeMap? item)
    {
        if (item is null) return "null";
        var output = new ArrayBufferWriter<byte>();
        var writer = new JsonShapeWriter(output);
        AttributeMapShape.Write(ref writer, item, null);
        writer.Finish();
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    /// <summary>A table with partition key <c>p</c> and, when asked for, sort key <c>s</c>.</summary>
    private protected async Task<string> TableAsync(string name = "tab", string p = "S", string? s = null, string more = "", string attributes = "")
    {
        var json = $$"""
            {"TableName":"{{name}}","BillingMode":"PAY_PER_REQUEST",
             "KeySchema":[{"AttributeName":"p","KeyType":"HASH"}{{(s is null ? "" : """,{"AttributeName":"s","KeyType":"RANGE"}""")}}],
             "AttributeDefinitions":[{"AttributeName":"p","AttributeType":"{{p}}"}{{(s is null ? "" : $$""",{"AttributeName":"s","AttributeType":"{{s}}"}""")}}{{attributes}}]{{more}} }
            """;
        await Service.CreateTable(In<CreateTableInput>(json), Call);
        await SettleAsync();
        return name;
    }

    /// <summary>Ends what was begun on tables, as its jobs do.</summary>
    private protected Task SettleAsync() => SettleAsync(Store, Call);

    private protected static async Task SettleAsync(IStore store, CallContext call) => await store.WriteAsync(
        async tx =>
        {
            foreach (var (key, table) in await DynamoDbTables.Tables.RangeAsync(tx, DynamoDbTables.Tables.All, 1000))
            {
                if (table.Status is not null) await SettleJob.SettleAsync(tx, key, table, call.Now);
            }
        });

    private protected async Task<PutItemOutput> PutAsync(string item, string more = "", string table = "tab") =>
        await Service.PutItem(In<PutItemInput>($$"""{"TableName":"{{table}}","Item":{{item}}{{more}} }"""), Call);

    private protected async Task<string> GetAsync(string key, string more = "", string table = "tab") =>
        Show((await Service.GetItem(In<GetItemInput>($$"""{"TableName":"{{table}}","Key":{{key}}{{more}} }"""), Call)).Item);

    private protected async Task<UpdateItemOutput> UpdateAsync(string key, string more, string table = "tab") =>
        await Service.UpdateItem(In<UpdateItemInput>($$"""{"TableName":"{{table}}","Key":{{key}},{{more}} }"""), Call);

    private protected async Task<QueryOutput> QueryAsync(string more, string table = "tab") =>
        await Service.Query(In<QueryInput>($$"""{"TableName":"{{table}}",{{more}} }"""), Call);

    private protected async Task<ScanOutput> ScanAsync(string more = "", string table = "tab") =>
        await Service.Scan(In<ScanInput>($$"""{"TableName":"{{table}}"{{(more.Length > 0 ? "," + more : "")}} }"""), Call);

    private protected static async Task<string> InvalidAsync(Func<Task> act)
    {
        var e = await Assert.ThrowsAsync<CommonException>(act);
        Assert.Equal(CommonError.Validation, e.Kind);
        return e.Message;
    }

    private protected static async Task<string> RefusedAsync<TError>(Func<Task> act)
        where TError : AwsException => (await Assert.ThrowsAsync<TError>(act)).Message;
}
