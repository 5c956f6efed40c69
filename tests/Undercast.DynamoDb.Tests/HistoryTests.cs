using System.Collections.Concurrent;
using System.Globalization;
using Undercast.Storage;
using Undercast.Storage.Conformance;
using Undercast.Storage.Postgres;
using Undercast.Storage.Sqlite;

namespace Undercast.DynamoDb.Tests;

/// <summary>Recorded histories of many clients, held against the order that the service claims, on every engine.</summary>
[Collection(PostgresCollection.Name)]
public sealed class HistoryTests : Fixture
{
    private const int Clients = 64, Rounds = 12;

    [Fact]
    public Task One_item_is_linearizable_in_memory() => ItemAsync(new MemoryStore());

    [Fact]
    public Task One_item_is_linearizable_on_SQLite() => OnSqliteAsync(ItemAsync);

    [PostgresFact]
    public async Task One_item_is_linearizable_on_PostgreSQL() => await ItemAsync(await PostgresAsync());

    [Fact]
    public Task Transactions_are_serializable_in_memory() => TransactionsAsync(new MemoryStore());

    [Fact]
    public Task Transactions_are_serializable_on_SQLite() => OnSqliteAsync(TransactionsAsync);

    [PostgresFact]
    public async Task Transactions_are_serializable_on_PostgreSQL() => await TransactionsAsync(await PostgresAsync());

    private static async Task<IStore> PostgresAsync() =>
        await PostgresStore.OpenAsync(new PostgresOptions { ConnectionString = await (await PostgresServer.GetAsync()).CreateDatabaseAsync("h" + Guid.NewGuid().ToString("n")) });

    private static async Task OnSqliteAsync(Func<IStore, Task> test)
    {
        var directory = Directory.CreateTempSubdirectory("undercast-history-").FullName;
        await test(SqliteStore.Open(new SqliteOptions { Directory = directory, Durability = Durability.Relaxed }));
        Directory.Delete(directory, recursive: true);
    }

    private async Task<DynamoDbService> ServiceAsync(IStore store)
    {
        var service = new DynamoDbService(store, new TableCatalog(), new DynamoDbOptions(), new Throttle(new DynamoDbOptions()));
        await service.CreateTable(
            In<CreateTableInput>("""{"TableName":"tab","BillingMode":"PAY_PER_REQUEST","KeySchema":[{"AttributeName":"p","KeyType":"HASH"}],"AttributeDefinitions":[{"AttributeName":"p","AttributeType":"S"}]}"""), Call);
        await SettleAsync(store, Call);
        return service;
    }

    // Every write that wins appends its name to a list, so the list is the order in which the service says the writes happened.
    private sealed record Operation(long Start, long End, string Name, int Expected, int? Seen, bool Won);

    private async Task ItemAsync(IStore store)
    {
        await using var _ = store;
        var service = await ServiceAsync(store);
        await service.PutItem(In<PutItemInput>("""{"TableName":"tab","Item":{"p":{"S":"a"},"n":{"N":"0"},"written":{"L":[]}}}"""), Call);
        long clock = 0;
        var operations = new ConcurrentBag<Operation>();
        var wins = new ConcurrentDictionary<int, int>();
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(client => Task.Run(async () =>
        {
            for (var round = 0; round < Rounds; round++)
            {
                var start = Interlocked.Increment(ref clock);
                var item = (await service.GetItem(In<GetItemInput>("""{"TableName":"tab","Key":{"p":{"S":"a"}},"ConsistentRead":true}"""), Call)).Item!;
                var seen = item["written"]!.List.Count;
                Assert.Equal(seen, int.Parse(DynamoNumber.Text(item["n"]!.Bytes), CultureInfo.InvariantCulture));
                operations.Add(new Operation(start, Interlocked.Increment(ref clock), "", 0, seen, false));
                var name = $"{client}/{round}";
                start = Interlocked.Increment(ref clock);
                bool won;
                try
                {
                    await service.UpdateItem(In<UpdateItemInput>($$$"""
                        {"TableName":"tab","Key":{"p":{"S":"a"}},"UpdateExpression":"SET n = n + :one, written = list_append(written, :name)","ConditionExpression":"n = :seen",
                         "ExpressionAttributeValues":{":one":{"N":"1"},":seen":{"N":"{{{seen}}}"},":name":{"L":[{"S":"{{{name}}}"}]} } }
                        """), Call);
                    won = true;
                    wins.AddOrUpdate(seen, 1, (_, n) => n + 1);
                }
                catch (ConditionalCheckFailedException)
                {
                    won = false;
                }
                operations.Add(new Operation(start, Interlocked.Increment(ref clock), name, seen, null, won));
            }
        })));
        var log = (await service.GetItem(In<GetItemInput>("""{"TableName":"tab","Key":{"p":{"S":"a"}}}"""), Call)).Item!["written"]!.List.ConvertAll(n => n.Text);
        Assert.All(wins, w => Assert.Equal(1, w.Value));
        Assert.Equal(log.Order(), operations.Where(o => o.Won).Select(o => o.Name).Order());
        Assert.True(log.Count >= Rounds);

