using System.Globalization;
using System.Text;
using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.ApiGateway.Routed;

internal sealed partial class RoutedService
{
    public async ValueTask<Api> CreateApi(CreateApiInput input, CallContext call)
    {
        var api = Merging.Merge(NewApi(call, input.ProtocolType), input);
        RoutedRules.Check(api);
        var record = new RoutedApiRecord { Account = call.Account, Region = call.Region, Api = api };
        if (input.Target is null && (input.RouteKey ?? input.CredentialsArn) is not null) throw Faults.Bad("RouteKey and CredentialsArn can only be specified together with Target");
        if (input.Target is { } target)
        {
            // AWS: quick create makes a route, its integration and a stage that deploys itself.
            if (record.IsWebSocket) throw Faults.Bad("Quick create is only supported for HTTP protocol APIs");
            var isUrl = target.StartsWith("http", StringComparison.Ordinal);
            var integration = RoutedRules.Complete(record, new Integration
            {
                IntegrationId = call.NewIds.Base36(7), ApiGatewayManaged = true, IntegrationType = isUrl ? "HTTP_PROXY" : "AWS_PROXY", IntegrationUri = target, IntegrationMethod = isUrl ? "ANY" : null, CredentialsArn = input.CredentialsArn,
                PayloadFormatVersion = isUrl ? "1.0" : "2.0", ConnectionType = "INTERNET",
            });
            record.Integrations[integration.IntegrationId!] = integration;
            var route = RoutedRules.Complete(record, new Route { RouteId = call.NewIds.Base36(7), ApiGatewayManaged = true, RouteKey = input.RouteKey ?? "$default", Target = $"integrations/{integration.IntegrationId}" });
            record.Routes[route.RouteId!] = route;
        }
        var stamp = new Stamp(call);
        await store.WriteAsync(
            async tx =>
            {
                ApiGatewayTables.RoutedApis.PutFresh(tx, new RestApiKey(api.ApiId!), record);
                if (input.Target is not null)
                {
                    var stage = RoutedRules.Complete(record, NewStage("$default", stamp.Now) with { AutoDeploy = true, ApiGatewayManaged = true });
                    ApiGatewayTables.RoutedStages.Put(tx, new PartKey(api.ApiId!, "$default"), new RoutedStageRecord { Stage = stage });
                }
                await AutoDeployAsync(tx, record, stamp, true);
            },
            call.Cancelled);
        return View(api, call);
    }

    public ValueTask<Api> GetApi(GetApiInput input, CallContext call) => ReadAsync(input.ApiId, call, api => View(api.Api, call));

    public async ValueTask<GetApisOutput> GetApis(GetApisInput input, CallContext call)
    {
        var rows = await store.ReadAsync(tx => ApiGatewayTables.RoutedApisByOwner.RangeAsync(tx, ApiGatewayTables.RoutedApisByOwner.Prefix(call.Account, call.Region)), call.Cancelled);
        var (items, next) = Page(rows.Select(r => View(r.Record.Api, call)), static a => a.ApiId!, input.MaxResults, input.NextToken);
        return new GetApisOutput { Items = items, NextToken = next };
    }

    public ValueTask<Api> UpdateApi(UpdateApiInput input, CallContext call) => EditAsync(
        input.ApiId,
        call,
        api =>
        {
            var managed = api.Integrations.Values.FirstOrDefault(static i => i.ApiGatewayManaged == true);
            var route = api.Routes.Values.FirstOrDefault(static r => r.ApiGatewayManaged == true);
            if ((input.Target ?? input.RouteKey ?? input.CredentialsArn) is not null && (managed is null || route is null)) throw Faults.Bad("Target, RouteKey and CredentialsArn can only be updated on an API that was created with quick create");
            if (managed is not null && (input.Target ?? input.CredentialsArn) is not null)
            {
                var isUrl = (input.Target ?? managed.IntegrationUri!).StartsWith("http", StringComparison.Ordinal);
                api.Integrations[managed.IntegrationId!] = managed with
                {
                    IntegrationUri = input.Target ?? managed.IntegrationUri, IntegrationType = isUrl ? "HTTP_PROXY" : "AWS_PROXY", IntegrationMethod = isUrl ? "ANY" : "POST", PayloadFormatVersion = isUrl ? "1.0" : "2.0",
                    CredentialsArn = input.CredentialsArn ?? managed.CredentialsArn,
                };
            }
            if (route is not null && input.RouteKey is not null) api.Routes[route.RouteId!] = RoutedRules.Complete(api, route with { RouteKey = input.RouteKey });
            api.Api = Merging.Merge(api.Api, input);
            RoutedRules.Check(api.Api);
            return View(api.Api, call);
        });

