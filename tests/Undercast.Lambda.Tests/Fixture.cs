using System.Collections.Concurrent;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Undercast.Cloud;
using Undercast.Functions;
using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.Lambda.Tests;

/// <summary>The service over a store in memory, with a clock of the test's own and real function processes. A new one for each test.</summary>
public abstract class Fixture : IAsyncLifetime
{
    private protected const string Account = "000000000000";
    private protected const string Role = "arn:aws:iam::000000000000:role/r";
    private readonly FunctionPool _pool;
    private readonly FunctionExecution _execution;
    private JobRunner? _jobs;

    private protected Fixture()
    {
        Store = new MemoryStore(Time);
        var services = new ServiceCollection();
        services.AddSingleton<ICloudCalls>(Calls);
        Ports = new LambdaPorts(services.BuildServiceProvider());
        var packages = new Packages(new MemoryBlobStore(), Ports);
        var cloud = new CloudOptions();
        _pool = new FunctionPool(new FunctionPoolOptions { KeepsSpares = false }, null, TimeProvider.System, NullLogger<FunctionPool>.Instance);
        _execution = new FunctionExecution(Store, packages, Ports, _pool, cloud, Time);
        Events = new EventQueue(Store, _execution, Ports, Time, NullLogger<EventQueue>.Instance);
        Pollers = new Pollers(Store, _execution, Ports, Time, NullLogger<Pollers>.Instance);
        Service = new LambdaService(Store, packages, _execution, Events, Pollers, Ports, cloud);
        Invoker = new FunctionInvoker(_execution, Events, Ports, Time);
    }

    private protected ManualTime Time { get; } = new();

    private protected MemoryStore Store { get; }

    private protected LambdaPorts Ports { get; }

    private protected FakeCalls Calls { get; } = new();

    private protected EventQueue Events { get; }

    private protected Pollers Pollers { get; }

    private protected LambdaService Service { get; }

    private protected FunctionInvoker Invoker { get; }

    private protected CallContext Call => new() { RequestId = CallContext.NewRequestId(), Caller = Principal.Root(Account), Region = "us-east-1", Now = Time.GetUtcNow() };

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (_jobs is not null) await _jobs.DisposeAsync();
        await Pollers.DisposeAsync();
        await _pool.DisposeAsync();
        await Store.DisposeAsync();
    }

    private protected void RunJobs()
    {
        _jobs = new JobRunner(Store, [Events.Handler(), Pollers.Handler(), new Provisioning(Store, _execution, Time).Handler()], [], new JobRunnerOptions { Node = "test" }, Time, NullLogger<JobRunner>.Instance);
        _jobs.Start();
    }

    private protected Task EventuallyAsync(Func<Task<bool>> condition) => Time.AdvanceUntilAsync(condition, TimeSpan.FromMilliseconds(500));

    private protected static byte[] Zip(string file, string text)
    {
        var buffer = new MemoryStream();
        using (var archive = new ZipArchive(buffer, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var writer = new StreamWriter(archive.CreateEntry(file).Open());
            writer.Write(text);
        }
        return buffer.ToArray();
    }

    private protected async Task<FunctionConfiguration> MakeAsync(string code = "exports.handler = async (e) => e;", string name = "f", Func<CreateFunctionInput, CreateFunctionInput>? change = null)
    {
        var input = new CreateFunctionInput { FunctionName = name, Runtime = "nodejs22.x", Handler = "index.handler", Role = Role, Timeout = 10, Code = new FunctionCode { ZipFile = Zip("index.js", code) } };
        return await Service.CreateFunction(change is null ? input : change(input), Call);
    }

    private protected async Task<string> InvokeAsync(string name = "f", string payload = "{}", string? qualifier = null)
    {
        var output = await Service.Invoke(new InvokeInput { FunctionName = name, Qualifier = qualifier, Payload = Encoding.UTF8.GetBytes(payload) }, Call);
        return Encoding.UTF8.GetString(output.Payload!);
    }

    private protected static async Task<string> RefusedAsync<TError>(Func<Task> act)
        where TError : AwsException => (await Assert.ThrowsAsync<TError>(act)).Message;
}

/// <summary>Other services as far as the tests need them: what was called, and answers by operation.</summary>
internal sealed class FakeCalls : ICloudCalls
{
    public ConcurrentQueue<(string Api, string Operation, JsonObject Input)> Made { get; } = new();

    public ConcurrentDictionary<string, Func<JsonObject, CancellationToken, Task<JsonObject>>> Answers { get; } = new();

    public ValueTask<object?> CallAsync(Principal caller, string region, string api, string operation, object input, CancellationToken ct = default) => throw new NotSupportedException();

    public async ValueTask<ReadOnlyMemory<byte>> CallDocumentAsync(Principal caller, string region, string api, string operation, ReadOnlyMemory<byte> document, CancellationToken ct = default)
    {
        var input = (JsonObject)JsonNode.Parse(document.Span)!;
        Made.Enqueue((api, operation, input));
        return Answers.TryGetValue(operation, out var answer) ? JsonSerializer.SerializeToUtf8Bytes(await answer(input, ct)) : "{}"u8.ToArray();
    }
}

/// <summary>A test that runs functions in Node.js; skipped with the reason where it is absent.</summary>
public sealed class NodeFactAttribute : FactAttribute
{
    public NodeFactAttribute()
    {
        if (!(System.Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(p => File.Exists(Path.Combine(p, "node")))) Skip = "node is not installed";
    }
}
