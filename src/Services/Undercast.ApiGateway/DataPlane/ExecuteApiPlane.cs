using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Undercast.ApiGateway.Routed;
using Undercast.Cloud;
using Undercast.Storage;

namespace Undercast.ApiGateway;

/// <summary>Serves deployed APIs of all kinds, on the gateway's hosts, by path, and on custom domains.</summary>
internal sealed class ExecuteApiPlane(IStore store, ClientCertificates certificates, RoutedCache routed, HttpDataPlane http, RestDataPlane rest) : IDataPlane
{
    public bool Claims(string host, string path) => ApiAddress.Claims(host, path);

    public ValueTask<bool> ClaimsAsync(string host, string path, CancellationToken ct) =>
        ApiAddress.Claims(host, path) ? new ValueTask<bool>(true) : CustomDomains.MayBe(host) ? IsCustomAsync(host, ct) : new ValueTask<bool>(false);

    public async Task ServeAsync(HttpContext context)
    {
        var raw = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var target = raw.StartsWith('/') ? raw : context.Request.Path.ToUriComponent();
        var question = target.IndexOf('?', StringComparison.Ordinal);
        var path = question < 0 ? target : target[..question];
        var host = context.Request.Host.Host.ToLowerInvariant();
        var ct = context.RequestAborted;
        var address = ApiAddress.Claims(host, path) ? ApiAddress.Parse(host, path) : await MappedAsync(context, host, path, ct);
        if (address is not { } known) await Answer.WriteAsync(context, StatusCodes.Status403Forbidden, "{\"message\":\"Forbidden\"}"u8.ToArray());
        else if (await routed.FindAsync(known.Api, ct) is { } api) await http.ServeAsync(context, api, known);
        else await rest.ServeAsync(context, known);
    }

    private async ValueTask<bool> IsCustomAsync(string host, CancellationToken ct) => await store.ReadAsync(tx => CustomDomains.FindAsync(tx, host), ct) is not null;

    /// <summary>AWS: the mapping with the longest key of which the path's first pieces are made; none for clients that the domain does not trust.</summary>
    private async ValueTask<ApiAddress?> MappedAsync(HttpContext context, string host, string path, CancellationToken ct)
    {
        var (domain, rules, mappings) = await store.ReadAsync<(DomainRecord?, IReadOnlyList<RoutingRule>, IReadOnlyList<MappingRecord>)>(
            async tx => await CustomDomains.FindAsync(tx, host) is not { } domain
                ? (null, [], [])
                : (domain, domain.RoutingMode is null or "API_MAPPING_ONLY" ? [] : await Domains.RulesAsync(tx, domain.Name), domain.RoutingMode == "ROUTING_RULE_ONLY" ? [] : await Domains.MappingsAsync(tx, domain.Name)),
            ct);
        if (domain is null || !await certificates.AdmitAsync(context, domain)) return null;
        if (RoutingRules.Find(rules, context.Request.Headers, path, host) is { } ruled) return ruled;
        MappingRecord? best = null;
        foreach (var mapping in mappings)
        {
            if (RoutingRules.IsUnder(path, mapping.Key) && (best is null || mapping.Key.Length > best.Key.Length)) best = mapping;
        }
        if (best is null) return null;
        var rest = best.Key.Length == 0 ? path : path[(best.Key.Length + 1)..];
        if (rest.Length == 0) rest = "/";
        if (best.Stage.Length > 0) return new ApiAddress(best.Api, best.Stage, rest, path, host);
        var (stage, after) = ApiAddress.Cut(rest);
        return new ApiAddress(best.Api, stage, after, path, host);
    }
}

/// <summary>Small answers that need no API.</summary>
internal static class Answer
{
    public static async Task WriteAsync(HttpContext context, int status, ReadOnlyMemory<byte> json)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = json.Length;
        await context.Response.Body.WriteAsync(json, context.RequestAborted);
    }
}
