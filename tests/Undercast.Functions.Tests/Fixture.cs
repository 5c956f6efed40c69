using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Undercast.Kernel;

namespace Undercast.Functions.Tests;

/// <summary>A pool with real processes, and a log that remembers.</summary>
public abstract class Fixture : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("functions-tests-").FullName;
    private int _codes;

    private protected Fixture() => Pool = NewPool(new FunctionPoolOptions());

    private protected RememberingLog Log { get; } = new();

    private protected FunctionPool Pool { get; set; }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await Pool.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private protected FunctionPool NewPool(FunctionPoolOptions options) => new(options, Log, TimeProvider.System, NullLogger<FunctionPool>.Instance);

    private protected static async Task EventuallyAsync(Func<bool> condition)
    {
        var began = System.Diagnostics.Stopwatch.GetTimestamp();
        while (!condition())
        {
            Assert.True(System.Diagnostics.Stopwatch.GetElapsedTime(began) < TimeSpan.FromSeconds(60), "The condition never came true.");
            await Task.Delay(10);
        }
    }

    private protected string Code(string file, string text)
    {
        var folder = Path.Combine(_folder, $"code{Interlocked.Increment(ref _codes)}");
        Directory.CreateDirectory(folder);
        return Add(folder, file, text);
    }

    private protected static string Add(string folder, string file, string text)
    {
        var path = Path.Combine(folder, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        if (file == "bootstrap") File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        return folder;
    }

    private protected static FunctionSpec Spec(string runtime, string code, string handler, string name = "f") => new()
    {
        Key = $"{name}/{code}",
        FunctionArn = $"arn:aws:lambda:us-east-1:000000000000:function:{name}",
        Name = name,
        Version = "$LATEST",
        Runtime = runtime,
        Handler = handler,
        CodeDirectory = code,
        Account = "000000000000",
        Region = "us-east-1",
        Endpoint = "http://127.0.0.1:4901",
        MemoryMegabytes = 256,
        Timeout = TimeSpan.FromSeconds(20),
        LogGroup = $"/aws/lambda/{name}",
    };

    private protected FunctionSpec Node(string text, string handler = "index.handler", string file = "index.js") => Spec("nodejs22.x", Code(file, text), handler);

    private protected FunctionSpec Python(string text, string handler = "app.handler") => Spec("python3.12", Code("app.py", text), handler);

    private protected static Invocation Call(string payload = "{}") => new()
    {
        RequestId = Guid.NewGuid().ToString(),
        InvokedArn = "arn:aws:lambda:us-east-1:000000000000:function:f",
        Payload = Encoding.UTF8.GetBytes(payload),
        TraceId = "Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=0",
    };

    private protected async Task<(string Payload, bool Failed)> InvokeAsync(FunctionSpec spec, string payload = "{}")
    {
        var outcome = await Pool.InvokeAsync(spec, Call(payload), CancellationToken.None);
        return (Encoding.UTF8.GetString(outcome.Payload.Span), outcome.Failed);
    }

    private protected async Task<JsonElement> AnswerAsync(FunctionSpec spec, string payload = "{}")
    {
        var (text, failed) = await InvokeAsync(spec, payload);
        Assert.False(failed, text);
        return JsonSerializer.Deserialize<JsonElement>(text);
    }

    private protected async Task<(string Type, string Message)> FailureAsync(FunctionSpec spec, string payload = "{}")
    {
        var (text, failed) = await InvokeAsync(spec, payload);
        Assert.True(failed, text);
        var error = JsonSerializer.Deserialize<JsonElement>(text);
        return (error.GetProperty("errorType").GetString()!, error.GetProperty("errorMessage").GetString()!);
    }
}

internal sealed class RememberingLog : ILogWriter
{
    private readonly ConcurrentQueue<(LogTarget Target, string Message)> _entries = new();

    public IReadOnlyList<string> Messages => [.. _entries.Select(e => e.Message)];

    public ValueTask WriteAsync(LogTarget target, IReadOnlyList<LogEntry> entries, CancellationToken ct)
    {
        foreach (var entry in entries) _entries.Enqueue((target, entry.Message));
        return default;
    }

    public ValueTask FlushAsync(CancellationToken ct) => default;
}
