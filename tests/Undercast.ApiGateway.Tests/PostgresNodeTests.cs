using Microsoft.Extensions.DependencyInjection;
using Undercast.Cloud;
using Undercast.Storage;
using Undercast.Storage.Conformance;
using Undercast.Storage.Postgres;

namespace Undercast.ApiGateway.Tests;

/// <summary>Usage plans on two gateways that share one PostgreSQL database and are asked at the same moments: together they admit what one would.</summary>
[Collection(PostgresCollection.Name)]
public sealed class PostgresNodeTests : Fixture
{
    private const int Rate = 100;
    private const int Burst = 20;
    private const int Milliseconds = 3000;

    [PostgresFact]
    public async Task Two_nodes_admit_what_a_plan_s_rate_and_burst_allow()
    {
        await using var cluster = await Cluster.StartAsync(this);
        // The throttle of the plan and, larger by far, its quota; one node that is asked as often is the measure.
        var alone = await AdmittedAsync(cluster, await cluster.PlanAsync(1_000_000, Rate, Burst), cluster.Nodes[0], cluster.Nodes[0]);
        var together = await AdmittedAsync(cluster, await cluster.PlanAsync(1_000_000, Rate, Burst), cluster.Nodes[0], cluster.Nodes[1]);
        const int may = Burst + (Rate * Milliseconds / 1000);
        Assert.InRange(alone, may * 0.98, may);
        Assert.InRange(together, may * 0.98, may);
    }

    [PostgresFact]
    public async Task A_node_that_has_leased_and_falls_silent_leaves_the_rest_to_the_other()
    {
        await using var cluster = await Cluster.StartAsync(this);
        var plan = await cluster.PlanAsync(1_000_000, Rate, Burst);
        var before = 0;
        for (var i = 0; i < 10; i++)
        {
            if (await cluster.AskAsync(cluster.Nodes[0], plan)) before++;
        }
        Assert.Equal(10, before);
        var admitted = before + await AdmittedAsync(cluster, plan, cluster.Nodes[1], cluster.Nodes[1]);
        const int may = Burst + (Rate * Milliseconds / 1000);
        // A tenth of a second's tokens may lie with the silent node.
        Assert.InRange(admitted, (may * 0.98) - (Rate / 10), may);
    }

    [PostgresFact]
    public async Task A_quota_is_never_exceeded_and_used_to_the_last_request()
    {
        const int limit = 400;
        await using var cluster = await Cluster.StartAsync(this);
        var plan = await cluster.PlanAsync(limit, 1_000_000, 1_000_000);
        var admitted = 0;
        // Eight clients, four at each node, all at once.
        await Task.WhenAll(Enumerable.Range(0, 8).Select(client => Task.Run(async () =>
        {
            for (var i = 0; i < limit / 7; i++)
            {
                if (await cluster.AskAsync(cluster.Nodes[client % 2], plan)) Interlocked.Increment(ref admitted);
            }
        })));
        // What a node had left of a lease is used by those who come to it later.
        foreach (var node in cluster.Nodes)
        {
            while (await cluster.AskAsync(node, plan)) admitted++;
        }
        Assert.Equal(limit, admitted);
        var usage = await cluster.UsageAsync(plan);
        Assert.Equal((IEnumerable<long>)[limit, 0], usage);
        // The next day has a quota of its own, at both.
        Time.Advance(TimeSpan.FromDays(1));
        foreach (var node in cluster.Nodes) Assert.True(await cluster.AskAsync(node, plan));
    }

    [PostgresFact]
    public async Task A_large_quota_is_leased_in_pieces_and_never_exceeded()
    {
        const int limit = 20_000;
        await using var cluster = await Cluster.StartAsync(this);
        var quotas = cluster.Nodes.Select(static n => n.GetRequiredService<Quotas>()).ToArray();
        var quota = new QuotaSettings { Limit = limit, Period = "DAY" };
        var key = new UsageKey(Account, "us-east-1", "plan", "key", Quotas.PeriodStart("DAY", Time.GetUtcNow()));
        var admitted = 0;
        await Task.WhenAll(Enumerable.Range(0, 4).Select(client => Task.Run(async () =>
        {
            while (await quotas[client % 2].TakeAsync(key, quota, Time.GetUtcNow())) Interlocked.Increment(ref admitted);
        })));
        Assert.Equal(limit, admitted);
    }

