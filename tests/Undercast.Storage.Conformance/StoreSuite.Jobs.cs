using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;

namespace Undercast.Storage.Conformance;

public abstract partial class StoreSuite
{
    [StoreFact]
    public async Task Jobs_and_events_take_effect_once_with_two_runners()
    {
        const int count = 60;
        var name = Subject("work").Replace('/', '.');
        var order = new ConcurrentQueue<int>();
        var jobs = new CountingHandler(name, Store, K("counter"));
        var events = new OrderHandler(name, order);
        var options = new JobRunnerOptions { Node = $"{name}1", FirstBackOff = TimeSpan.FromMilliseconds(50) };
        await using var one = new JobRunner(Store, [jobs], [events], options, TimeProvider.System, NullLogger<JobRunner>.Instance);
        await using var two = new JobRunner(Store, [jobs], [events], options with { Node = $"{name}2" }, TimeProvider.System, NullLogger<JobRunner>.Instance);
        one.Start();
        two.Start();
        var now = DateTimeOffset.UtcNow;
        for (var i = 0; i < count; i++)
        {
            var n = i;
            await Store.WriteAsync(async tx =>
            {
                tx.Schedule(new Job(name, $"{name}/{n}", ReadOnlyMemory<byte>.Empty), now);
                await tx.PublishAsync(new OutboxEvent(name, name, $"{n}", ReadOnlyMemory<byte>.Empty));
            });
        }
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(40));
        while (await Get("counter") != $"{count}" || await Store.ReadAsync(tx => tx.CountEventsAsync(name)) > 0) await Task.Delay(10, deadline.Token);
        Assert.Equal(Enumerable.Range(0, count), order.Distinct());
    }

    private sealed class CountingHandler(string type, IStore store, byte[] counter) : IJobHandler
    {
        public string JobType => type;

        public async ValueTask HandleAsync(JobRun run, CancellationToken ct) =>
            await store.WriteAsync(
                async tx =>
                {
                    var old = await tx.GetAsync(counter);
                    var next = old is null ? 1 : int.Parse(Text(old), CultureInfo.InvariantCulture) + 1;
                    tx.Put(counter, V($"{next}"));
                    await run.CompleteAsync(tx);
                },
                ct);
    }

    private sealed class OrderHandler(string type, ConcurrentQueue<int> order) : IEventHandler
    {
        public string EventType => type;

        public ValueTask HandleAsync(EventDelivery delivery, CancellationToken ct)
        {
            order.Enqueue(int.Parse(delivery.Event.Id, CultureInfo.InvariantCulture));
            return default;
        }
    }
}
