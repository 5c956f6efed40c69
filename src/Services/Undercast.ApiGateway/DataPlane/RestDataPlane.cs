using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.ApiGateway;

// A request to a deployed API:
//   1 address     API and stage, by host or path
//   2 stage       compiled once, renewed when its version row changes
//   3 route       fixed segments before variables before greedy ones; the method or ANY
//   4 body        at most 10 MB
//   5 authorise   the API's policy, AWS_IAM, an authorizer
//   6 key         API key and usage plan, then the throttles of plan, method and stage
//   7 cache       a response remembered for the method and its key parameters
//   8 validate    parameters, then the body against its model
//   9 integrate   a function, a service, an HTTP endpoint or nothing, within the time limit
//  10 answer      or a gateway response for whatever went wrong above

/// <summary>Serves deployed REST APIs.</summary>
internal sealed partial class RestDataPlane(
    StageCache stages, Authorization authorization, PlanGate plans, ResponseCache cache, Integrations integrations, AccessLog logs, TimeProvider time, ILogger<RestDataPlane> log)
{
    public async Task ServeAsync(HttpContext context, ApiAddress address)
    {
        var exchange = new Exchange(context, address, time.GetUtcNow()); // 1
        var answer = await GuardAsync(exchange, AnswerAsync);
        Compression.Apply(exchange, answer);
        await SendAsync(exchange, answer);
        if (exchange.Stage is { } stage) await LogAsync(exchange, stage, answer);
    }

    /// <summary>Runs a method as it stands: no authorization, no key, no cache.</summary>
    public ValueTask<GatewayAnswer> TestAsync(Exchange exchange) => GuardAsync(
        exchange,
        of =>
        {
            Validation.Check(of);
            return integrations.CallAsync(of);
        });

    private async ValueTask<GatewayAnswer> GuardAsync(Exchange exchange, Func<Exchange, ValueTask<GatewayAnswer>> run)
    {
        try
        {
            return await run(exchange);
        }
        catch (GatewayFault fault)
        {
            return FaultAnswers.Of(exchange, fault);
        }
        catch (BadHttpRequestException e) when (e.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return FaultAnswers.Of(exchange, GatewayFault.TooLarge());
        }
        catch (BadHttpRequestException e) when (e.StatusCode == StatusCodes.Status408RequestTimeout)
        {
            // The body came too slowly; the server closes the connection.
            return FaultAnswers.Of(exchange, new GatewayFault("DEFAULT_4XX", 408, "RequestTimeoutException", "Request Timeout"));
        }
        catch (BadHttpRequestException)
        {
            return FaultAnswers.Of(exchange, GatewayFault.BadRequest("Bad Request"));
        }
        catch (StoreException e)
        {
            LogFailed(log, exchange.Address.Api, exchange.RequestId, e);
            return FaultAnswers.Of(exchange, new GatewayFault("DEFAULT_5XX", 503, "ServiceUnavailableException", "Service Unavailable"));
        }
        catch (Exception e) when (e is not (OperationCanceledException or IOException))
        {
            LogFailed(log, exchange.Address.Api, exchange.RequestId, e);
            return FaultAnswers.Of(exchange, GatewayFault.Misconfigured());
        }
    }

    private async ValueTask LogAsync(Exchange exchange, CompiledStage stage, GatewayAnswer answer)
    {
        if (stage.AccessLog is { } format)
        {
            var context = new ContextObject(exchange);
            await logs.WriteAsync(format, exchange.Now, name => name switch
            {
                "status" => answer.Status.ToString(CultureInfo.InvariantCulture),
                "responseLength" => answer.Body.Length.ToString(CultureInfo.InvariantCulture),
                "responseLatency" => ((long)(time.GetUtcNow() - exchange.Now).TotalMilliseconds).ToString(CultureInfo.InvariantCulture),
                "integrationLatency" or "integration.latency" => exchange.IntegrationTime is { } took ? ((long)took.TotalMilliseconds).ToString(CultureInfo.InvariantCulture) : null,
                "integrationStatus" => exchange.IntegrationStatus?.ToString(CultureInfo.InvariantCulture),
                _ => Expressions.Of(context, name),
            });
        }
        if (exchange.Method?.Setting is not { LoggingLevel: "INFO" or "ERROR" } setting || (setting.LoggingLevel == "ERROR" && exchange.Fault is null)) return;
        await logs.WriteExecutionAsync(
            stage.Api.Account, stage.Api.Region, stage.Id, stage.Name, [.. ExecutionLog.Of(exchange, answer, setting.DataTraceEnabled == true).Select(l => new LogEntry(exchange.Now, $"({exchange.RequestId}) {l}"))]);
    }

    private async ValueTask<GatewayAnswer> AnswerAsync(Exchange exchange)
    {
        var ct = exchange.Http.RequestAborted;
        // 2. AWS: an API or stage that does not exist is forbidden.
        var stage = exchange.Address.Stage.Length == 0 ? null : await stages.FindAsync(exchange.Address.Api, exchange.Address.Stage, ct);
        if (stage is null) throw exchange.Address.Stage.Length == 0 ? GatewayFault.MissingToken() : new GatewayFault("DEFAULT_4XX", 403, "ForbiddenException", "Forbidden");
        stage = stage.Choose();
        exchange.Stage = stage;
        if (stage.Current.DisableExecuteApiEndpoint == true && exchange.Address.Domain is null) throw new GatewayFault("DEFAULT_4XX", 403, "ForbiddenException", "Forbidden");
        // 3
        var match = stage.Routes.Find(exchange.HttpMethod, exchange.Address.Path) ?? throw GatewayFault.MissingToken();
        exchange.Method = match.Method;
        exchange.PathVariables = match.Variables;
        exchange.Body = await RequestBodies.ReadAsync(exchange.Http); // 4
        await authorization.AdmitAsync(exchange); // 5
        await plans.AdmitAsync(exchange); // 6
        if (await cache.FindAsync(exchange) is { } remembered) return remembered; // 7
        Validation.Check(exchange); // 8
        var answer = await integrations.CallAsync(exchange); // 9
        cache.Keep(exchange, answer);
        return answer.Copy();
    }

    // 10
    private static async Task SendAsync(Exchange exchange, GatewayAnswer answer)
    {
        var response = exchange.Http.Response;
        response.StatusCode = answer.Status;
        response.Headers["x-amzn-RequestId"] = exchange.RequestId;
        response.Headers["x-amz-apigw-id"] = exchange.ExtendedId;
        foreach (var (name, value) in answer.Headers)
        {
            if (ResponseHeaders.IsSafe(name, value)) response.Headers.Append(name, value);
        }
        if (response.Headers.ContentType.Count == 0 && !answer.Body.IsEmpty) response.ContentType = "application/json";
        if (answer.Status is 204 or 304 || answer.Status < 200) return;
        response.ContentLength = answer.Body.Length;
        if (!HttpMethods.IsHead(exchange.HttpMethod) && !answer.Body.IsEmpty) await response.Body.WriteAsync(answer.Body, exchange.Http.RequestAborted);
    }

    [LoggerMessage(1, LogLevel.Error, "A request to API {Api} failed (request {RequestId}).")]
    private static partial void LogFailed(ILogger log, string api, string requestId, Exception e);
}

