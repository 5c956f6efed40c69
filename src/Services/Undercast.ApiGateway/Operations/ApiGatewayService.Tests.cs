using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.ApiGateway;

// Trying out, exporting, and what keys have used.
internal sealed partial class ApiGatewayService
{
    private const string TestStage = "test-invoke-stage";

    public async ValueTask<TestInvokeMethodOutput> TestInvokeMethod(TestInvokeMethodInput input, CallContext call)
    {
        var api = await ReadAsync(input.RestApiId, call, static api => api);
        MethodOf(api, input.ResourceId, input.HttpMethod);
        var exchange = TestExchange(api, call, input.HttpMethod == "ANY" ? "GET" : input.HttpMethod, input.PathWithQueryString ?? api.Resources[input.ResourceId].Path!, input.Headers, input.MultiValueHeaders, input.Body, input.StageVariables);
        exchange.Method = new CompiledMethod(exchange.Stage, api.Resources[input.ResourceId], api.Resources[input.ResourceId].ResourceMethods![input.HttpMethod], new SchemaSet(api.Models));
        exchange.PathVariables = RouteVariables.Of(exchange.Method.Resource.Path!, exchange.Address.Path);
        var start = time.GetTimestamp();
        var answer = await plane.TestAsync(exchange);
        var latency = (long)time.GetElapsedTime(start).TotalMilliseconds;
        var log = new StringBuilder();
        foreach (var line in ExecutionLog.Of(exchange, answer, true)) log.Append(CultureInfo.InvariantCulture, $"{call.Now.UtcDateTime:ddd MMM dd HH:mm:ss 'UTC' yyyy} : {line}\n");
        return new TestInvokeMethodOutput
        {
            Status = answer.Status, Body = Encoding.UTF8.GetString(answer.Body.Span), Latency = latency, Log = $"Execution log for request {exchange.RequestId}\n{log}",
            Headers = answer.Headers.GroupBy(static h => h.Key, StringComparer.OrdinalIgnoreCase).ToDictionary(static g => g.Key, static g => g.Last().Value),
            MultiValueHeaders = answer.Headers.GroupBy(static h => h.Key, StringComparer.OrdinalIgnoreCase).ToDictionary(static g => g.Key, static g => (IReadOnlyList<string>)[.. g.Select(static h => h.Value)]),
        };
    }

    public async ValueTask<TestInvokeAuthorizerOutput> TestInvokeAuthorizer(TestInvokeAuthorizerInput input, CallContext call)
    {
        var api = await ReadAsync(input.RestApiId, call, static api => api);
        var authorizer = api.Authorizers.GetValueOrDefault(input.AuthorizerId) ?? throw Faults.No("Authorizer");
        var exchange = TestExchange(api, call, "GET", input.PathWithQueryString ?? "/", input.Headers, input.MultiValueHeaders, input.Body, input.StageVariables);
        exchange.Method = new CompiledMethod(exchange.Stage, api.Root, new Method { HttpMethod = "GET", AuthorizationType = authorizer.Type == "COGNITO_USER_POOLS" ? authorizer.Type : "CUSTOM", AuthorizerId = authorizer.Id }, new SchemaSet(api.Models));
        var start = time.GetTimestamp();
        try
        {
            var result = await authorization.TestAsync(exchange, authorizer);
            return new TestInvokeAuthorizerOutput
            {
                ClientStatus = 0, Latency = (long)time.GetElapsedTime(start).TotalMilliseconds, Log = $"Execution log for request {exchange.RequestId}\n", PrincipalId = result.PrincipalId, Policy = result.Policy, Claims = result.Claims,
                Authorization = result.Context.Count == 0 ? null : result.Context.ToDictionary(static c => c.Key, static c => (IReadOnlyList<string>)[c.Value]),
            };
        }
        catch (GatewayFault fault)
        {
            return new TestInvokeAuthorizerOutput { ClientStatus = fault.Status, Latency = (long)time.GetElapsedTime(start).TotalMilliseconds, Log = $"Execution log for request {exchange.RequestId}\n{fault.Message}\n" };
        }
    }

    /// <summary>An API as a stage serves it.</summary>
    private async ValueTask<(RestApiRecord Api, Stage Stage)> DeployedAsync(string id, string name, CallContext call) => await store.ReadAsync(
        async tx =>
        {
            await FindAsync(tx, id, call);
            var stage = (await StageAsync(tx, id, name)).Stage;
            return ((await DeploymentAsync(tx, id, stage.DeploymentId!)).Snapshot, stage);
        },
        call.Cancelled);

