using System.Collections.Frozen;
using Microsoft.Extensions.Logging;

namespace Undercast.Storage;

/// <summary>How a <see cref="JobRunner"/> works.</summary>
public sealed record JobRunnerOptions
{
    /// <summary>Names this node; a restart under the same name takes its own unfinished jobs up at once.</summary>
    public required string Node { get; init; }

    /// <summary>Jobs that run at the same time.</summary>
    public int MaxConcurrency { get; init; } = 16;

    /// <summary>How long a job is this node's; renewed while it runs.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The pause after the first failure; it doubles from there.</summary>
    public TimeSpan FirstBackOff { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest pause.</summary>
    public TimeSpan MostBackOff { get; init; } = TimeSpan.FromMinutes(5);
}

/// <summary>Runs due jobs on this node, with as many other nodes as there are.</summary>
/// <remarks>
/// <code>
///   1 take up what this node left unfinished
///   2 claim due jobs in one transaction: they are ours until the lease ends
///   3 run each on the pool, renewing its lease
///   4 settle it: complete, or put back with a pause that doubles
///   5 wait for a signal, the next due time or a free place, whichever comes first
/// </code>
/// A job whose node died is claimed by another when its lease ends.
/// </remarks>
public sealed class JobRunner : IAsyncDisposable
{
    private static readonly TimeSpan LongestSleep = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan StorePause = TimeSpan.FromSeconds(1);
    private readonly IStore _store;
    private readonly FrozenDictionary<string, IJobHandler> _handlers;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly JobRunnerOptions _options;
    private readonly CancellationTokenSource _stopping = new();
    private readonly SemaphoreSlim _places;
    private Task? _loop;
    private long _lastLease = Random.Shared.NextInt64(long.MaxValue / 2);

    /// <summary>Prepares a runner; <see cref="Start"/> begins.</summary>
    /// <param name="store">Where the jobs are; its signals must run on the same clock.</param>
    /// <param name="jobs">The handlers of jobs, one for each type.</param>
    /// <param name="events">The handlers of outbox events, one for each type.</param>
    /// <param name="options">How to work.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Hears of failures.</param>
    public JobRunner(
        IStore store, IEnumerable<IJobHandler> jobs, IEnumerable<IEventHandler> events, JobRunnerOptions options, TimeProvider time, ILogger<JobRunner> logger)
    {
        _store = store;
        _options = options;
        _time = time;
        _logger = logger;
        _handlers = jobs.Append(new OutboxHandler(store, events)).ToFrozenDictionary(h => h.JobType, StringComparer.Ordinal);
        _places = new SemaphoreSlim(options.MaxConcurrency, options.MaxConcurrency);
    }

    /// <summary>Begins to work.</summary>
    public void Start() => _loop ??= Task.Run(LoopAsync);

    /// <summary>Looks for due jobs at once: the clock has been moved.</summary>
    public ValueTask WakeAsync(CancellationToken ct = default) => _store.WriteAsync(static tx => tx.Signal(JobTables.Arrived), ct);

    /// <summary>Asks the running handlers to stop, waits for them, and puts back what they did not finish.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_stopping.IsCancellationRequested) return;
        await _stopping.CancelAsync();
        if (_loop is not null) await _loop;
        for (var i = 0; i < _options.MaxConcurrency; i++) await _places.WaitAsync();
        _places.Dispose();
        _stopping.Dispose();
    }

