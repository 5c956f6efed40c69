using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Undercast.Storage;

namespace Undercast.ApiGateway.Routed;

// A request to a deployed HTTP API:
//   1 stage       by the first piece of the path, else the one without a name
//   2 preflight   answered by the API's rules for pages of other origins
//   3 route       a full match before a greedy one before $default
//   4 throttle    of the route on its stage
//   5 body        at most 10 MB
//   6 authorise   AWS_IAM, a token, a function
//   7 integrate   a function, a service or an HTTP endpoint, within the time limit
//   8 answer      with the rules for other origins, then the access log

/// <summary>Serves deployed HTTP APIs.</summary>
internal sealed partial class HttpDataPlane(RoutedAuthorization authorization, RoutedIntegrations integrations, Throttles throttles, AccessLog logs, SocketDataPlane sockets, TimeProvider time, ILogger<HttpDataPlane> log)
{
    public async Task ServeAsync(HttpContext context, CompiledApi api, ApiAddress address)
    {
        var (stage, located) = api.Locate(address); // 1
        // AWS: an API whose own address is disabled has only its custom domains.
        if (stage is null || (api.Current.Api.DisableExecuteApiEndpoint == true && address.Domain is null))
        {
            await Answer.WriteAsync(context, api.Current.IsWebSocket ? StatusCodes.Status403Forbidden : StatusCodes.Status404NotFound, api.Current.IsWebSocket ? "{\"message\":\"Forbidden\"}"u8.ToArray() : "{\"message\":\"Not Found\"}"u8.ToArray());
            return;
        }
        if (api.Current.IsWebSocket)
        {
            await sockets.ServeAsync(context, stage, located);
            return;
        }
        var request = new RoutedRequest(context, located, stage, time.GetUtcNow());
        GatewayAnswer answer;
        try
        {
            answer = await AnswerAsync(request);
        }
        catch (RoutedFault fault)
        {
            answer = Of(request, fault);
        }
        catch (Exception e) when (e is GatewayFault or BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge })
        {
            answer = Of(request, RoutedFault.TooLarge());
        }
        catch (BadHttpRequestException e)
        {
            // The body came too slowly, or is none; the server closes the connection.
            answer = Of(request, e.StatusCode == StatusCodes.Status408RequestTimeout ? new RoutedFault(408, "Request Timeout") : new RoutedFault(400, "Bad Request"));
        }
        catch (StoreException e)
        {
            LogFailed(log, stage.Id, request.RequestId, e);
            answer = Of(request, RoutedFault.Unavailable());
        }
        catch (Exception e) when (e is not (OperationCanceledException or IOException))
        {
            LogFailed(log, stage.Id, request.RequestId, e);
            answer = Of(request, RoutedFault.Internal());
        }
        await SendAsync(request, answer); // 8
        if (stage.AccessLog is { } format) await logs.WriteAsync(format, request.Now, request.Context);
    }

    private async ValueTask<GatewayAnswer> AnswerAsync(RoutedRequest request)
    {
        var stage = request.Stage;
        if (stage.Api.Api.CorsConfiguration is { } cors && CorsRules.IsPreflight(request)) return CorsRules.Preflight(request, cors); // 2
        var (route, variables) = stage.Find(request.HttpMethod, request.Address.Path); // 3
        request.Route = route ?? throw RoutedFault.NotFound();
        request.PathVariables = variables;
        // 4. AWS: a rate without a burst, or a burst without a rate, has the account's own for the other.
        if ((route.Rate is not null || route.Burst is not null) && !await throttles.TakeAsync(stage.Id, route.ThrottleName, route.Rate ?? 10_000, route.Burst ?? 5_000, request.Now)) throw RoutedFault.Throttled();
        request.Body = await RequestBodies.ReadAsync(request.Http); // 5
        await authorization.AdmitAsync(request); // 6
        return await integrations.CallAsync(request); // 7
    }

    private static GatewayAnswer Of(RoutedRequest request, RoutedFault fault)
    {
        request.ErrorMessage ??= fault.Message;
        var answer = new GatewayAnswer { Status = fault.Status, Body = Encoding.UTF8.GetBytes($"{{\"message\":{Expressions.Quote(fault.Message)}}}") };
        answer.Set("Content-Type", "application/json");
        if (fault.Challenge is { } challenge) answer.Set("www-authenticate", challenge);
        return answer;
    }

    private static async Task SendAsync(RoutedRequest request, GatewayAnswer answer)
    {
        var response = request.Http.Response;
        if (request.Stage.Api.Api.CorsConfiguration is { } cors) CorsRules.Decorate(request, cors, answer);
        response.StatusCode = answer.Status;
        response.Headers["apigw-requestid"] = request.ExtendedId;
        foreach (var (name, value) in answer.Headers)
        {
            if (ResponseHeaders.IsSafe(name, value)) response.Headers.Append(name, value);
        }
        if (answer.Status is 204 or 304) return;
        response.ContentLength = answer.Body.Length;
        if (!HttpMethods.IsHead(request.HttpMethod) && !answer.Body.IsEmpty) await response.Body.WriteAsync(answer.Body, request.Http.RequestAborted);
    }

    [LoggerMessage(2, LogLevel.Error, "A request to API {Api} failed (request {RequestId}).")]
    private static partial void LogFailed(ILogger log, string api, string requestId, Exception e);
}

