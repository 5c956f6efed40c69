using System.Globalization;
using Undercast.Cloud;
using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.ApiGateway.Routed;

/// <summary>The operations of HTTP and WebSocket APIs; one partial per kind of entity. Rules first, then one transaction.</summary>
internal sealed partial class RoutedService(IStore store, Truststores truststores, CloudOptions options) : IApiGatewayV2
{
    private const int DefaultPage = 100;
    private const string NoRoutes = "At least one route is required before deploying the Api.";

    private ValueTask<T> ReadAsync<T>(string apiId, CallContext call, Func<RoutedApiRecord, T> read) =>
        store.ReadAsync(async tx => read(await FindAsync(tx, apiId, call)), call.Cancelled);

    /// <summary>Changes an API in one transaction, and deploys it where stages want that; the function may run twice.</summary>
    private ValueTask<T> EditAsync<T>(string apiId, CallContext call, Func<RoutedApiRecord, T> edit)
    {
        var stamp = new Stamp(call);
        return store.WriteAsync(
            async tx =>
            {
                var api = await FindAsync(tx, apiId, call);
                var result = edit(api);
                await ApiGatewayTables.RoutedApis.PutAsync(tx, new RestApiKey(apiId), api);
                await AutoDeployAsync(tx, api, stamp);
                return result;
            },
            call.Cancelled);
    }

    private async ValueTask ChangeAsync(string apiId, CallContext call, Action<RoutedApiRecord> edit) => await EditAsync(
        apiId,
        call,
        api =>
        {
            edit(api);
            return true;
        });

    /// <summary>What a deployment needs that a transaction may not make: it may run twice.</summary>
    private readonly struct Stamp(CallContext call)
    {
        public string DeploymentId { get; } = call.NewIds.Base36(6);
        public long Version { get; } = Ids.NewInt64();
        public DateTimeOffset Now { get; } = Seconds(call);
    }

    /// <summary>A new deployment for the stages that follow the API by themselves; the one before it goes.</summary>
    private static async ValueTask AutoDeployAsync(IWriteTransaction tx, RoutedApiRecord api, Stamp stamp, bool force = false)
    {
        var id = api.Api.ApiId!;
        var stages = (await ApiGatewayTables.RoutedStages.RangeAsync(tx, ApiGatewayTables.RoutedStages.Prefix(id))).Where(static s => s.Record.Stage.AutoDeploy == true).ToList();
        if (stages.Count > 0)
        {
            // Differs: only the newest automatic deployment is kept, where AWS keeps their history.
            foreach (var (key, old) in await ApiGatewayTables.RoutedDeployments.RangeAsync(tx, ApiGatewayTables.RoutedDeployments.Prefix(id)))
            {
                if (old.Deployment.AutoDeployed == true) ApiGatewayTables.RoutedDeployments.Delete(tx, key);
            }
            var deployable = api.Routes.Count > 0;
            if (deployable)
            {
                var deployment = new Deployment
                {
                    DeploymentId = stamp.DeploymentId, AutoDeployed = true, CreatedDate = stamp.Now, DeploymentStatus = "DEPLOYED", Description = "Automatic deployment triggered by changes to the Api configuration",
                };
                ApiGatewayTables.RoutedDeployments.Put(tx, new PartKey(id, stamp.DeploymentId), new RoutedDeploymentRecord { Deployment = deployment, Snapshot = api });
            }
            foreach (var (key, record) in stages)
            {
                record.Stage = record.Stage with
                {
                    DeploymentId = deployable ? stamp.DeploymentId : null,
                    LastDeploymentStatusMessage = deployable ? $"Successfully deployed stage with deployment ID '{stamp.DeploymentId}'" : $"Deployment attempt failed: {NoRoutes}",
                    LastUpdatedDate = stamp.Now,
                };
                ApiGatewayTables.RoutedStages.Put(tx, key, record);
            }
        }
        if (stages.Count > 0 || force) ApiGatewayTables.RoutedVersions.Put(tx, new RestApiKey(id), new RoutedVersionRecord(stamp.Version));
    }

    private static async ValueTask<RoutedApiRecord> FindAsync(IReadTransaction tx, string apiId, CallContext call)
    {
        var api = await ApiGatewayTables.RoutedApis.GetAsync(tx, new RestApiKey(apiId));
        return api is not null && api.Account == call.Account && api.Region == call.Region ? api : throw RoutedFaults.No("API", apiId);
    }

    /// <summary>One page; the token is the last key of the page before.</summary>
    private static (IReadOnlyList<T> Items, string? Next) Page<T>(IEnumerable<T> all, Func<T, string> key, string? maxResults, string? token)
    {
        var size = DefaultPage;
        if (maxResults is not null && (!int.TryParse(maxResults, NumberStyles.None, CultureInfo.InvariantCulture, out size) || size < 1)) throw Faults.Bad("Invalid maxResults specified");
        var rest = all.OrderBy(key, StringComparer.Ordinal).SkipWhile(item => token is not null && string.CompareOrdinal(key(item), token) <= 0).Take(size + 1).ToList();
        if (rest.Count <= size) return (rest, null);
        rest.RemoveAt(size);
        return (rest, key(rest[^1]));
    }

    private static DateTimeOffset Seconds(CallContext call) => DateTimeOffset.FromUnixTimeSeconds(call.Now.ToUnixTimeSeconds());
}

/// <summary>The texts in which AWS refuses.</summary>
internal static class RoutedFaults
{
    public static NotFoundException No(string what, string id) => new($"Invalid {what} identifier specified {id}");

    public static NotFoundException NoStage() => new("Invalid stage identifier specified");

    public static T Of<T>(this IReadOnlyDictionary<string, T> parts, string what, string id)
        where T : class => parts.GetValueOrDefault(id) ?? throw No(what, id);
}