    public async ValueTask DeleteApi(DeleteApiInput input, CallContext call) => await store.WriteAsync(
        async tx =>
        {
            await FindAsync(tx, input.ApiId, call);
            await RoutedRemoval.RemoveAsync(tx, input.ApiId);
        },
        call.Cancelled);

    public ValueTask DeleteCorsConfiguration(DeleteCorsConfigurationInput input, CallContext call) => ChangeAsync(input.ApiId, call, static api => api.Api = api.Api with { CorsConfiguration = null });

    public async ValueTask<Api> ImportApi(ImportApiInput input, CallContext call)
    {
        var record = new RoutedApiRecord { Account = call.Account, Region = call.Region, Api = NewApi(call, "HTTP") };
        RoutedImport.Into(record, Encoding.UTF8.GetBytes(input.Body), input.Basepath, input.FailOnWarnings == true);
        RoutedRules.Check(record.Api);
        var stamp = new Stamp(call);
        await store.WriteAsync(
            async tx =>
            {
                ApiGatewayTables.RoutedApis.PutFresh(tx, new RestApiKey(record.Api.ApiId!), record);
                await AutoDeployAsync(tx, record, stamp, true);
            },
            call.Cancelled);
        return View(record.Api, call);
    }

    public ValueTask<Api> ReimportApi(ReimportApiInput input, CallContext call)
    {
        // Ids are random, and so are made before the transaction, which may run twice.
        var fresh = new RoutedApiRecord { Account = call.Account, Region = call.Region, Api = NewApi(call, "HTTP") };
        RoutedImport.Into(fresh, Encoding.UTF8.GetBytes(input.Body), input.Basepath, input.FailOnWarnings == true);
        return EditAsync(
            input.ApiId,
            call,
            api =>
            {
                if (api.IsWebSocket) throw Faults.Bad("Only HTTP protocol APIs can be reimported");
                api.Api = fresh.Api with { ApiId = api.Api.ApiId, CreatedDate = api.Api.CreatedDate, DisableExecuteApiEndpoint = fresh.Api.DisableExecuteApiEndpoint ?? api.Api.DisableExecuteApiEndpoint, Tags = fresh.Api.Tags ?? api.Api.Tags };
                (api.Routes, api.Integrations, api.Authorizers, api.Models) = (fresh.Routes, fresh.Integrations, fresh.Authorizers, fresh.Models);
                RoutedRules.Check(api.Api);
                return View(api.Api, call);
            });
    }

    public async ValueTask<ExportApiOutput> ExportApi(ExportApiInput input, CallContext call)
    {
        if (input.Specification != "OAS30") throw Faults.Bad("Invalid specification specified. Must be one of: [OAS30]");
        if (input.OutputType is not ("JSON" or "YAML")) throw Faults.Bad("Invalid outputType specified. Must be one of: [JSON, YAML]");
        var api = await store.ReadAsync(
            async tx =>
            {
                var api = await FindAsync(tx, input.ApiId, call);
                if (input.StageName is not { } name) return api;
                var stage = await StageAsync(tx, input.ApiId, name);
                return stage.Stage.DeploymentId is { } deployment ? (await DeploymentAsync(tx, input.ApiId, deployment)).Snapshot : api;
            },
            call.Cancelled);
        if (api.IsWebSocket) throw Faults.Bad("Only HTTP protocol APIs can be exported");
        return new ExportApiOutput { Body = OpenApiText.Write(RoutedExport.Of(api, input.StageName, input.IncludeExtensions != false), input.OutputType == "YAML") };
    }

    private static Api NewApi(CallContext call, string protocol) => new()
    {
        ApiId = call.NewIds.Base36(10),
        ApiKeySelectionExpression = "$request.header.x-api-key",
        RouteSelectionExpression = protocol == "WEBSOCKET" ? null : "$request.method $request.path",
        ProtocolType = protocol,
        CreatedDate = Seconds(call),
        DisableExecuteApiEndpoint = false,
        IpAddressType = "ipv4",
    };

    /// <summary>An API with its address, which is this server's own and may be another after a restart.</summary>
    private Api View(Api api, CallContext call)
    {
        var uri = new Uri(options.Endpoint);
        var scheme = api.ProtocolType != "WEBSOCKET" ? uri.Scheme : uri.Scheme == "https" ? "wss" : "ws";
// The port is that of this cloud; everything else is as on AWS.
        return api with { ApiEndpoint = string.Create(CultureInfo.InvariantCulture, $"{scheme}://{api.ApiId}.execute-api.{call.Region}.localhost:{uri.Port}") };
    }
}