    /// <summary>What passes of twice as many requests as may: two at each moment, one at each node.</summary>
    private async Task<int> AdmittedAsync(Cluster cluster, Plan plan, params ServiceProvider[] nodes)
    {
        var admitted = 0;
        for (var at = 0; at < Milliseconds; at += 10)
        {
            Time.Advance(TimeSpan.FromMilliseconds(10));
            admitted += (await Task.WhenAll(nodes.Select(node => Task.Run(() => cluster.AskAsync(node, plan))))).Count(static passed => passed);
        }
        return admitted;
    }

    /// <summary>An API's usage plan with one key.</summary>
    private sealed record Plan(string Api, string Id, string Key, string KeyId);

    /// <summary>Two gateways, each with a store of its own on one database.</summary>
    private sealed class Cluster(PostgresNodeTests tests, IStore[] stores) : IAsyncDisposable
    {
        public ServiceProvider[] Nodes { get; } = Array.ConvertAll(stores, tests.Node);

        public static async Task<Cluster> StartAsync(PostgresNodeTests tests)
        {
            var options = new PostgresOptions { ConnectionString = await (await PostgresServer.GetAsync()).CreateDatabaseAsync("gw" + Guid.NewGuid().ToString("n")) };
            return new Cluster(tests, [await PostgresStore.OpenAsync(options), await PostgresStore.OpenAsync(options)]);
        }

        /// <summary>Makes everything on the first node.</summary>
        public async Task<Plan> PlanAsync(int limit, double rate, int burst)
        {
            var (service, call) = (Nodes[0].GetRequiredService<ApiGatewayService>(), tests.Call);
            var api = await service.CreateRestApi(new CreateRestApiInput { Name = "api" }, call);
            var at = new { RestApiId = api.Id!, ResourceId = api.RootResourceId! };
            await service.PutMethod(new PutMethodInput { RestApiId = at.RestApiId, ResourceId = at.ResourceId, HttpMethod = "GET", AuthorizationType = "NONE", ApiKeyRequired = true }, call);
            await service.PutIntegration(
                new PutIntegrationInput { RestApiId = at.RestApiId, ResourceId = at.ResourceId, HttpMethod = "GET", Type = "MOCK", RequestTemplates = new Dictionary<string, string> { ["application/json"] = "{\"statusCode\": 200}" } }, call);
            await service.PutMethodResponse(new PutMethodResponseInput { RestApiId = at.RestApiId, ResourceId = at.ResourceId, HttpMethod = "GET", StatusCode = "200" }, call);
            await service.PutIntegrationResponse(new PutIntegrationResponseInput { RestApiId = at.RestApiId, ResourceId = at.ResourceId, HttpMethod = "GET", StatusCode = "200" }, call);
            await service.CreateDeployment(new CreateDeploymentInput { RestApiId = at.RestApiId, StageName = "dev" }, call);
            var key = await service.CreateApiKey(new CreateApiKeyInput { Name = "k", Enabled = true }, call);
            var plan = await service.CreateUsagePlan(
                new CreateUsagePlanInput
                {
                    Name = "p", Quota = new QuotaSettings { Limit = limit, Period = "DAY" }, Throttle = new ThrottleSettings { RateLimit = rate, BurstLimit = burst },
                    ApiStages = [new ApiStage { ApiId = api.Id, Stage = "dev" }],
                },
                call);
            await service.CreateUsagePlanKey(new CreateUsagePlanKeyInput { UsagePlanId = plan.Id!, KeyId = key.Id!, KeyType = "API_KEY" }, call);
            return new Plan(api.Id!, plan.Id!, key.Value!, key.Id!);
        }

        /// <summary>Whether a request passes; whatever is neither an answer nor a refusal for being one too many fails the test.</summary>
        public async Task<bool> AskAsync(ServiceProvider node, Plan plan)
        {
            var (status, body, _) = await tests.SendAsync($"/_aws/execute-api/{plan.Api}/dev/", headers: [("x-api-key", plan.Key)], plane: node.GetRequiredService<IDataPlane>());
            return status switch { 200 => true, 429 => false, _ => throw new InvalidOperationException($"{status} {body}") };
        }

        /// <summary>Used and left of today, as the second node tells it.</summary>
        public async Task<IEnumerable<long>> UsageAsync(Plan plan)
        {
            var today = Quotas.DayOf(tests.Time.GetUtcNow());
            var usage = await Nodes[1].GetRequiredService<ApiGatewayService>().GetUsage(new GetUsageInput { UsagePlanId = plan.Id, StartDate = today, EndDate = today }, tests.Call);
            return usage.Items![plan.KeyId][0];
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var node in Nodes) await node.DisposeAsync();
            foreach (var store in stores) await store.DisposeAsync();
        }
    }
}
