namespace Undercast.Storage.Conformance;

public abstract partial class StoreSuite
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    [StoreFact]
    public async Task Result_of_the_body_reaches_the_caller()
    {
        Assert.Equal(7, await Store.WriteAsync(_ => new ValueTask<int>(7)));
        Assert.Equal(8, await Store.ReadAsync(_ => new ValueTask<int>(8)));
    }

    [StoreFact]
    public async Task Body_sees_its_own_writes_in_gets_ranges_and_counts()
    {
        await Put(("a", "1"), ("b", "2"), ("c", "3"));
        await Store.WriteAsync(async tx =>
        {
            tx.Put(K("a"), V("new"));
            tx.Put(K("bb"), V("between"));
            tx.Delete(K("b"));
            tx.Put(K("d"), V("4"));
            Assert.Equal("new", Text(await tx.GetAsync(K("a"))));
            Assert.Equal("(absent)", Text(await tx.GetAsync(K("b"))));
            Assert.Equal("a bb c d", Names(await tx.RangeAsync(Own, 10)));
            Assert.Equal("d c", Names(await tx.RangeAsync(Own, 2, reverse: true)));
            Assert.Equal("a bb", Names(await tx.RangeAsync(Own, 2)));
            Assert.Equal(4, await tx.CountAsync(Own));
            tx.DeleteRange(Between("bb", "d"));
            Assert.Equal("a d", Names(await tx.RangeAsync(Own, 10)));
            Assert.Equal(2, await tx.CountAsync(Own));
            tx.Put(K("c"), V("again"));
            Assert.Equal("a c d", Names(await tx.RangeAsync(Own, 10)));
            Assert.Equal("again", Text(await tx.GetAsync(K("c"))));
            return 0;
        });
        Assert.Equal("a c d", await List(Own));
    }

    [StoreFact]
    public async Task Exception_from_the_body_rolls_everything_back_and_reaches_the_caller()
    {
        await Put(("a", "1"), ("b", "2"));
        var thrown = await Assert.ThrowsAsync<InvalidDataException>(async () => await Store.WriteAsync<int>(tx =>
        {
            tx.Put(K("a"), V("changed"));
            tx.Delete(K("b"));
            tx.DeleteRange(Own);
            tx.Put(K("c"), V("fresh"));
            throw new InvalidDataException("no");
        }));
        Assert.Equal("no", thrown.Message);
        Assert.Equal("a b", await List(Own));
        Assert.Equal("1", await Get("a"));
        await Put(("d", "after"));
        Assert.Equal("after", await Get("d"));
    }

    [StoreFact]
    public async Task Failing_bodies_among_good_ones_take_nothing_with_them()
    {
        var writers = Enumerable.Range(0, 200).Select(i => Task.Run(async () =>
        {
            try
            {
                await Store.WriteAsync(tx =>
                {
                    tx.Put(K($"{i:d3}"), V("x"));
                    if (i % 3 == 0) throw new InvalidDataException();
                });
                return true;
            }
            catch (InvalidDataException)
            {
                return false;
            }
        })).ToArray();
        var outcomes = await Task.WhenAll(writers);
        Assert.Equal(Enumerable.Range(0, 200).Select(i => i % 3 != 0), outcomes);
        Assert.Equal(133, await Store.ReadAsync(tx => tx.CountAsync(Own)));
    }

    [StoreFact]
    public async Task Reader_keeps_its_snapshot_while_others_commit()
    {
        await Put(("a", "1"), ("b", "1"));
        await Store.ReadAsync(async tx =>
        {
            Assert.Equal("1", Text(await tx.GetAsync(K("a"))));
            await Put(("a", "2"), ("b", "2"), ("c", "2"));
            Assert.Equal("1", Text(await tx.GetAsync(K("a"))));
            Assert.Equal("1", Text(await tx.GetAsync(K("b"))));
            Assert.Equal("a b", Names(await tx.RangeAsync(Own, 10)));
            Assert.Equal(2, await tx.CountAsync(Own));
            return 0;
        });
        Assert.Equal("2", await Get("b"));
    }

    [StoreFact]
    public async Task Body_that_goes_away_is_still_alone_with_its_writes()
    {
        await Put(("n", "0"));
        var writers = Enumerable.Range(0, 20).Select(_ => Task.Run(async () => await Store.WriteAsync(async tx =>
        {
            var n = int.Parse(Text(await tx.GetAsync(K("n"))), System.Globalization.CultureInfo.InvariantCulture);
            await Task.Yield();
            tx.Put(K("n"), V($"{n + 1}"));
            return 0;
        })));
        await Within(Deadline, Task.WhenAll(writers));
        Assert.Equal("20", await Get("n"));
    }

    [StoreFact]
    public async Task Transaction_kept_after_its_end_refuses()
    {
        IReadTransaction? read = null;
        IWriteTransaction? write = null;
        await Store.ReadAsync(tx => new ValueTask<int>((read = tx) is null ? 0 : 1));
        await Store.WriteAsync(tx => new ValueTask<int>((write = tx) is null ? 0 : 1));
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await read!.GetAsync(K("a")));
        Assert.Throws<InvalidOperationException>(() => write!.Put(K("a"), V("x")));
    }

    [StoreFact]
    public async Task Cancelled_before_it_begins_never_runs()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await Store.WriteAsync(tx => tx.Put(K("a"), V("x")), cancelled.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await Store.ReadAsync(tx => tx.GetAsync(K("a")), cancelled.Token));
        Assert.Equal("(absent)", await Get("a"));
    }

    [StoreFact]
    public async Task Closed_store_refuses()
    {
        await Store.DisposeAsync();
        await Assert.ThrowsAsync<StoreUnavailableException>(async () => await Store.ReadAsync(tx => tx.GetAsync(K("a"))));
        await Assert.ThrowsAsync<StoreUnavailableException>(async () => await Store.WriteAsync(tx => tx.Put(K("a"), V("x"))));
    }

    [StoreFact]
    public async Task Acknowledged_writes_are_there_after_a_restart()
    {
        await Put(("a", "1"), ("b", new string('x', 100_000)));
        await Store.WriteAsync(tx => tx.Delete(K("a")));
        if (await ReopenAsync(Store) is not { } again) return;
        _store = again;
        Assert.Equal("b", await List(Own));
        Assert.Equal(100_000, (await Get("b")).Length);
        await Put(("c", "3"));
        Assert.Equal("b c", await List(Own));
    }

    [StoreFact]
    public async Task Signal_wakes_its_waiter_after_commit()
    {
        using var ear = Store.Signals.Subscribe(Subject("one"));
        var waiting = ear.WaitAsync(Deadline).AsTask();
        await Store.WriteAsync(tx =>
        {
            tx.Put(K("a"), V("1"));
            tx.Signal(Subject("one"));
        });
        Assert.True(await waiting.WaitAsync(Deadline));
        Assert.Equal("1", await Get("a"));
    }

    [StoreFact]
    public async Task Signal_before_the_wait_is_not_lost()
    {
        using var ear = Store.Signals.Subscribe(Subject("two"));
        await Store.WriteAsync(tx => tx.Signal(Subject("two")));
        Assert.True(await ear.WaitAsync(Deadline).AsTask().WaitAsync(Deadline));
    }

    [StoreFact]
    public async Task Signal_of_a_failed_body_or_of_another_subject_wakes_nobody()
    {
        using var ear = Store.Signals.Subscribe(Subject("three"));
        await Assert.ThrowsAsync<InvalidDataException>(async () => await Store.WriteAsync(tx =>
        {
            tx.Signal(Subject("three"));
            throw new InvalidDataException();
        }));
        await Store.WriteAsync(tx => tx.Signal(Subject("other")));
        Assert.False(await ear.WaitAsync(TimeSpan.FromMilliseconds(150)));
    }

    private string Subject(string name) => $"{Text(K(""))}{name}";
}
