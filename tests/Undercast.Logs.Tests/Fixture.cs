using Microsoft.Extensions.Logging.Abstractions;
using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.Logs.Tests;

/// <summary>The service over a store in memory and a clock of the test's own. A new one for each test.</summary>
public abstract class Fixture : IAsyncLifetime
{
    private protected const string Account = "000000000000";
    private JobRunner? _jobs;

    private protected Fixture()
    {
        Store = new MemoryStore(Time);
        Service = new LogsService(Store, Time);
        Writer = new LogWriter(Store, Time, NullLogger<LogWriter>.Instance);
    }

    private protected ManualTime Time { get; } = new();

    private protected MemoryStore Store { get; }

    private protected LogsService Service { get; }

    private protected LogWriter Writer { get; }

    private protected CallContext Call => new() { RequestId = CallContext.NewRequestId(), Caller = Principal.Root(Account), Region = "us-east-1", Now = Time.GetUtcNow() };

    private protected long Now => Time.GetUtcNow().ToUnixTimeMilliseconds();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await Writer.DisposeAsync();
        if (_jobs is not null) await _jobs.DisposeAsync();
        await Store.DisposeAsync();
    }

    private protected void RunJobs(IServiceProvider? services = null)
    {
        _jobs = new JobRunner(
            Store, [LogJobs.DropHandler(Store), LogJobs.RetentionHandler(Store, Time), QueryJobs.Handler(Store, Time), .. services is null ? (IJobHandler[])[] : [ExportJobs.Handler(services)]], services is null ? [] : [Subscriptions.Handler(services)], new JobRunnerOptions { Node = "test" }, Time, NullLogger<JobRunner>.Instance);
        _jobs.Start();
    }

    private protected Task EventuallyAsync(Func<Task<bool>> condition) => Time.AdvanceUntilAsync(condition, TimeSpan.FromMilliseconds(100));

    private protected async Task GroupAsync(string group = "g", params string[] streams)
    {
        await Service.CreateLogGroup(new CreateLogGroupInput { LogGroupName = group }, Call);
        foreach (var stream in streams) await Service.CreateLogStream(new CreateLogStreamInput { LogGroupName = group, LogStreamName = stream }, Call);
    }

    private protected async Task<PutLogEventsOutput> PutAsync(string stream, params (long Time, string Message)[] events) =>
        await Service.PutLogEvents(
            new PutLogEventsInput { LogGroupName = "g", LogStreamName = stream, LogEvents = [.. events.Select(e => new InputLogEvent { Timestamp = e.Time, Message = e.Message })] }, Call);

    private protected async Task<string[]> FilterAsync(string? pattern = null, string group = "g") =>
        [.. (await Service.FilterLogEvents(new FilterLogEventsInput { LogGroupName = group, FilterPattern = pattern }, Call)).Events!.Select(e => e.Message!)];

    private protected static async Task<string> RefusedAsync<TError>(Func<Task> act)
        where TError : AwsException => (await Assert.ThrowsAsync<TError>(act)).Message;
}