/// <summary>Reads bodies within the limit.</summary>
internal static class RequestBodies
{
    // AWS: 10 MB.
    public const int Most = 10 * 1024 * 1024;

    public static async ValueTask<ReadOnlyMemory<byte>> ReadAsync(HttpContext context)
    {
        var length = context.Request.ContentLength;
        if (length > Most) throw GatewayFault.TooLarge();
        if (length == 0 || (length is null && !context.Request.Headers.ContainsKey("Transfer-Encoding") && HttpProtocol.IsHttp11(context.Request.Protocol))) return default;
        if (length is { } known)
        {
            var exact = new byte[known];
            await context.Request.Body.ReadExactlyAsync(exact, context.RequestAborted);
            return exact;
        }
        var buffer = new MemoryStream();
        var piece = new byte[16 * 1024];
        while (await context.Request.Body.ReadAsync(piece, context.RequestAborted) is var read and > 0)
        {
            if (buffer.Length + read > Most) throw GatewayFault.TooLarge();
            buffer.Write(piece, 0, read);
        }
        return buffer.ToArray();
    }
}

/// <summary>Which headers an integration may give to clients.</summary>
internal static class ResponseHeaders
{
    // AWS: the gateway's own; what an integration says of them travels under another name.
    private static readonly HashSet<string> Remapped = new(StringComparer.OrdinalIgnoreCase) { "Connection", "Content-Length", "Date", "Host", "Server", "User-Agent", "WWW-Authenticate" };
    private static readonly HashSet<string> Dropped = new(StringComparer.OrdinalIgnoreCase) { "Transfer-Encoding", "Keep-Alive", "TE", "Trailer", "Upgrade", "Proxy-Authenticate", "Expect" };