/// <summary>What an HTTP API says to pages of other origins.</summary>
internal static class CorsRules
{
    public static bool IsPreflight(RoutedRequest request) =>
        HttpMethods.IsOptions(request.HttpMethod) && request.Header("Origin") is not null && request.Header("Access-Control-Request-Method") is not null;

    /// <summary>AWS: 204 whatever the answer is; a page that may not finds no headers in it.</summary>
    public static GatewayAnswer Preflight(RoutedRequest request, Cors cors)
    {
        var answer = new GatewayAnswer { Status = 204 };
        var wanted = request.Header("Access-Control-Request-Method")!;
        var headers = (request.Header("Access-Control-Request-Headers") ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (AllowedOrigin(request, cors) is null || !Allows(cors.AllowMethods, wanted) || !headers.All(h => Allows(cors.AllowHeaders, h))) return answer;
        if (cors.AllowMethods is { Count: > 0 } methods) answer.Set("access-control-allow-methods", methods.Contains("*") ? "GET,POST,PUT,PATCH,DELETE,HEAD,OPTIONS" : string.Join(',', methods));
        if (cors.AllowHeaders is { Count: > 0 } allowed) answer.Set("access-control-allow-headers", allowed.Contains("*") ? string.Join(',', headers) is { Length: > 0 } asked ? asked : "*" : string.Join(',', allowed).ToLowerInvariant());
        if (cors.MaxAge is { } age) answer.Set("access-control-max-age", age.ToString(System.Globalization.CultureInfo.InvariantCulture));
        return answer;
    }

    /// <summary>Sets the API's headers; AWS: those of the integration are ignored where the API has rules.</summary>
    public static void Decorate(RoutedRequest request, Cors cors, GatewayAnswer answer)
    {
        var isPreflight = answer.Status == 204 && IsPreflight(request);
        if (!isPreflight) answer.Headers.RemoveAll(static h => h.Key.StartsWith("access-control-", StringComparison.OrdinalIgnoreCase));
        if (AllowedOrigin(request, cors) is not { } origin || (isPreflight && answer.Headers.Count == 0)) return;
        answer.Set("access-control-allow-origin", origin);
        if (origin != "*") answer.Headers.Add(new("vary", "Origin"));
        if (cors.AllowCredentials == true) answer.Set("access-control-allow-credentials", "true");
        if (!isPreflight && cors.ExposeHeaders is { Count: > 0 } expose) answer.Set("access-control-expose-headers", string.Join(',', expose));
    }

    private static string? AllowedOrigin(RoutedRequest request, Cors cors)
    {
        if (request.Header("Origin") is not { } origin) return null;
        foreach (var allowed in cors.AllowOrigins ?? [])
        {
            if (allowed == "*") return "*";
            var star = allowed.IndexOf('*', StringComparison.Ordinal);
            if (star < 0 ? allowed.Equals(origin, StringComparison.OrdinalIgnoreCase)
                : origin.Length >= allowed.Length - 1 && origin.StartsWith(allowed[..star], StringComparison.OrdinalIgnoreCase) && origin.EndsWith(allowed[(star + 1)..], StringComparison.OrdinalIgnoreCase)) return origin;
        }
        return null;
    }

    private static bool Allows(IReadOnlyList<string>? list, string item) => list?.Any(i => i == "*" || i.Equals(item, StringComparison.OrdinalIgnoreCase)) == true;
}