        // A write that won took the item from length i to i + 1. What an operation saw must lie between what was acknowledged before it began and what had begun before it ended.
        var writes = operations.Where(o => o.Won).ToArray();
        foreach (var write in writes) Assert.Equal(write.Name, log[write.Expected]);
        foreach (var o in operations)
        {
            var least = writes.Where(w => w.End < o.Start).Select(w => w.Expected + 1).DefaultIfEmpty(0).Max();
            var most = writes.Where(w => w.Start < o.End).Select(w => w.Expected + 1).DefaultIfEmpty(0).Max();
            if (o.Seen is { } seen) Assert.InRange(seen, least, most);
            else if (o.Won) Assert.InRange(o.Expected + 1, least + 1, most);
            else Assert.False(least == o.Expected && most == o.Expected, "A write was refused although nothing but what it expected can have been there.");
        }
    }

    // Transactions read some versions and raise others; the graph of who must come before whom has no circle.
    private async Task TransactionsAsync(IStore store)
    {
        const int accounts = 6;
        await using var _ = store;
        var service = await ServiceAsync(store);
        for (var i = 0; i < accounts; i++) await service.PutItem(In<PutItemInput>($$$"""{"TableName":"tab","Item":{"p":{"S":"{{{i}}}"},"v":{"N":"0"},"m":{"N":"100"} } }"""), Call);
        var done = new ConcurrentBag<(Dictionary<int, int> Read, HashSet<int> Written)>();
        await Task.WhenAll(Enumerable.Range(0, 16).Select(seed => Task.Run(async () =>
        {
            var random = new Random(seed);
            for (var round = 0; round < 25; round++)
            {
                var state = await service.TransactGetItems(In<TransactGetItemsInput>($$"""{"TransactItems":[{{string.Join(",", Enumerable.Range(0, accounts).Select(i => $$$"""{"Get":{"TableName":"tab","Key":{"p":{"S":"{{{i}}}"} } } }"""))}}]}"""), Call);
                var (versions, money) = (Numbers(state, "v"), Numbers(state, "m"));
                Assert.Equal(accounts * 100, money.Sum());
                done.Add((Enumerable.Range(0, accounts).ToDictionary(i => i, i => versions[i]), []));
                var chosen = Enumerable.Range(0, accounts).OrderBy(_ => random.Next()).Take(3).ToArray();
                var (from, to, looked) = (chosen[0], chosen[1], chosen[2]);
                string Move(int account, int by) => $$$"""
                    {"Update":{"TableName":"tab","Key":{"p":{"S":"{{{account}}}"}},"UpdateExpression":"SET v = v + :o, m = m + :by","ConditionExpression":"v = :v",
                     "ExpressionAttributeValues":{":o":{"N":"1"},":by":{"N":"{{{by}}}"},":v":{"N":"{{{versions[account]}}}"} } } }
                    """;
                try
                {
                    await service.TransactWriteItems(In<TransactWriteItemsInput>($$$"""
                        {"TransactItems":[{{{Move(from, -5)}}},{{{Move(to, 5)}}},
                         {"ConditionCheck":{"TableName":"tab","Key":{"p":{"S":"{{{looked}}}"} },"ConditionExpression":"v = :v","ExpressionAttributeValues":{":v":{"N":"{{{versions[looked]}}}"} } } }],
                         "ClientRequestToken":"{{{Guid.NewGuid():D}}}"}
                        """), Call);
                    done.Add((chosen.ToDictionary(c => c, c => versions[c]), [from, to]));
                }
                catch (TransactionCanceledException)
                {
                    // Somebody was faster.
                }
            }
        })));
        Assert.Contains(done, t => t.Written.Count > 0);
        AssertNoCircle([.. done]);
    }

    private static int[] Numbers(TransactGetItemsOutput output, string name) => [.. output.Responses!.Select(r => int.Parse(DynamoNumber.Text(r.Item![name]!.Bytes), CultureInfo.InvariantCulture))];

    private static void AssertNoCircle((Dictionary<int, int> Read, HashSet<int> Written)[] all)
    {
        // Who raised an account to a version; nobody else did.
        var writers = new Dictionary<(int Account, int Version), int>();
        for (var i = 0; i < all.Length; i++)
        {
            foreach (var account in all[i].Written) Assert.True(writers.TryAdd((account, all[i].Read[account] + 1), i), "Two transactions raised one account to one version.");
        }
        var after = new HashSet<int>[all.Length];
        for (var i = 0; i < all.Length; i++) after[i] = [];
        for (var i = 0; i < all.Length; i++)
        {
            foreach (var (account, version) in all[i].Read)
            {
                if (writers.TryGetValue((account, version), out var writer) && writer != i) after[writer].Add(i);
                if (writers.TryGetValue((account, version + 1), out var next) && next != i) after[i].Add(next);
            }
        }
        var before = new int[all.Length];
        foreach (var followers in after)
        {
            foreach (var follower in followers) before[follower]++;
        }
        var free = new Queue<int>(Enumerable.Range(0, all.Length).Where(i => before[i] == 0));
        var ordered = 0;
        while (free.TryDequeue(out var first))
        {
            ordered++;
            foreach (var follower in after[first])
            {
                if (--before[follower] == 0) free.Enqueue(follower);
            }
        }
        Assert.Equal(all.Length, ordered);
    }
}