    /// <summary>Adds a header of an integration under the name that it may have.</summary>
    public static void Add(GatewayAnswer answer, string name, string value)
    {
        if (Dropped.Contains(name)) return;
        answer.Headers.Add(new(Remapped.Contains(name) ? "x-amzn-Remapped-" + name : name, value));
    }

    /// <summary>Whether a header can be sent at all; nothing can end a header and begin another.</summary>
    public static bool IsSafe(string name, string value) => name.Length > 0 && !value.AsSpan().ContainsAny('\r', '\n', '\0') && IsToken(name);

    private static bool IsToken(string name)
    {
        foreach (var c in name)
        {
            if (!char.IsAsciiLetterOrDigit(c) && !"!#$%&'*+-.^_`|~".Contains(c, StringComparison.Ordinal)) return false;
        }
        return true;
    }
}

/// <summary>Turns failures of the gateway into answers, worded by the API's gateway responses.</summary>
internal static class FaultAnswers
{
    public static GatewayAnswer Of(Exchange exchange, GatewayFault fault)
    {
        exchange.Fault = fault;
        var response = exchange.Stage?.Responses[fault.Type];
        var answer = new GatewayAnswer { Status = response?.Status ?? fault.Status };
        answer.Set("x-amzn-ErrorType", fault.ErrorType);
        if (response is null || response.IsDefault)
        {
            answer.Body = Encoding.UTF8.GetBytes($"{{\"{fault.Member}\":{Expressions.Quote(fault.Message.Length == 0 ? null : fault.Message)}}}");
            answer.Set("Content-Type", "application/json");
        }
        else
        {
            // AWS: the template of the type that the client accepts, else JSON's, else any.
            var accepted = (exchange.Header("Accept") ?? "").Split(',', ';')[0].Trim();
            var (type, template) = response.Templates.TryGetValue(accepted, out var own)
                ? (accepted, own)
                : response.Templates.TryGetValue("application/json", out var json) ? ("application/json", json) : response.Templates.Select(static t => (t.Key, t.Value)).FirstOrDefault();
            if (template is not null)
            {
                answer.Body = template.Render(TemplateScope.ForFault(exchange));
                answer.Set("Content-Type", type!);
            }
        }
        foreach (var (target, expression) in response?.Parameters ?? new Dictionary<string, string>())
        {
            if (target.StartsWith("gatewayresponse.header.", StringComparison.Ordinal) && Expressions.Evaluate(exchange, expression) is { } value) answer.Set(target["gatewayresponse.header.".Length..], value);
        }
        if (exchange.Overrides.Status is { } status) answer.Status = status;
        foreach (var (name, value) in exchange.Overrides.ResponseHeaders) answer.Set(name, value);
        return answer;
    }
}