    private async Task LoopAsync()
    {
        var ct = _stopping.Token;
        using var arrived = _store.Signals.Subscribe(JobTables.Arrived);
        var recovered = false;
        while (!ct.IsCancellationRequested)
        {
            try
            {
                if (!recovered) await RecoverAsync(ct); // 1
                recovered = true;
                await _places.WaitAsync(ct);
                var places = 1;
                while (places < _options.MaxConcurrency && _places.Wait(0, CancellationToken.None)) places++;
                var claim = new Claim([], true, null);
                try
                {
                    claim = await ClaimAsync(places, ct); // 2
                }
                finally
                {
                    if (places > claim.Runs.Count) _places.Release(places - claim.Runs.Count);
                }
                foreach (var (id, job) in claim.Runs) _ = Task.Run(() => RunAsync(id, job), CancellationToken.None); // 3
                if (!claim.More) await arrived.WaitAsync(SleepUntil(claim.NextDue), ct); // 5
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // The loop outlives whatever the store does.
            catch (Exception e)
            {
                JobLog.StoreFailed(_logger, e);
                await Task.Delay(StorePause, _time, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
#pragma warning restore CA1031
        }
    }

    private TimeSpan SleepUntil(DateTimeOffset? due)
    {
        if (due is not { } at) return LongestSleep;
        // A millisecond more: timers may fire a little early, and would then find nothing due.
        var pause = at - _time.GetUtcNow() + TimeSpan.FromMilliseconds(1);
        return pause < TimeSpan.Zero ? TimeSpan.Zero : pause > LongestSleep ? LongestSleep : pause;
    }

    private async ValueTask RecoverAsync(CancellationToken ct)
    {
        const int page = 256;
        var now = _time.GetUtcNow();
        var range = JobTables.Queue.UpTo(now + (2 * _options.Lease));
        DueKey? after = null;
        while (true)
        {
            var from = after;
            var rows = await _store.WriteAsync(
                async tx =>
                {
                    var rows = await JobTables.Queue.RangeAsync(tx, range, page, after: from);
                    foreach (var (key, _) in rows)
                    {
                        var job = await JobTables.Jobs.GetAsync(tx, new JobKey(key.Id));
                        if (job is null || job.Owner != _options.Node || job.Lease == 0 || job.Due != key.Due) continue;
                        JobTables.Queue.Delete(tx, key);
                        JobTables.Put(tx, key.Id, job with { Due = now, Owner = null, Lease = 0 });
                    }
                    return rows;
                },
                ct);
            if (rows.Count < page) return;
            after = rows[^1].Key;
        }
    }

    // 2
    private async ValueTask<Claim> ClaimAsync(int places, CancellationToken ct)
    {
        var now = _time.GetUtcNow();
        var next = await _store.ReadAsync(tx => JobTables.Queue.FirstAsync(tx, JobTables.Queue.All), ct);
        if (next is null) return new Claim([], false, null);
        if (next.Value.Key.Due > now) return new Claim([], false, next.Value.Key.Due);
        var firstLease = Interlocked.Add(ref _lastLease, places) - places + 1;
        return await _store.WriteAsync(
            async tx =>
            {
                var claimed = new List<(string, JobRecord)>();
                // One more than there are places, to know whether to come back at once.
                var rows = await JobTables.Queue.RangeAsync(tx, JobTables.Queue.UpTo(now), places + 1);
                foreach (var (key, _) in rows.Take(places))
                {
                    JobTables.Queue.Delete(tx, key);
                    // The row of a job that was unscheduled or moved.
                    if (await JobTables.Jobs.GetAsync(tx, new JobKey(key.Id)) is not { } job || job.Due != key.Due) continue;
                    var mine = job with { Attempts = job.Attempts + 1, Owner = _options.Node, Lease = firstLease + claimed.Count, Due = now + _options.Lease };
                    JobTables.Put(tx, key.Id, mine);
                    claimed.Add((key.Id, mine));
                }
                return new Claim(claimed, rows.Count > places || claimed.Count < rows.Count || claimed.Count > 0, null);
            },
            ct);
    }

    // 3
    private async Task RunAsync(string id, JobRecord job)
    {
        var run = new JobRun(id, job);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token);
        var renewing = RenewAsync(run, ending);
        Exception? failure = null;
        try
        {
            if (!_handlers.TryGetValue(job.Type, out var handler)) throw new InvalidOperationException($"Nothing handles jobs of type '{job.Type}'.");
            await handler.HandleAsync(run, ending.Token);
        }
#pragma warning disable CA1031 // Kept with the job, logged and retried.
        catch (Exception e)
        {
            failure = e;
        }
        try
        {
            await ending.CancelAsync();
            await renewing;
            await SettleAsync(run, job, failure); // 4
        }
        catch (Exception e)
        {
            // The lease ends by itself and the job runs again.
            JobLog.NotSettled(_logger, id, e);
        }
#pragma warning restore CA1031
        finally
        {
            _places.Release();
        }
    }

    private async Task RenewAsync(JobRun run, CancellationTokenSource ending)
    {
        while (true)
        {
            await Task.Delay(_options.Lease / 3, _time, ending.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (ending.IsCancellationRequested) return;
            var until = _time.GetUtcNow() + _options.Lease;
            try
            {
                var held = await _store.WriteAsync(
                    async tx =>
                    {
                        if (await run.HeldAsync(tx) is not { } job) return false;
                        JobTables.Queue.Delete(tx, new DueKey(job.Due, run.Id));
                        JobTables.Put(tx, run.Id, job with { Due = until });
                        return true;
                    },
                    CancellationToken.None);
                if (held) continue;
                await ending.CancelAsync();
                return;
            }
            catch (StoreException e)
            {
                JobLog.StoreFailed(_logger, e);
            }
        }
    }

    // 4
    private async ValueTask SettleAsync(JobRun run, JobRecord job, Exception? failure)
    {
        if (failure is null && run.Settled && await _store.ReadAsync(run.HeldAsync) is null) return;
        var stopped = failure is OperationCanceledException && _stopping.IsCancellationRequested;
        if (failure is JobLostException) JobLog.Lost(_logger, run.Id);
        else if (failure is not null && !stopped) JobLog.Failed(_logger, job.Type, run.Id, job.Attempts, failure);
        var now = _time.GetUtcNow();
        await _store.WriteAsync(
            async tx =>
            {
                if (await run.HeldAsync(tx) is not { } held) return;
                JobTables.Remove(tx, run.Id, held);
                if (failure is null) return;
                var again = stopped
                    ? held with { Owner = null, Lease = 0, Due = now, Attempts = held.Attempts - 1 }
                    : held with { Owner = null, Lease = 0, Due = now + Pause(held.Attempts), LastError = $"{failure.GetType().Name}: {failure.Message}" };
                JobTables.Put(tx, run.Id, again);
                if (again.LastError is not null) JobTables.Failing.Put(tx, new JobKey(run.Id), Marker.Instance);
                tx.Signal(JobTables.Arrived);
            },
            CancellationToken.None);
    }

    private TimeSpan Pause(int attempts)
    {
        var doubled = _options.FirstBackOff.TotalMilliseconds * Math.Pow(2, Math.Min(attempts - 1, 40));
        return doubled < _options.MostBackOff.TotalMilliseconds ? TimeSpan.FromMilliseconds(doubled) : _options.MostBackOff;
    }

    private readonly record struct Claim(IReadOnlyList<(string Id, JobRecord Job)> Runs, bool More, DateTimeOffset? NextDue);
}
