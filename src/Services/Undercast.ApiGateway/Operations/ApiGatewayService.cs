using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.ApiGateway;

/// <summary>The operations of REST APIs; one partial per kind of entity. Rules first, then one transaction.</summary>
internal sealed partial class ApiGatewayService(IStore store, RestDataPlane plane, Authorization authorization, Truststores truststores, TimeProvider time) : IApiGateway
{
    private const int DefaultPage = 25;
    private const int MostPage = 500;

    private ValueTask<T> ReadAsync<T>(string apiId, CallContext call, Func<RestApiRecord, T> read) =>
        store.ReadAsync(async tx => read(await FindAsync(tx, apiId, call)), call.Cancelled);

    /// <summary>Changes an API in one transaction; the function may run twice.</summary>
    private ValueTask<T> EditAsync<T>(string apiId, CallContext call, Func<RestApiRecord, T> edit) => store.WriteAsync(
        async tx =>
        {
            var api = await FindAsync(tx, apiId, call);
            var result = edit(api);
            await ApiGatewayTables.Apis.PutAsync(tx, new RestApiKey(apiId), api);
            return result;
        },
        call.Cancelled);

    private ValueTask<bool> RemoveAsync(string apiId, CallContext call, Action<RestApiRecord> edit) => EditAsync(
        apiId,
        call,
        api =>
        {
            edit(api);
            return true;
        });

    private static async ValueTask<RestApiRecord> FindAsync(IReadTransaction tx, string apiId, CallContext call)
    {
        var api = await ApiGatewayTables.Apis.GetAsync(tx, new RestApiKey(apiId));
        return api is not null && api.Account == call.Account && api.Region == call.Region ? api : throw Faults.NoApi(call.Account, apiId);
    }

    private static Resource ResourceOf(RestApiRecord api, string id) => api.Resources.GetValueOrDefault(id) ?? throw Faults.No("Resource");

    private static Method MethodOf(RestApiRecord api, string resource, string method) =>
        ResourceOf(api, resource).ResourceMethods?.GetValueOrDefault(method) ?? throw Faults.No("Method");

    private static void Put(RestApiRecord api, string resource, string name, Method? method)
    {
        var methods = new Dictionary<string, Method>(api.Resources[resource].ResourceMethods ?? new Dictionary<string, Method>());
        if (method is null) methods.Remove(name);
        else methods[name] = method;
        api.Resources[resource] = api.Resources[resource] with { ResourceMethods = methods.Count == 0 ? null : methods };
    }

    private static Dictionary<string, T> With<T>(IReadOnlyDictionary<string, T>? map, string key, T? value)
        where T : class
    {
        var copy = map is null ? [] : new Dictionary<string, T>(map);
        if (value is null) copy.Remove(key);
        else copy[key] = value;
        return copy;
    }

    /// <summary>One page; the position is the last id of the page before.</summary>
    private static (IReadOnlyList<T> Items, string? Position) Page<T>(IEnumerable<T> all, Func<T, string> id, string? position, int? limit)
    {
        var size = Math.Clamp(limit ?? DefaultPage, 1, MostPage);
        var rest = all.OrderBy(id, StringComparer.Ordinal).SkipWhile(item => position is not null && string.CompareOrdinal(id(item), position) <= 0).Take(size + 1).ToList();
        if (rest.Count <= size) return (rest, null);
        rest.RemoveAt(size);
        return (rest, id(rest[^1]));
    }

    /// <summary>Makes the data planes of all nodes read a stage anew.</summary>
    /// <param name="tx">The transaction.</param>
    /// <param name="stage">The stage.</param>
    /// <param name="stamp">A random number from before the transaction.</param>
    /// <param name="cache">Whether cached responses are forgotten, too.</param>
    private static async ValueTask BumpAsync(IWriteTransaction tx, PartKey stage, long stamp, bool cache = false)
    {
        var old = await ApiGatewayTables.StageVersions.GetAsync(tx, stage);
        ApiGatewayTables.StageVersions.Put(tx, stage, new StageVersionRecord(stamp, cache || old is null ? stamp : old.CacheVersion));
    }
}
