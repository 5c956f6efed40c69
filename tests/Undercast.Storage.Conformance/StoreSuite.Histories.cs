using System.Collections.Concurrent;
using System.Globalization;

namespace Undercast.Storage.Conformance;

public abstract partial class StoreSuite
{
    [StoreFact]
    public async Task Two_bodies_that_read_what_the_other_writes_do_not_both_see_the_old_state()
    {
        // Write skew: under snapshot isolation alone both doctors would leave.
        for (var round = 0; round < 10; round++)
        {
            await Put(("alice", "on"), ("bob", "on"));
            await Within(Deadline, Task.WhenAll(Leave("alice", "bob"), Leave("bob", "alice")));
            Assert.Contains("on", new[] { await Get("alice"), await Get("bob") });
        }

        Task Leave(string me, string other) => Task.Run(async () => await Store.WriteAsync(async tx =>
        {
            if (Text(await tx.GetAsync(K(other))) == "on") tx.Put(K(me), V("off"));
        }));
    }

    [StoreFact]
    public async Task Key_that_appears_in_a_range_read_by_another_conflicts_with_it()
    {
        // Phantom: each of 20 adds a row numbered by the count it saw; all numbers differ when the order is serial.
        var adders = Enumerable.Range(0, 20).Select(i => Task.Run(async () => await Store.WriteAsync(async tx =>
        {
            var count = await tx.CountAsync(KeyRange.Prefix(K("row/")));
            tx.Put(K($"row/{i:d2}"), V($"{count}"));
        })));
        await Within(Deadline, Task.WhenAll(adders));
        var rows = await Store.ReadAsync(tx => tx.RangeAsync(KeyRange.Prefix(K("row/")), 100));
        Assert.Equal(Enumerable.Range(0, 20), rows.Select(p => (int)Number(p.Value)).Order());
    }

    [StoreFact]
    public async Task Transfers_between_accounts_keep_the_total_in_every_snapshot()
    {
        const int accounts = 10, each = 100, transfers = 40;
        await Put([.. Enumerable.Range(0, accounts).Select(i => ($"acc/{i}", $"{each}"))]);
        var totals = new ConcurrentBag<long>();
        var done = false;
        var auditor = Task.Run(async () =>
        {
            while (!Volatile.Read(ref done))
            {
                var all = await Store.ReadAsync(async tx =>
                {
                    long sum = 0;
                    for (var i = 0; i < accounts; i++)
                    {
                        sum += Number(await tx.GetAsync(K($"acc/{i}")));
                        if (i == accounts / 2) await Task.Yield();
                    }
                    return sum;
                });
                totals.Add(all);
                await Task.Yield();
            }
        });
        var tellers = Enumerable.Range(0, 6).Select(seed => Task.Run(async () =>
        {
            var random = new Random(seed);
            for (var t = 0; t < transfers; t++)
            {
                var (from, to, amount) = (random.Next(accounts), random.Next(accounts), random.Next(1, 50));
                await Store.WriteAsync(async tx =>
                {
                    var has = Number(await tx.GetAsync(K($"acc/{from}")));
                    if (has < amount || from == to) return;
                    var other = Number(await tx.GetAsync(K($"acc/{to}")));
                    tx.Put(K($"acc/{from}"), V($"{has - amount}"));
                    tx.Put(K($"acc/{to}"), V($"{other + amount}"));
                });
            }
        })).ToArray();
        await Within(TimeSpan.FromSeconds(60), Task.WhenAll(tellers));
        Volatile.Write(ref done, true);
        await Within(Deadline, auditor);
        Assert.All(totals, total => Assert.Equal(accounts * each, total));
        var rows = await Store.ReadAsync(tx => tx.RangeAsync(KeyRange.Prefix(K("acc/")), 100));
        Assert.Equal(accounts * each, rows.Sum(p => Number(p.Value)));
        Assert.All(rows, p => Assert.True(Number(p.Value) >= 0));
    }

    [StoreFact]
    public async Task Random_histories_have_a_serial_order()
    {
        for (var seed = 0; seed < 3; seed++) await CheckHistory(seed);
    }

