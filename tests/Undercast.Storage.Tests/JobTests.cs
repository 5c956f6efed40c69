using System.Collections.Concurrent;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;

namespace Undercast.Storage.Tests;

public sealed class JobTests : IAsyncDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);
    private readonly ManualTime _time = new();
    private readonly MemoryStore _store;
    private readonly ConcurrentQueue<string> _log = new();
    private readonly List<JobRunner> _runners = [];

    public JobTests() => _store = new MemoryStore(_time);

    public async ValueTask DisposeAsync()
    {
        foreach (var runner in _runners) await runner.DisposeAsync();
    }

    [Fact]
    public async Task Due_job_runs_once_and_is_gone()
    {
        Start(Handler("work", (_, _) => default));
        await Schedule("work", "a");
        await Until(() => _log.Contains("work:a:1"));
        await UntilGone("a");
        Assert.Single(_log);
    }

    [Fact]
    public async Task Job_waits_for_its_due_time()
    {
        Start(Handler("work", (_, _) => default));
        await Schedule("work", "a", TimeSpan.FromMinutes(5));
        await Until(() => _time.NextTimer is not null);
        _time.Advance(TimeSpan.FromMinutes(4));
        Assert.Empty(_log);
        await AdvanceUntil(TimeSpan.FromMinutes(1), () => !_log.IsEmpty);
        await UntilGone("a");
    }

    [Fact]
    public async Task Failing_job_is_retried_with_pauses_that_double_and_can_be_seen()
    {
        var starts = new ConcurrentQueue<DateTimeOffset>();
        Start(Handler("work", (run, _) =>
        {
            starts.Enqueue(_time.GetUtcNow());
            if (run.Attempt < 4) throw new InvalidDataException($"attempt {run.Attempt}");
            return default;
        }));
        var begin = _time.GetUtcNow();
        await Schedule("work", "a");
        await UntilAsync(async () => await Find("a") is { LastError: not null, Owner: null });
        var failing = Assert.Single(await _store.ReadAsync(tx => tx.FailingJobsAsync()));
        Assert.Equal("a", failing.Id);
        Assert.Equal("InvalidDataException: attempt 1", failing.Job.LastError);
        foreach (var (attempts, seconds) in new[] { (2, 1), (3, 2) })
        {
            await AdvanceUntil(TimeSpan.FromSeconds(seconds), async () => await Find("a") is { Owner: null, Attempts: var n } && n == attempts);
        }
        await AdvanceUntil(TimeSpan.FromSeconds(4), async () => await Find("a") is null);
        Assert.Equal(4, starts.Count);
        Assert.True(starts.Last() - begin >= TimeSpan.FromSeconds(7));
        Assert.Empty(await _store.ReadAsync(tx => tx.FailingJobsAsync()));
    }

    [Fact]
    public async Task Job_without_handler_is_kept_and_reported()
    {
        Start();
        await Schedule("nobody", "a");
        await UntilAsync(async () => await Find("a") is { LastError: { } error } && error.Contains("Nothing handles", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Effect_and_completion_in_one_transaction_happen_once()
    {
        var failOnce = true;
        Start(Handler("work", async (run, ct) =>
        {
            await _store.WriteAsync(
                async tx =>
                {
                    await Increment(tx);
                    await run.CompleteAsync(tx);
                },
                ct);
            if (failOnce)
            {
                failOnce = false;
                throw new InvalidDataException("after the commit");
            }
        }));
        await Schedule("work", "a");
        await UntilGone("a");
        await Schedule("work", "b");
        await UntilGone("b");
        Assert.Equal(2, await Counter());
    }

    [Fact]
    public async Task Handler_may_reschedule_with_another_payload()
    {
        Start(Handler("work", async (run, ct) =>
        {
            var step = Encoding.UTF8.GetString(run.Payload.Span);
            var due = _time.GetUtcNow();
            if (step.Length < 3) await _store.WriteAsync(async tx => await run.RescheduleAsync(tx, due, Encoding.UTF8.GetBytes(step + "x")), ct);
        }));
        await Schedule("work", "a");
        await UntilGone("a");
        Assert.Equal(4, _log.Count);
    }

    [Fact]
    public async Task Unscheduled_job_never_runs()
    {
        Start(Handler("work", (_, _) => default));
        await Schedule("work", "a", TimeSpan.FromMinutes(1));
        await _store.WriteAsync(tx => tx.Unschedule("a"));
        await Schedule("work", "b", TimeSpan.FromMinutes(2));
        await AdvanceUntil(TimeSpan.FromMinutes(2), () => !_log.IsEmpty);
        Assert.Equal("work:b:1", Assert.Single(_log));
    }

    [Fact]
    public async Task Scheduling_an_id_again_moves_it()
    {
        Start(Handler("work", (_, _) => default));
        await Schedule("work", "a", TimeSpan.FromMinutes(1));
        await Schedule("work", "a", TimeSpan.FromMinutes(10));
        await Schedule("work", "b", TimeSpan.FromMinutes(5));
        await AdvanceUntil(TimeSpan.FromMinutes(5), () => !_log.IsEmpty);
        Assert.Equal(["work:b:1"], _log);
        await AdvanceUntil(TimeSpan.FromMinutes(5), () => _log.Count == 2);
        Assert.Equal(["work:b:1", "work:a:1"], _log);
    }

    [Fact]
    public async Task Job_replaced_while_it_runs_runs_again()
    {
        var go = new TaskCompletionSource();
        Start(Handler("work", async (run, _) =>
        {
            if (run.Attempt == 1 && run.Payload.Length == 0) await go.Task;
        }));
        await Schedule("work", "a");
        await Until(() => _log.Count == 1);
        await _store.WriteAsync(tx => tx.Schedule(new Job("work", "a", new byte[] { 1 }), _time.GetUtcNow()));
        go.SetResult();
        await Until(() => _log.Count == 2);
        await UntilGone("a");
    }

    [Fact]
    public async Task No_more_jobs_run_at_once_than_allowed()
    {
        int now = 0, most = 0;
        var gate = new SemaphoreSlim(0);
        Start(Handler("work", async (_, ct) =>
        {
            var running = Interlocked.Increment(ref now);
            InterlockedMax(ref most, running);
            await gate.WaitAsync(ct);
            Interlocked.Decrement(ref now);
        }));
        for (var i = 0; i < 20; i++) await Schedule("work", $"{i}");
        await Until(() => _log.Count == 4);
        gate.Release(20);
        await UntilAsync(async () => await Jobs() == 0);
        Assert.Equal(4, most);
        Assert.Equal(20, _log.Count);
    }

    [Fact]
    public async Task Job_of_a_dead_node_is_taken_over_when_its_lease_ends()
    {
        await PutLeased("a", "dead");
        Start(Handler("work", (_, _) => default));
        await Until(() => _time.NextTimer is not null);
        _time.Advance(TimeSpan.FromSeconds(30));
        Assert.Empty(_log);
        await AdvanceUntil(TimeSpan.FromSeconds(31), () => _log.Contains("work:a:2"));
    }

    [Fact]
    public async Task Job_of_this_node_before_its_restart_is_taken_up_at_once()
    {
        await PutLeased("a", "node");
        Start(Handler("work", (_, _) => default));
        await Until(() => _log.Contains("work:a:2"));
    }

    [Fact]
    public async Task Long_job_keeps_its_lease()
    {
        var go = new TaskCompletionSource();
        Start(Handler("work", async (_, _) => await go.Task));
        await Schedule("work", "a");
        await Until(() => _log.Count == 1);
        var first = (await Find("a"))!.Due;
        await AdvanceUntil(TimeSpan.FromSeconds(25), async () => (await Find("a"))!.Due > first);
        var second = (await Find("a"))!.Due;
        await AdvanceUntil(TimeSpan.FromSeconds(25), async () => (await Find("a"))!.Due > second);
        go.SetResult();
        await UntilGone("a");
        Assert.Single(_log);
    }

    [Fact]
    public async Task Stopping_puts_unfinished_jobs_back_without_counting_the_attempt()
    {
        var runner = Start(Handler("work", async (_, ct) => await Task.Delay(Timeout.Infinite, ct)));
        await Schedule("work", "a");
        await Until(() => _log.Count == 1);
        await runner.DisposeAsync();
        var job = await Find("a");
        Assert.NotNull(job);
        Assert.Null(job.Owner);
        Assert.Equal(0, job.Attempts);
        Assert.Null(job.LastError);
    }

    [Fact]
    public async Task Several_nodes_share_the_work_and_none_is_done_twice()
    {
        for (var i = 0; i < 3; i++) Start($"node{i}", [Handler("work", async (run, ct) => await _store.WriteAsync(
            async tx =>
            {
                await Increment(tx);
                await run.CompleteAsync(tx);
            },
            ct))], []);
        for (var i = 0; i < 200; i++) await Schedule("work", $"{i}");
        await UntilAsync(async () => await Jobs() == 0);
        Assert.Equal(200, await Counter());
        Assert.Equal(200, _log.Count);
    }

    [Fact]
    public async Task Events_of_a_subject_arrive_in_the_order_of_their_commits()
    {
        var seen = new ConcurrentDictionary<string, ConcurrentQueue<string>>();
        Start("node", [], [Event("happened", (delivery, _) =>
        {
            seen.GetOrAdd(delivery.Event.Subject, _ => new ConcurrentQueue<string>()).Enqueue(delivery.Event.Id);
            return default;
        })]);
        for (var i = 0; i < 100; i++)
        {
            var n = i;
            await _store.WriteAsync(async tx =>
            {
                await tx.PublishAsync(new OutboxEvent("a", "happened", $"{n}", ReadOnlyMemory<byte>.Empty));
                await tx.PublishAsync(new OutboxEvent($"b{n % 3}", "happened", $"{n}", ReadOnlyMemory<byte>.Empty));
            });
        }
        await UntilAsync(async () => await Jobs() == 0);
        Assert.Equal(Enumerable.Range(0, 100).Select(i => $"{i}"), seen["a"]);
        Assert.Equal(Enumerable.Range(0, 100).Where(i => i % 3 == 1).Select(i => $"{i}"), seen["b1"]);
        Assert.Equal(0, await _store.ReadAsync(tx => tx.CountEventsAsync("a")));
    }

    [Fact]
    public async Task Failing_event_holds_up_its_own_subject_only()
    {
        var fail = true;
        var seen = new ConcurrentQueue<string>();
        Start("node", [], [Event("happened", (delivery, _) =>
        {
            if (fail && delivery.Event.Id == "1") throw new InvalidDataException("not yet");
            seen.Enqueue($"{delivery.Event.Subject}{delivery.Event.Id}");
            return default;
        })]);
        await _store.WriteAsync(async tx =>
        {
            for (var i = 0; i < 3; i++) await tx.PublishAsync(new OutboxEvent("a", "happened", $"{i}", ReadOnlyMemory<byte>.Empty));
            await tx.PublishAsync(new OutboxEvent("b", "happened", "0", ReadOnlyMemory<byte>.Empty));
        });
        await UntilAsync(async () => seen.Contains("b0") && (await _store.ReadAsync(tx => tx.FailingJobsAsync())).Count == 1);
        Assert.Equal(2, await _store.ReadAsync(tx => tx.CountEventsAsync("a")));
        fail = false;
        await AdvanceUntil(TimeSpan.FromSeconds(1), async () => await Jobs() == 0);
        Assert.Equal(["a0", "a1", "a2"], seen.Where(s => s[0] == 'a'));
    }

    [Fact]
    public async Task Event_of_a_failed_transaction_is_never_delivered()
    {
        var seen = new ConcurrentQueue<string>();
        Start("node", [], [Event("happened", (delivery, _) =>
        {
            seen.Enqueue(delivery.Event.Id);
            return default;
        })]);
        await Assert.ThrowsAsync<InvalidDataException>(async () => await _store.WriteAsync(async tx =>
        {
            await tx.PublishAsync(new OutboxEvent("a", "happened", "lost", ReadOnlyMemory<byte>.Empty));
            throw new InvalidDataException();
        }));
        await _store.WriteAsync(async tx => await tx.PublishAsync(new OutboxEvent("a", "happened", "kept", ReadOnlyMemory<byte>.Empty)));
        await UntilAsync(async () => await Jobs() == 0);
        Assert.Equal(["kept"], seen);
    }

    [Fact]
    public async Task Job_ids_of_the_outbox_are_refused() =>
        await Assert.ThrowsAsync<ArgumentException>(async () => await _store.WriteAsync(tx => tx.Unschedule("undercast.outbox/a")));

    private JobRunner Start(params IJobHandler[] jobs) => Start("node", jobs, []);

    private JobRunner Start(string node, IJobHandler[] jobs, IEventHandler[] events)
    {
        var runner = new JobRunner(_store, jobs, events, new JobRunnerOptions { Node = node, MaxConcurrency = 4 }, _time, NullLogger<JobRunner>.Instance);
        _runners.Add(runner);
        runner.Start();
        return runner;
    }

    private JobTestHandler Handler(string type, Func<JobRun, CancellationToken, ValueTask> handle) => new(type, (run, ct) =>
    {
        _log.Enqueue($"{type}:{run.Id}:{run.Attempt}");
        return handle(run, ct);
    });

    private static EventTestHandler Event(string type, Func<EventDelivery, CancellationToken, ValueTask> handle) => new(type, handle);

    private async Task Schedule(string type, string id, TimeSpan delay = default)
    {
        var due = _time.GetUtcNow() + delay;
        await _store.WriteAsync(tx => tx.Schedule(new Job(type, id, ReadOnlyMemory<byte>.Empty), due));
    }

    private async Task PutLeased(string id, string owner)
    {
        var job = new JobRecord("work", ReadOnlyMemory<byte>.Empty, _time.GetUtcNow().AddSeconds(60), 1, owner, 77, null);
        await _store.WriteAsync(tx => JobTables.Put(tx, id, job));
    }

    private ValueTask<JobRecord?> Find(string id) => _store.ReadAsync(tx => tx.FindJobAsync(id));

    private ValueTask<long> Jobs() => _store.ReadAsync(tx => JobTables.Jobs.CountAsync(tx, JobTables.Jobs.All));

    private static async ValueTask Increment(IWriteTransaction tx)
    {
        var old = await tx.GetAsync("counter"u8.ToArray());
        tx.Put("counter"u8.ToArray(), BitConverter.GetBytes((old is { } bytes ? BitConverter.ToInt32(bytes.Span) : 0) + 1));
    }

    private async Task<int> Counter() => BitConverter.ToInt32((await _store.ReadAsync(tx => tx.GetAsync("counter"u8.ToArray())))!.Value.Span);

    private Task UntilGone(string id) => UntilAsync(async () => await Find(id) is null);

    private static Task Until(Func<bool> condition) => UntilAsync(() => Task.FromResult(condition()));

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var deadline = new CancellationTokenSource(Deadline);
        while (!await condition()) await Task.Delay(1, deadline.Token);
    }

    private Task AdvanceUntil(TimeSpan by, Func<bool> condition) => AdvanceUntil(by, () => Task.FromResult(condition()));

    /// <summary>Moves the clock by <paramref name="by"/>, and then on in small steps: a loop may have set its timer just after the first move.</summary>
    private async Task AdvanceUntil(TimeSpan by, Func<Task<bool>> condition)
    {
        _time.Advance(by);
        using var deadline = new CancellationTokenSource(Deadline);
        while (!await condition())
        {
            await Task.Delay(1, deadline.Token);
            _time.Advance(TimeSpan.FromMilliseconds(2));
        }
    }

    private static void InterlockedMax(ref int target, int value)
    {
        int seen;
        while (value > (seen = Volatile.Read(ref target)) && Interlocked.CompareExchange(ref target, value, seen) != seen)
        {
        }
    }

    private sealed class JobTestHandler(string type, Func<JobRun, CancellationToken, ValueTask> handle) : IJobHandler
    {
        public string JobType => type;

        public ValueTask HandleAsync(JobRun run, CancellationToken ct) => handle(run, ct);
    }

    private sealed class EventTestHandler(string type, Func<EventDelivery, CancellationToken, ValueTask> handle) : IEventHandler
    {
        public string EventType => type;

        public ValueTask HandleAsync(EventDelivery delivery, CancellationToken ct) => handle(delivery, ct);
    }
}
