using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Undercast.Lambda;

/// <summary>The CORS settings of function URLs.</summary>
internal static class UrlCors
{
    /// <summary>Adds the headers; true when the request was a preflight, which is thereby answered.</summary>
    public static bool Apply(Cors cors, HttpRequest request, HttpResponse response)
    {
        var origin = request.Headers.Origin.ToString();
        var preflight = HttpMethods.IsOptions(request.Method) && request.Headers.ContainsKey("Access-Control-Request-Method");
        if (origin.Length > 0 && cors.AllowOrigins?.Any(o => o == "*" || o.Equals(origin, StringComparison.OrdinalIgnoreCase)) == true)
        {
            var any = cors.AllowOrigins.Contains("*");
            response.Headers.AccessControlAllowOrigin = any && cors.AllowCredentials != true ? "*" : origin;
            if (!any) response.Headers.Vary = "Origin";
            if (cors.AllowCredentials == true) response.Headers.AccessControlAllowCredentials = "true";
            if (cors.ExposeHeaders is { Count: > 0 } exposed) response.Headers.AccessControlExposeHeaders = string.Join(',', exposed);
            if (preflight)
            {
                if (cors.AllowMethods is { Count: > 0 } methods) response.Headers.AccessControlAllowMethods = string.Join(',', methods);
                if (cors.AllowHeaders is { Count: > 0 } headers) response.Headers.AccessControlAllowHeaders = string.Join(',', headers);
                if (cors.MaxAge is { } age) response.Headers.AccessControlMaxAge = age.ToString(CultureInfo.InvariantCulture);
            }
        }
        if (preflight) response.StatusCode = StatusCodes.Status200OK;
        return preflight;
    }
}

/// <summary>Whether a function's policy lets everyone call its URL, while no evaluator is there to say.</summary>
internal static class UrlPolicies
{
    public static bool AdmitEveryone(string? policy) =>
        policy is not null && JsonNode.Parse(policy)?["Statement"] is JsonArray statements
        && statements.Any(s => (string?)s!["Action"] is "lambda:InvokeFunctionUrl" or "lambda:*" or "*" && s["Principal"] is JsonValue principal && (string?)principal == "*");
}
