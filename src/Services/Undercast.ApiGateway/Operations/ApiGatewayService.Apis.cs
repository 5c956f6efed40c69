using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.ApiGateway;

internal sealed partial class ApiGatewayService
{
    public async ValueTask<RestApi> CreateRestApi(CreateRestApiInput input, CallContext call)
    {
        if (string.IsNullOrWhiteSpace(input.Name)) throw Faults.Bad("API name must not be empty");
        var api = NewApi(call) with
        {
            Name = input.Name,
            Description = input.Description,
            Version = input.Version,
            BinaryMediaTypes = input.BinaryMediaTypes,
            MinimumCompressionSize = input.MinimumCompressionSize,
            ApiKeySource = input.ApiKeySource ?? "HEADER",
            Policy = input.Policy,
            Tags = input.Tags,
            DisableExecuteApiEndpoint = input.DisableExecuteApiEndpoint ?? false,
            SecurityPolicy = input.SecurityPolicy,
            EndpointConfiguration = Endpoint(input.EndpointConfiguration),
        };
        ApiRules.Check(api);
        var record = Empty(api, call);
        await store.WriteAsync(tx => ApiGatewayTables.Apis.PutFresh(tx, new RestApiKey(api.Id!), record), call.Cancelled);
        return api;
    }

    public async ValueTask<RestApi> GetRestApi(GetRestApiInput input, CallContext call) => await ReadAsync(input.RestApiId, call, static api => api.Api);

    public async ValueTask<GetRestApisOutput> GetRestApis(GetRestApisInput input, CallContext call)
    {
        var size = Math.Clamp(input.Limit ?? DefaultPage, 1, MostPage);
        var after = input.Position is { } position ? (new OwnedKey(call.Account, call.Region, position), new RestApiKey(position)) : default((OwnedKey, RestApiKey)?);
        var rows = await store.ReadAsync(
            tx => ApiGatewayTables.ApisByOwner.RangeAsync(tx, ApiGatewayTables.ApisByOwner.Prefix(call.Account, call.Region), size + 1, after: after), call.Cancelled);
        return new GetRestApisOutput { Items = [.. rows.Take(size).Select(r => r.Record.Api)], Position = rows.Count > size ? rows[size - 1].Key.Id : null };
    }

    public async ValueTask<RestApi> UpdateRestApi(UpdateRestApiInput input, CallContext call) => await EditAsync(
        input.RestApiId,
        call,
        api =>
        {
            api.Api = PatchRules.Apply(api.Api, input.PatchOperations, PatchRules.RestApi, ApiGatewayJson.Default.RestApi);
            if (api.Api.Policy is { Length: 0 }) api.Api = api.Api with { Policy = null };
            ApiRules.Check(api.Api);
            return api.Api;
        });

    public async ValueTask DeleteRestApi(DeleteRestApiInput input, CallContext call) => await store.WriteAsync(
        async tx =>
        {
            await FindAsync(tx, input.RestApiId, call);
            await ApiRemoval.RemoveAsync(tx, input.RestApiId);
        },
        call.Cancelled);

    public async ValueTask<RestApi> ImportRestApi(ImportRestApiInput input, CallContext call)
    {
        var record = Empty(NewApi(call), call);
        OpenApiImport.Into(record, input.Body, input.Parameters, input.FailOnWarnings == true);
        ApiRules.Check(record.Api);
        await store.WriteAsync(tx => ApiGatewayTables.Apis.PutFresh(tx, new RestApiKey(record.Api.Id!), record), call.Cancelled);
        return record.Api;
    }

    public async ValueTask<RestApi> PutRestApi(PutRestApiInput input, CallContext call)
    {
        if (input.Mode is not (null or "merge" or "overwrite")) throw Faults.Bad("Invalid mode specified. Must be one of: [merge, overwrite]");
        // Ids are random, and so are made before the transaction, which may run twice.
        var imported = Empty(NewApi(call), call);
        OpenApiImport.Into(imported, input.Body, input.Parameters, input.FailOnWarnings == true);
        return await EditAsync(
            input.RestApiId,
            call,
            api =>
            {
                ApiMerge.Into(api, imported, input.Mode == "overwrite");
                ApiRules.Check(api.Api);
                return api.Api;
            });
    }

    private static RestApi NewApi(CallContext call) => new()
    {
        Id = call.NewIds.Base36(10),
        RootResourceId = call.NewIds.Base36(10),
        CreatedDate = DateTimeOffset.FromUnixTimeSeconds(call.Now.ToUnixTimeSeconds()),
        ApiKeySource = "HEADER",
        DisableExecuteApiEndpoint = false,
        EndpointConfiguration = Endpoint(null),
    };

    private static RestApiRecord Empty(RestApi api, CallContext call)
    {
        var record = new RestApiRecord { Account = call.Account, Region = call.Region, Api = api };
        record.Resources[api.RootResourceId!] = new Resource { Id = api.RootResourceId, Path = "/" };
        // AWS: every new API has these two models.
        foreach (var (name, description, schema) in ApiRules.DefaultModels)
            record.Models[name] = new Model { Id = call.NewIds.Base36(6), Name = name, Description = description, ContentType = "application/json", Schema = schema };
        return record;
    }

    private static EndpointConfiguration Endpoint(EndpointConfiguration? given) =>
        new() { Types = given?.Types is { Count: > 0 } types ? types : ["EDGE"], IpAddressType = given?.IpAddressType ?? (given?.Types is ["PRIVATE"] ? "dualstack" : "ipv4"), VpcEndpointIds = given?.VpcEndpointIds };
}