    /// <summary>List append: every transaction reads some lists and appends its own number to others, so the lists themselves tell the order of all writers
    /// of a key.</summary>
    private async Task CheckHistory(int seed)
    {
        const int clients = 6, each = 25, lists = 5;
        var history = new ConcurrentBag<Operation>();
        var number = 0;
        var work = Enumerable.Range(0, clients).Select(client => Task.Run(async () =>
        {
            var random = new Random((seed * 100) + client);
            for (var i = 0; i < each; i++)
            {
                var id = Interlocked.Increment(ref number);
                var reads = Enumerable.Range(0, lists).Where(_ => random.Next(2) == 0).ToArray();
                var appends = random.Next(4) == 0 ? [] : Enumerable.Range(0, lists).Where(_ => random.Next(3) == 0).ToArray();
                var began = System.Diagnostics.Stopwatch.GetTimestamp();
                var writes = appends.Length > 0 || random.Next(2) == 0;
                var seen = writes
                    ? await Store.WriteAsync(async tx =>
                    {
                        var found = await ReadLists(tx, seed, reads);
                        foreach (var list in appends)
                        {
                            var old = Text(await tx.GetAsync(K($"{seed}/list/{list}")));
                            tx.Put(K($"{seed}/list/{list}"), V(old == "(absent)" ? $"{id}" : $"{old} {id}"));
                        }
                        return found;
                    })
                    : await Store.ReadAsync(tx => ReadLists(tx, seed, reads));
                history.Add(new Operation(id, writes, seen, appends, began, System.Diagnostics.Stopwatch.GetTimestamp()));
            }
        }));
        await Within(TimeSpan.FromSeconds(60), Task.WhenAll(work));
        var final = await Store.ReadAsync(tx => ReadLists(tx, seed, [.. Enumerable.Range(0, lists)]));
        SerialOrder.CheckSnapshots([.. history]);
        SerialOrder.Check([.. history.Where(o => o.Serial || ReadsAreSerial)], final);
    }

    private async ValueTask<Dictionary<int, int[]>> ReadLists(IReadTransaction tx, int seed, int[] lists)
    {
        var found = new Dictionary<int, int[]>();
        foreach (var list in lists)
        {
            var text = Text(await tx.GetAsync(K($"{seed}/list/{list}")));
            found[list] = text == "(absent)" ? [] : [.. text.Split(' ').Select(n => int.Parse(n, CultureInfo.InvariantCulture))];
        }
        return found;
    }

    private static long Number(ReadOnlyMemory<byte>? value) => long.Parse(Text(value), CultureInfo.InvariantCulture);
}

/// <summary>One transaction of a history: what it read, what it appended its number to, and when its caller waited for it.</summary>
internal sealed record Operation(int Id, bool Serial, Dictionary<int, int[]> Seen, int[] Appends, long Began, long Ended);

/// <summary>Judges a history: there is a serial order of all transactions that explains every read and agrees with real time.</summary>
internal static class SerialOrder
{
    /// <summary>Every reader saw each other transaction as a whole or not at all.</summary>
    public static void CheckSnapshots(Operation[] history)
    {
        foreach (var reader in history)
        {
            foreach (var writer in history.Where(o => o.Id != reader.Id))
            {
                var seen = writer.Appends.Where(reader.Seen.ContainsKey).Select(list => reader.Seen[list].Contains(writer.Id)).Distinct();
                Assert.True(seen.Count() <= 1, $"transaction {reader.Id} saw a part of transaction {writer.Id}");
            }
        }
    }

    public static void Check(Operation[] history, Dictionary<int, int[]> final)
    {
        var after = history.ToDictionary(o => o.Id, _ => new HashSet<int>());
        foreach (var (list, order) in final)
        {
            Assert.Equal(history.Where(o => o.Appends.Contains(list)).Select(o => o.Id).Order(), order.Order());
            for (var i = 1; i < order.Length; i++) after[order[i - 1]].Add(order[i]);
            foreach (var reader in history.Where(o => o.Seen.ContainsKey(list)))
            {
                var seen = reader.Seen[list];
                Assert.Equal(order[..seen.Length], seen);
                if (seen.Length > 0 && seen[^1] != reader.Id) after[seen[^1]].Add(reader.Id);
                if (seen.Length < order.Length && order[seen.Length] != reader.Id) after[reader.Id].Add(order[seen.Length]);
            }
        }
        foreach (var a in history)
        {
            foreach (var b in history)
            {
                if (a.Ended < b.Began) after[a.Id].Add(b.Id);
            }
        }
        Assert.True(IsAcyclic(after), "no serial order explains what the transactions read");
    }

    private static bool IsAcyclic(Dictionary<int, HashSet<int>> after)
    {
        var before = after.Keys.ToDictionary(id => id, _ => 0);
        foreach (var next in after.Values.SelectMany(n => n)) before[next]++;
        var free = new Queue<int>(before.Where(p => p.Value == 0).Select(p => p.Key));
        var placed = 0;
        while (free.TryDequeue(out var id))
        {
            placed++;
            foreach (var next in after[id])
            {
                if (--before[next] == 0) free.Enqueue(next);
            }
        }
        return placed == after.Count;
    }
}
