namespace Undercast.ApiGateway;

/// <summary>The answers that the gateway gives itself.</summary>
internal static class GatewayResponses
{
    /// <summary>The types, each with its status; null keeps the status of the failure itself.</summary>
    public static readonly Dictionary<string, int?> Types = new(StringComparer.Ordinal)
    {
        ["ACCESS_DENIED"] = 403, ["API_CONFIGURATION_ERROR"] = 500, ["AUTHORIZER_CONFIGURATION_ERROR"] = 500, ["AUTHORIZER_FAILURE"] = 500, ["BAD_REQUEST_BODY"] = 400,
        ["BAD_REQUEST_PARAMETERS"] = 400, ["DEFAULT_4XX"] = null, ["DEFAULT_5XX"] = null, ["EXPIRED_TOKEN"] = 403, ["INTEGRATION_FAILURE"] = 504, ["INTEGRATION_TIMEOUT"] = 504,
        ["INVALID_API_KEY"] = 403, ["INVALID_SIGNATURE"] = 403, ["MISSING_AUTHENTICATION_TOKEN"] = 403, ["QUOTA_EXCEEDED"] = 429, ["REQUEST_TOO_LARGE"] = 413, ["RESOURCE_NOT_FOUND"] = 404,
        ["THROTTLED"] = 429, ["UNAUTHORIZED"] = 401, ["UNSUPPORTED_MEDIA_TYPE"] = 415, ["WAF_FILTERED"] = 403,
    };

    public static readonly IReadOnlyDictionary<string, string> DefaultTemplates = new Dictionary<string, string> { ["application/json"] = "{\"message\":$context.error.messageString}" };

    public static string? StatusOf(string type) => Types[type]?.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The response of a type: the API's own, or what the API's default of its class makes of it; null for an unknown type.</summary>
    public static GatewayResponse? Of(RestApiRecord api, string type)
    {
        if (api.GatewayResponses.GetValueOrDefault(type) is { } own) return own;
        if (!Types.TryGetValue(type, out var status)) return null;
        var fallback = status is null ? null : api.GatewayResponses.GetValueOrDefault(status >= 500 ? "DEFAULT_5XX" : "DEFAULT_4XX");
        return new GatewayResponse
        {
            ResponseType = type,
            StatusCode = fallback?.StatusCode ?? StatusOf(type),
            ResponseParameters = fallback?.ResponseParameters,
            ResponseTemplates = fallback?.ResponseTemplates ?? DefaultTemplates,
            DefaultResponse = true,
        };
    }
}
