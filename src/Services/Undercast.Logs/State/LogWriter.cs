using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.Logs;

/// <summary>The port by which services write logs: events gather while a transaction commits, and go with the next one.</summary>
internal sealed partial class LogWriter(IStore store, TimeProvider time, ILogger<LogWriter> logger) : ILogWriter, IAsyncDisposable
{
    private const int MostQueued = 1024;
    private const int MostEvents = 5000;
    // Between two transactions: what gathers meanwhile shares the rows of its stream, which costs far less than a transaction for each line.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    private readonly Channel<Item> _queue = Channel.CreateBounded<Item>(new BoundedChannelOptions(MostQueued) { SingleReader = true });
    private readonly Lock _lock = new();
    private TaskCompletionSource _hurry = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task? _loop;

    private sealed record Item(LogTarget Target, IReadOnlyList<LogEntry> Entries, TaskCompletionSource? Flushed);

    public ValueTask WriteAsync(LogTarget target, IReadOnlyList<LogEntry> entries, CancellationToken ct)
    {
        if (entries.Count == 0) return default;
        Begin();
        return _queue.Writer.WriteAsync(new Item(target, entries, null), ct);
    }

    public async ValueTask FlushAsync(CancellationToken ct)
    {
        Begin();
        var flushed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await _queue.Writer.WriteAsync(new Item(default, [], flushed), ct);
        Volatile.Read(ref _hurry).TrySetResult();
        await flushed.Task.WaitAsync(ct);
    }

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        Volatile.Read(ref _hurry).TrySetResult();
        if (_loop is { } loop) await loop;
    }

    private void Begin()
    {
        if (_loop is not null) return;
        lock (_lock) _loop ??= LoopAsync();
    }

    private async Task LoopAsync()
    {
        await Task.Yield();
        var items = new List<Item>();
        while (await _queue.Reader.WaitToReadAsync())
        {
            items.Clear();
            var events = 0;
            while (events < MostEvents && _queue.Reader.TryRead(out var item))
            {
                items.Add(item);
                events += item.Entries.Count;
            }
            try
            {
                await WriteAsync(items);
                foreach (var item in items) item.Flushed?.TrySetResult();
            }
#pragma warning disable CA1031 // Logs must not end whoever writes them; what is lost is said.
            catch (Exception e)
            {
                LogLost(logger, events, e);
                foreach (var item in items) item.Flushed?.TrySetException(e);
            }
#pragma warning restore CA1031
            if (_queue.Reader.Completion.IsCompleted) continue;
            await Task.WhenAny(Task.Delay(Pause, time), _hurry.Task);
            // Before the queue is read again: whoever is in a hurry from now on finds the new one.
            if (_hurry.Task.IsCompleted) Volatile.Write(ref _hurry, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        }
    }

    private async ValueTask WriteAsync(List<Item> items)
    {
        var now = time.GetUtcNow();
        // Everything random or of the clock is decided here, before the body.
        var groups = items.Where(i => i.Entries.Count > 0).GroupBy(i => i.Target).Select(g =>
        {
            var entries = g.SelectMany(i => i.Entries).ToArray();
            var first = LogAppender.Reserve(entries.Length, now);
            return (Target: g.Key, Events: entries.Select((e, i) => new FreshEvent(e.Time, LogAppender.At(first, i), e.Message)).ToArray(), GroupId: Ids.NewInt64(), StreamId: Ids.NewInt64(),
                SubscriptionIds: (string[])[Ids.NewGuid().ToString(), Ids.NewGuid().ToString()]);
        }).ToArray();
        if (groups.Length == 0) return;
        await store.WriteAsync(async ValueTask (tx) =>
        {
            foreach (var (target, events, groupId, streamId, subscriptionIds) in groups)
            {
                var key = new GroupKey(target.Account, target.Region, target.Group);
                var group = await LogsTables.Groups.GetAsync(tx, key);
                if (group is null)
                {
                    group = new GroupRecord { Id = groupId, Created = now };
                    LogsTables.Groups.Put(tx, key, group);
                }
                var stream = await LogsTables.Streams.GetAsync(tx, new StreamKey(group.Id, target.Stream)) ?? new StreamRecord { Id = streamId, Created = now };
                await LogAppender.AppendAsync(tx, key, group, target.Stream, stream, events, now, subscriptionIds);
            }
        });
    }

    [LoggerMessage(1, LogLevel.Error, "{Count} log events could not be written and are lost.")]
    private static partial void LogLost(ILogger logger, int count, Exception e);
}
