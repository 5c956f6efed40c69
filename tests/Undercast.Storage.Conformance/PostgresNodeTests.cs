using Npgsql;
using Undercast.Storage.Postgres;

namespace Undercast.Storage.Conformance;

/// <summary>What only several nodes on one database show.</summary>
[Collection(PostgresCollection.Name)]
public sealed class PostgresNodeTests
{
    private static readonly Lazy<Task<string>> Database = new(async () => await (await PostgresServer.GetAsync()).CreateDatabaseAsync("nodes"));
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    [StoreFact]
    public async Task Signal_of_one_node_wakes_a_waiter_on_another()
    {
        await using var here = await OpenAsync();
        await using var there = await OpenAsync();
        using var ear = here.Signals.Subscribe("nodes/one");
        using var other = here.Signals.Subscribe("nodes/unrelated");
        await there.WriteAsync(tx => tx.Signal("nodes/one"));
        Assert.True(await ear.WaitAsync(Deadline));
        Assert.False(await other.WaitAsync(TimeSpan.FromMilliseconds(100)));
    }

    [StoreFact]
    public async Task Subject_too_long_for_a_notification_wakes_everyone_instead()
    {
        await using var here = await OpenAsync();
        await using var there = await OpenAsync();
        var subject = "nodes/" + new string('x', 9000);
        using var ear = here.Signals.Subscribe(subject);
        await there.WriteAsync(tx => tx.Signal(subject));
        Assert.True(await ear.WaitAsync(Deadline));
    }

    [StoreFact]
    public async Task Lost_connections_wake_waiters_and_later_work_goes_on()
    {
        await using var store = await OpenAsync("lost");
        await store.WriteAsync(tx => tx.Put("nodes/lost"u8.ToArray(), new byte[1]));
        using var ear = store.Signals.Subscribe("nodes/lost");
        await TerminateAsync("lost");
        Assert.True(await ear.WaitAsync(Deadline), "a signal may have been missed, so the waiter wakes");
        await store.WriteAsync(tx => tx.Put("nodes/lost"u8.ToArray(), new byte[2]));
        Assert.Equal(2, (await store.ReadAsync(tx => tx.GetAsync("nodes/lost"u8.ToArray())))!.Value.Length);
        await using var other = await OpenAsync();
        using var again = store.Signals.Subscribe("nodes/after");
        await other.WriteAsync(tx => tx.Signal("nodes/after"));
        Assert.True(await again.WaitAsync(Deadline));
    }

    [StoreFact]
    public async Task Database_that_is_not_there_is_reported_in_one_line()
    {
        var refused = await Assert.ThrowsAsync<StoreUnavailableException>(async () =>
            await PostgresStore.OpenAsync(new PostgresOptions { ConnectionString = "Host=/tmp/nowhere;Port=1;Username=nobody;Timeout=2" }));
        Assert.Contains("cannot be reached", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
    }

    [StoreFact]
    public async Task Nodes_that_start_together_make_the_table_once()
    {
        var options = new PostgresOptions { ConnectionString = await (await PostgresServer.GetAsync()).CreateDatabaseAsync("together") };
        var nodes = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => PostgresStore.OpenAsync(options).AsTask()));
        await nodes[0].WriteAsync(tx => tx.Put("a"u8.ToArray(), new byte[3]));
        Assert.Equal(3, (await nodes[3].ReadAsync(tx => tx.GetAsync("a"u8.ToArray())))!.Value.Length);
        foreach (var node in nodes) await node.DisposeAsync();
    }

    private static async Task<PostgresStore> OpenAsync(string application = "node")
    {
        var connection = await Database.Value;
        return await PostgresStore.OpenAsync(new PostgresOptions { ConnectionString = $"{connection};Application Name={application}" });
    }

    private static async Task TerminateAsync(string application)
    {
        await using var connection = new NpgsqlConnection((await PostgresServer.GetAsync()).ConnectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var kill = new NpgsqlCommand("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = $1", connection);
        kill.Parameters.Add(new NpgsqlParameter { Value = application });
        await kill.ExecuteNonQueryAsync();
    }
}
