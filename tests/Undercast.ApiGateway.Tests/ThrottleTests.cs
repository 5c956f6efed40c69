using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.ApiGateway.Tests;

/// <summary>Throttles and quotas on a clock of the test's own, on one node and on two that share a store.</summary>
public class ThrottleTests : Fixture
{
    private const int Rate = 200;
    private const int Burst = 50;

    /// <summary>What passes of four times as many requests as may, over ten seconds.</summary>
    private async Task<int> AdmittedAsync(params Throttles[] nodes)
    {
        var admitted = 0;
        var turn = 0;
        for (var millisecond = 0; millisecond < 10_000; millisecond++)
        {
            Time.Advance(TimeSpan.FromMilliseconds(1));
            // Every node gets its requests, though not at the same moments.
            if (await nodes[turn++ % nodes.Length].TakeAsync("api", "stage", Rate, Burst, Time.GetUtcNow())) admitted++;
        }
        return admitted;
    }

    private static void IsExact(int admitted) => Assert.InRange(admitted / (double)(Burst + (Rate * 10)), 0.98, 1.02);

    [Fact]
    public async Task One_node_is_exact() => IsExact(await AdmittedAsync(new Throttles(Store)));

    [Fact]
    public async Task Two_nodes_on_one_store_are_exact_together_with_few_writes()
    {
        var shared = new SharedStore(Store);
        IsExact(await AdmittedAsync(new Throttles(shared), new Throttles(shared)));
        Assert.InRange(shared.Writes, 1, 300);
    }

    [Fact]
    public async Task A_node_that_falls_silent_takes_little_with_it()
    {
        var shared = new SharedStore(Store);
        var (one, other) = (new Throttles(shared), new Throttles(shared));
        for (var i = 0; i < 20; i++) await one.TakeAsync("api", "stage", Rate, Burst, Time.GetUtcNow());
        var admitted = 20 + await AdmittedAsync(other);
        IsExact(admitted);
    }

    [Fact]
    public async Task A_slow_throttle_is_shared_to_the_last_token()
    {
        var shared = new SharedStore(Store);
        var nodes = new[] { new Throttles(shared), new Throttles(shared) };
        var admitted = 0;
        for (var i = 0; i < 10; i++)
        {
            if (await nodes[i % 2].TakeAsync("api", "slow", 1, 3, Time.GetUtcNow())) admitted++;
        }
        Assert.Equal(3, admitted);
        Time.Advance(TimeSpan.FromSeconds(1));
        var later = new List<bool>();
        foreach (var node in nodes) later.Add(await node.TakeAsync("api", "slow", 1, 3, Time.GetUtcNow()));
        Assert.Equal(1, later.Count(static passed => passed));
    }

    [Fact]
    public async Task Requests_at_once_lease_once()
    {
        var shared = new SharedStore(Store);
        var throttles = new Throttles(shared);
        var passed = await Task.WhenAll(Enumerable.Range(0, 400).Select(_ => Task.Run(async () => await throttles.TakeAsync("api", "stage", 1, 100, Time.GetUtcNow()))));
        Assert.Equal(100, passed.Count(static p => p));
    }

    [Theory]
    [InlineData(0, 5)]
    [InlineData(5, 0)]
    public async Task A_throttle_of_nothing_lets_nothing_pass(double rate, int burst) => Assert.False(await new Throttles(Store).TakeAsync("api", "none", rate, burst, Time.GetUtcNow()));

    [Theory]
    [InlineData(5)]
    [InlineData(1000)]
    [InlineData(100_000)]
    public async Task A_quota_is_exact_on_two_nodes_and_a_large_one_is_not_written_each_time(int limit)
    {
        var shared = new SharedStore(Store);
        var nodes = new[] { new Quotas(shared), new Quotas(shared) };
        var quota = new QuotaSettings { Limit = limit, Period = "DAY" };
        var key = new UsageKey(Account, "us-east-1", "plan", "key", Quotas.PeriodStart("DAY", Time.GetUtcNow()));
        var admitted = 0;
        for (var i = 0; i < limit + (limit / 10) + 10; i++)
        {
            if (await nodes[i % 2].TakeAsync(key, quota, Time.GetUtcNow())) admitted++;
        }
        Assert.Equal(limit, admitted);
        if (limit > 10_000) Assert.InRange(shared.Writes - (limit / 10), 0, limit / 20);
    }

    [Fact]
    public async Task A_key_is_granted_more_than_its_quota()
    {
        var api = await MakeAsync();
        var resource = await MakeResourceAsync(api, "a");
        await MockAsync(api, resource, answer: "x");
        await Service.UpdateMethod(new UpdateMethodInput { RestApiId = api.Id!, ResourceId = resource, HttpMethod = "GET", PatchOperations = [new PatchOperation { Op = "replace", Path = "/apiKeyRequired", Value = "true" }] }, Call);
        await DeployAsync(api);
        var key = await Service.CreateApiKey(new CreateApiKeyInput { Name = "k", Enabled = true }, Call);
        var plan = await Service.CreateUsagePlan(new CreateUsagePlanInput { Name = "p", Quota = new QuotaSettings { Limit = 2, Period = "DAY" }, ApiStages = [new ApiStage { ApiId = api.Id, Stage = "dev" }] }, Call);
        var update = new UpdateUsageInput { UsagePlanId = plan.Id!, KeyId = key.Id!, PatchOperations = [new PatchOperation { Op = "replace", Path = "/remaining", Value = "1" }] };
        Assert.Equal("Invalid API Key identifier specified", (await Assert.ThrowsAsync<NotFoundException>(async () => await Service.UpdateUsage(update, Call))).Message);
        await Service.CreateUsagePlanKey(new CreateUsagePlanKeyInput { UsagePlanId = plan.Id!, KeyId = key.Id!, KeyType = "API_KEY" }, Call);
        async Task<int> AskAsync() => (await RequestAsync(api, "/a", headers: ("x-api-key", key.Value!))).Status;
        Assert.Equal((200, 200, 429), (await AskAsync(), await AskAsync(), await AskAsync()));
        Assert.Equal((IEnumerable<long>)[2L, 1L], (await Service.UpdateUsage(update, Call)).Items![key.Id!][0]);
        Assert.Equal((200, 429), (await AskAsync(), await AskAsync()));
        Time.Advance(TimeSpan.FromDays(1));
        Assert.Equal((200, 200, 429), (await AskAsync(), await AskAsync(), await AskAsync()));
        await Assert.ThrowsAsync<BadRequestException>(async () => await Service.UpdateUsage(update with { PatchOperations = [new PatchOperation { Op = "replace", Path = "/used", Value = "1" }] }, Call));
    }

    /// <summary>A store that says that others write to it, too, and counts writes.</summary>
    private sealed class SharedStore(IStore store) : IStore
    {
        private int _writes;

        public int Writes => _writes;

        public ISignals Signals => store.Signals;

        public ValueTask<T> ReadAsync<T>(Func<IReadTransaction, ValueTask<T>> body, CancellationToken ct = default) => store.ReadAsync(body, ct);

        public ValueTask<T> WriteAsync<T>(Func<IWriteTransaction, ValueTask<T>> body, CancellationToken ct = default)
        {
            Interlocked.Increment(ref _writes);
            return store.WriteAsync(body, ct);
        }

        public ValueTask DisposeAsync() => default;
    }
}