    public async ValueTask<GetExportOutput> GetExport(GetExportInput input, CallContext call)
    {
        if (input.ExportType is not ("oas30" or "swagger")) throw Faults.Bad($"No API specification was found for export type {input.ExportType}. Must be one of: [oas30, swagger]");
        var yaml = input.Accepts == "application/yaml";
        var (api, stage) = await DeployedAsync(input.RestApiId, input.StageName, call);
        var extensions = (input.Parameters?.GetValueOrDefault("extensions") ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var document = RestExport.Of(api, stage, input.ExportType == "swagger", extensions.Any(static e => e is "integrations" or "apigateway"), extensions.Any(static e => e is "authorizers" or "apigateway"));
        var name = $"{(input.ExportType == "swagger" ? "swagger" : "oas30")}_{stage.CreatedDate:yyyy-MM-ddTHH_mm_ssZ}.{(yaml ? "yaml" : "json")}";
        return new GetExportOutput { Body = OpenApiText.Write(document, yaml), ContentType = yaml ? "application/yaml" : "application/json", ContentDisposition = $"attachment; filename=\"{name}\"" };
    }

    public ValueTask<GetModelTemplateOutput> GetModelTemplate(GetModelTemplateInput input, CallContext call) =>
        ReadAsync(input.RestApiId, call, api => new GetModelTemplateOutput { Value = ModelSample.Of((api.Models.GetValueOrDefault(input.ModelName) ?? throw Faults.NoModel(input.ModelName)).Schema) });

    public async ValueTask<GetUsageOutput> GetUsage(GetUsageInput input, CallContext call)
    {
        if (!DateOnly.TryParseExact(input.StartDate, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var start) || !DateOnly.TryParseExact(input.EndDate, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var end) || end < start || end.DayNumber - start.DayNumber > 366)
            throw Faults.Bad("Invalid date range specified");
        return await store.ReadAsync(
            async tx =>
            {
                var plan = await PlanAsync(tx, input.UsagePlanId, call);
                var days = new Dictionary<string, Dictionary<DateOnly, UsageDay>>(StringComparer.Ordinal);
                foreach (var (key, usage) in await ApiGatewayTables.Usage.RangeAsync(tx, ApiGatewayTables.Usage.Prefix(call.Account, call.Region, input.UsagePlanId)))
                {
                    if (input.KeyId is not null && key.Key != input.KeyId) continue;
                    if (!days.TryGetValue(key.Key, out var own)) days[key.Key] = own = [];
                    foreach (var (day, used) in usage.Days ?? []) own[DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture)] = used;
                }
                var (items, position) = Page(days, static d => d.Key, input.Position, input.Limit);
                return new GetUsageOutput
                {
                    UsagePlanId = input.UsagePlanId, StartDate = input.StartDate, EndDate = input.EndDate, Position = position,
                    Items = items.ToDictionary(
                        static i => i.Key,
                        i => (IReadOnlyList<IReadOnlyList<long>>)[.. Enumerable.Range(0, end.DayNumber - start.DayNumber + 1).Select(n => i.Value.TryGetValue(start.AddDays(n), out var day) ? (IReadOnlyList<long>)[day.Used, day.Left] : [0, plan.Quota?.Limit ?? 0])]),
                };
            },
            call.Cancelled);
    }

    public async ValueTask<ImportApiKeysOutput> ImportApiKeys(ImportApiKeysInput input, CallContext call)
    {
        if (input.Format != "csv") throw Faults.Bad("Invalid format specified. Must be one of: [csv]");
        var keys = ApiKeyTable.Read(Encoding.UTF8.GetString(input.Body)).Select(k => (Key: k.Key with { Id = Ids.NewBase36(10), CreatedDate = Seconds(call), LastUpdatedDate = Seconds(call) }, k.Plans)).ToList();
        return await store.WriteAsync(
            async tx =>
            {
                var (ids, warnings) = (new List<string>(), new List<string>());
                foreach (var (key, plans) in keys)
                {
                    if (await ApiGatewayTables.KeysByValue.FirstAsync(tx, ApiGatewayTables.KeysByValue.Prefix(call.Account, call.Region, key.Value!)) is not null)
                    {
                        warnings.Add($"API Key already exists for the key {key.Name}");
                        continue;
                    }
                    await ApiGatewayTables.Keys.PutAsync(tx, new OwnedKey(call.Account, call.Region, key.Id!), key);
                    foreach (var plan in plans)
                    {
                        await PlanAsync(tx, plan, call);
                        await ApiGatewayTables.PlanKeys.PutAsync(tx, new PlanKeyKey(call.Account, call.Region, plan, key.Id!), new UsagePlanKey { Id = key.Id, Type = "API_KEY", Name = key.Name, Value = key.Value });
                    }
                    ids.Add(key.Id!);
                }
                if (input.FailOnWarnings == true && warnings.Count > 0) throw Faults.Bad(string.Join("; ", warnings));
                return new ImportApiKeysOutput { Ids = ids, Warnings = warnings };
            },
            call.Cancelled);
    }

    private static Exchange TestExchange(
        RestApiRecord api, CallContext call, string method, string path, IReadOnlyDictionary<string, string>? headers, IReadOnlyDictionary<string, IReadOnlyList<string>>? many, string? body, IReadOnlyDictionary<string, string>? variables)
    {
        var context = new DefaultHttpContext();
        var question = path.IndexOf('?', StringComparison.Ordinal);
        var plain = question < 0 ? path : path[..question];
        if (!plain.StartsWith('/')) plain = "/" + plain;
        context.Request.Method = method;
        context.Request.Protocol = "HTTP/1.1";
        context.Request.Host = new HostString("testPrefix.testDomainName");
        context.Features.Get<IHttpRequestFeature>()!.RawTarget = path;
        if (question >= 0) context.Request.QueryString = new QueryString(path[question..]);
        foreach (var (name, value) in headers ?? new Dictionary<string, string>()) context.Request.Headers[name] = value;
        foreach (var (name, values) in many ?? new Dictionary<string, IReadOnlyList<string>>()) context.Request.Headers[name] = values.ToArray();
        return new Exchange(context, new ApiAddress(api.Api.Id!, TestStage, plain, plain), call.Now)
        {
            Stage = new CompiledStage(api, api.Api, new Stage { StageName = TestStage, Variables = variables }, new StageVersionRecord(0, 0)), Body = body is null ? default : Encoding.UTF8.GetBytes(body), Caller = call.Caller,
        };
    }
}
