using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Undercast.ApiGateway.Routed;

/// <summary>One request to a deployed HTTP API.</summary>
internal sealed class RoutedRequest(HttpContext http, ApiAddress address, RoutedStage stage, DateTimeOffset now) : GatewayRequest(http, address, now)
{
    private JsonElement? _json;

    public RoutedStage Stage { get; } = stage;
    public CompiledRoute Route { get; set; } = null!;
    public RoutedVerdict? Verdict { get; set; }
    public string? ErrorMessage { get; set; }
    public override string Account => Stage.Api.Account;
    public override string Region => Stage.Api.Region;
    public override string ApiId => Stage.Id;

    /// <summary>AWS: <c>rawPath</c> has the stage unless it is the one without a name.</summary>
    public string RawPath => Stage.IsDefault || Address.Domain is not null ? Address.EventPath : Address.WholePath;

    /// <summary>The route as ARNs name it: functions see it as their source.</summary>
    public string RouteArn => Route.Key == RoutedRules.DefaultRoute ? Stage.ArnOf(RoutedRules.DefaultRoute) : Stage.ArnOf((Route.Method == "ANY" ? HttpMethod : Route.Method) + Route.Path);

    public string Time => Now.UtcDateTime.ToString("dd/MMM/yyyy:HH:mm:ss +0000", CultureInfo.InvariantCulture);

    /// <summary>The body as JSON, undefined where it is none.</summary>
    public JsonElement Json
    {
        get
        {
            if (_json is { } known) return known;
            try
            {
                using var document = JsonDocument.Parse(Body);
                _json = document.RootElement.Clone();
            }
            catch (JsonException)
            {
                _json = default(JsonElement);
            }
            return _json.Value;
        }
    }

    /// <summary>A header's values in one text, as HTTP allows.</summary>
    public string? JoinedHeader(string name) => Http.Request.Headers.TryGetValue(name, out var values) && values.Count > 0 ? string.Join(',', values.ToArray()) : null;

    /// <summary>A variable of <c>$context</c>, as mappings, identity sources and access logs name it; null where it has no value.</summary>
    public string? Context(string name) => name switch
    {
        "accountId" => Account,
        "apiId" => ApiId,
        "awsEndpointRequestId" or "integration.requestId" => null,
        "domainName" => DomainName,
        "domainPrefix" => DomainPrefix,
        "extendedRequestId" or "requestId" => ExtendedId,
        "httpMethod" => HttpMethod,
        "path" => RawPath,
        "protocol" => Protocol,
        "requestTime" => Time,
        "requestTimeEpoch" => Now.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture),
        "routeKey" => Route?.Key,
        "stage" => Stage.Name,
        "identity.sourceIp" => SourceIp,
        "identity.userAgent" => UserAgent,
        "identity.accountId" => Caller?.Account,
        "identity.caller" or "identity.user" => Caller?.Id,
        "identity.userArn" => Caller?.Arn,
        "status" => Http.Response.StatusCode.ToString(CultureInfo.InvariantCulture),
        "responseLength" => (Http.Response.ContentLength ?? 0).ToString(CultureInfo.InvariantCulture),
        "integrationStatus" or "integration.status" or "integration.integrationStatus" => IntegrationStatus?.ToString(CultureInfo.InvariantCulture),
        "integrationLatency" or "integration.latency" => IntegrationTime is { } time ? ((long)time.TotalMilliseconds).ToString(CultureInfo.InvariantCulture) : null,
        "error.message" or "error.messageString" or "integrationErrorMessage" or "integration.error" => ErrorMessage,
        _ when name.StartsWith("identity.clientCert.", StringComparison.Ordinal) => Certificate?.Variable(name["identity.clientCert.".Length..]),
        _ when name.StartsWith("authorizer.claims.", StringComparison.Ordinal) => Verdict?.Claim(name["authorizer.claims.".Length..]),
        _ when name.StartsWith("authorizer.", StringComparison.Ordinal) => Verdict?.Value(name["authorizer.".Length..]),
        _ => null,
    };
}

/// <summary>What an authorizer said.</summary>
internal sealed record RoutedVerdict
{
    /// <summary>For simple responses, whether the caller may; null where a policy says it.</summary>
    public bool? IsAuthorized { get; init; }
    public string? PrincipalId { get; init; }
    public string? Policy { get; init; }
    /// <summary>More values for the integration, as the function gave them.</summary>
    public JsonElement Context { get; init; }
    /// <summary>The claims of a token.</summary>
    public JsonElement Claims { get; init; }
    public IReadOnlyList<string>? Scopes { get; init; }

    public string? Claim(string name) => Claims.ValueKind == JsonValueKind.Object && Claims.TryGetProperty(name, out var value) ? TextOf(value) : null;

    public string? Value(string name) => name == "principalId" ? PrincipalId : Context.ValueKind == JsonValueKind.Object && Context.TryGetProperty(name, out var value) ? TextOf(value) : null;

    /// <summary>AWS: every claim is a text; lists are written between brackets with spaces.</summary>
    public static string TextOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Array => $"[{string.Join(' ', value.EnumerateArray().Select(TextOf))}]",
        _ => value.GetRawText(),
    };
}

/// <summary>A failure that the gateway itself answers for an HTTP API.</summary>
internal sealed class RoutedFault(int status, string message) : Exception(message)
{
    public int Status { get; } = status;
    /// <summary>What <c>www-authenticate</c> says.</summary>
    public string? Challenge { get; init; }

    public static RoutedFault NotFound() => new(404, "Not Found");

    public static RoutedFault Unauthorized(string? problem = null) => new(401, "Unauthorized") { Challenge = problem is null ? null : $"Bearer scope=\"\" error=\"invalid_token\" error_description=\"{problem}\"" };

    public static RoutedFault Forbidden() => new(403, "Forbidden");

    public static RoutedFault Throttled() => new(429, "Too Many Requests");

    public static RoutedFault TooLarge() => new(413, "Request Entity Too Large");

    public static RoutedFault Internal() => new(500, "Internal Server Error");

    // AWS: HTTP APIs answer so when the integration takes too long or cannot be reached.
    public static RoutedFault Unavailable() => new(503, "Service Unavailable");
}
