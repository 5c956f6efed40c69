using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Undercast.Kernel;

namespace Undercast.ApiGateway.Routed;

/// <summary>Brings events of WebSocket APIs to their routes' integrations, and what those answer back over the socket.</summary>
internal sealed class SocketRoutes(GatewayPorts ports, ServiceIntegration services, HttpIntegration http, Throttles throttles, AccessLog logs, TimeProvider time)
{
    private static readonly TimeSpan PatternTime = TimeSpan.FromMilliseconds(100);

    /// <summary>Asks the <c>$connect</c> route; a route without an integration lets everybody in.</summary>
    public async ValueTask<GatewayAnswer> ConnectAsync(SocketRequest request, CancellationToken ct)
    {
        var client = new SocketClient(request.Now, request.SourceIp, request.UserAgent, request.DomainName, request.Verdict, request.Caller);
        var happened = new SocketEvent(request.Stage, request.ConnectionId, client, "CONNECT", request.Now) { Route = request.Route, Request = request };
        if (request.Route.Integration is null) return new GatewayAnswer();
        var (answer, failure) = await CallAsync(happened, ct);
        await LogAsync(happened, answer?.Status ?? 500, failure);
        return answer ?? throw RoutedFault.Internal();
    }

    /// <summary>Tells the <c>$disconnect</c> route, as far as that can be.</summary>
    public async ValueTask DisconnectAsync(SocketConnection connection)
    {
        if (connection.Stage.Named("$disconnect") is not { Integration: not null } route) return;
        var happened = new SocketEvent(connection.Stage, connection.Id, connection.Client, "DISCONNECT", time.GetUtcNow()) { Route = route, Ended = connection.Ended };
        var (answer, failure) = await CallAsync(happened, CancellationToken.None);
        await LogAsync(happened, answer?.Status ?? 500, failure);
    }

    /// <summary>Handles a message; the buffer is read no more when it returns.</summary>
    public async ValueTask HandleAsync(SocketConnection connection, ReadOnlyMemory<byte> message, bool isText)
    {
        var happened = new SocketEvent(connection.Stage, connection.Id, connection.Client, "MESSAGE", time.GetUtcNow()) { Body = message, IsText = isText };
        var key = isText ? connection.Stage.Selection.Evaluate(happened.Variable) : null;
        // AWS: keys with a dollar are the gateway's own, and no message chooses them.
        var route = (key is { Length: > 0 } && key[0] != '$' ? connection.Stage.Named(key) : null) ?? connection.Stage.Default;
        if (route is null)
        {
            await FailAsync(connection, happened, "Forbidden");
            return;
        }
        happened.Route = route;
        if ((route.Rate is not null || route.Burst is not null) && !await throttles.TakeAsync(route.Stage.Id, route.ThrottleName, route.Rate ?? 10_000, route.Burst ?? 5_000, happened.Now))
        {
            await FailAsync(connection, happened, "Too Many Requests");
            return;
        }
        if (route.Integration is null)
        {
            await FailAsync(connection, happened, "Internal server error");
            return;
        }
        var (answer, failure) = await CallAsync(happened, CancellationToken.None);
        await LogAsync(happened, answer?.Status ?? 500, failure);
        if (answer is null) await FailAsync(connection, happened, "Internal server error");
        else if (route.HasResponse && !answer.Body.IsEmpty) await connection.SendAsync(answer.Body, System.Text.Unicode.Utf8.IsValid(answer.Body.Span), CancellationToken.None);
    }

    private static async ValueTask FailAsync(SocketConnection connection, SocketEvent happened, string message) =>
        await connection.SendTextAsync($"{{\"message\": {Expressions.Quote(message)}, \"connectionId\":\"{connection.Id}\", \"requestId\":\"{happened.RequestId}\"}}", CancellationToken.None);

    private async ValueTask LogAsync(SocketEvent happened, int status, string? failure)
    {
        if (happened.Stage.AccessLog is not { } format) return;
        await logs.WriteAsync(format, happened.Now, name => name switch { "status" or "integrationStatus" or "integration.status" => status.ToString(CultureInfo.InvariantCulture), "error.message" or "error.messageString" or "integrationErrorMessage" => failure, _ => happened.Context(name) });
    }

    /// <summary>What the integration answers, or why it does not.</summary>
    private async ValueTask<(GatewayAnswer? Answer, string? Failure)> CallAsync(SocketEvent happened, CancellationToken aborted)
    {
        var route = happened.Route;
        var integration = route.Integration!;
        using var limit = new CancellationTokenSource(route.Timeout, time);
        using var ct = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, aborted);
        try
        {
            switch (integration.IntegrationType)
            {
                case "AWS_PROXY":
                    return (Proxied(await InvokeAsync(happened, happened.ForFunction(), ct.Token)), null);
                case "MOCK":
                    return (Choose(happened, new IntegrationAnswer { Status = StatusOf(Mapped(happened).Body), Body = default }), null);
                case "AWS" when route.FunctionArn is not null:
                    var mapped = Mapped(happened);
                    var answer = await InvokeAsync(happened, mapped.Body.IsEmpty ? "{}"u8.ToArray() : mapped.Body, ct.Token);
                    return (Choose(happened, new IntegrationAnswer { Status = 200, Body = answer.Payload, Selector = answer.Error is null ? null : MappingText.OfJson(MappingText.Parse(answer.Payload), "errorMessage") ?? "" }), null);
                case "AWS":
                    if (!IntegrationTarget.TryParse(Expressions.WithStageVariables(integration.IntegrationUri, happened.Stage.Variables), out var target)) return (null, "Invalid integration URI");
                    var role = Expressions.WithStageVariables(integration.CredentialsArn, happened.Stage.Variables);
                    return (Choose(happened, await services.CallAsync(target, Mapped(happened), integration.IntegrationMethod ?? "POST", role, happened.Client.Caller, ct.Token)), null);
                default:
                    var sent = Mapped(happened);
                    if (!Uri.TryCreate(Expressions.WithStageVariables(integration.IntegrationUri, happened.Stage.Variables), UriKind.Absolute, out var uri)) return (null, "Invalid integration URI");
                    var got = await http.SendAsync(integration.IntegrationMethod ?? "POST", WithQuery(uri, sent.Query), sent.Headers, sent.Body, ct.Token);
                    if (integration.IntegrationType == "HTTP") return (Choose(happened, got), null);
                    var passed = new GatewayAnswer { Status = got.Status, Body = got.Body };
                    foreach (var (name, value) in got.Headers) ResponseHeaders.Add(passed, name, value);
                    return (passed, null);
            }
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            return (null, "Endpoint request timed out");
        }
        catch (Exception e) when (e is AwsException or GatewayFault or RoutedFault or VtlException or HttpRequestException or RegexMatchTimeoutException)
        {
            return (null, e.Message);
        }
    }

    private async ValueTask<FunctionAnswer> InvokeAsync(SocketEvent happened, ReadOnlyMemory<byte> payload, CancellationToken ct)
    {
        if (ports.Functions is not { } functions || happened.Route.FunctionArn is not { } function) throw RoutedFault.Internal();
        var source = happened.Stage.ArnOf(happened.Route.Key);
        var role = Expressions.WithStageVariables(happened.Route.Integration!.CredentialsArn, happened.Stage.Variables);
        var caller = role is { Length: > 0 } ? await ports.AssumeAsync(role, ct) : Principal.Service(GatewayPorts.ServicePrincipal, happened.Stage.Api.Account, source);
        return await functions.InvokeAsync(new FunctionCall { FunctionArn = function, Caller = caller, Payload = payload, SourceArn = source }, ct);
    }

    /// <summary>AWS: a function's answer has a status and a body; only the body goes to the client, and only where the route has a response.</summary>
    private static GatewayAnswer Proxied(FunctionAnswer answer)
    {
        if (answer.Error is not null) throw RoutedFault.Internal();
        var json = MappingText.Parse(answer.Payload);
        var result = new GatewayAnswer();
        if (json.ValueKind != JsonValueKind.Object) return result;
        if (json.TryGetProperty("statusCode", out var code) && int.TryParse(code.ValueKind == JsonValueKind.String ? code.GetString() : code.GetRawText(), out var status) && status is >= 100 and <= 599) result.Status = status;
        if (json.TryGetProperty("headers", out var headers) && headers.ValueKind == JsonValueKind.Object)
        {
            foreach (var header in headers.EnumerateObject().Where(static h => h.Value.ValueKind == JsonValueKind.String)) ResponseHeaders.Add(result, header.Name, header.Value.GetString()!);
        }
        if (!json.TryGetProperty("body", out var body) || body.ValueKind == JsonValueKind.Null) return result;
        var text = body.ValueKind == JsonValueKind.String ? body.GetString()! : body.GetRawText();
        var bytes = new byte[text.Length];
        result.Body = json.TryGetProperty("isBase64Encoded", out var base64) && base64.ValueKind == JsonValueKind.True && Convert.TryFromBase64String(text, bytes, out var length) ? bytes.AsMemory(0, length) : Encoding.UTF8.GetBytes(text);
        return result;
    }

    private static IntegrationRequest Mapped(SocketEvent happened)
    {
        var integration = happened.Route.Integration!;
        var request = new IntegrationRequest(happened.Body, new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase), [], []);
        foreach (var (target, expression) in integration.RequestParameters ?? new Dictionary<string, string>())
        {
            var value = expression is ['\'', .. var literal, '\''] ? literal : happened.Variable(expression);
            if (value is null) continue;
            if (target.StartsWith("integration.request.header.", StringComparison.Ordinal)) request.Headers[target["integration.request.header.".Length..]] = value;
            else if (target.StartsWith("integration.request.querystring.", StringComparison.Ordinal)) request.Query.Add(new(target["integration.request.querystring.".Length..], value));
            else if (target.StartsWith("integration.request.path.", StringComparison.Ordinal)) request.Path[target["integration.request.path.".Length..]] = value;
        }
        var key = integration.TemplateSelectionExpression is { } expressionOf ? new SelectionExpression(expressionOf.Replace("\\$", "$", StringComparison.Ordinal)).Evaluate(happened.Variable) : null;
        var template = (key is null ? null : happened.Route.Templates.GetValueOrDefault(key)) ?? happened.Route.Templates.GetValueOrDefault("$default");
        if (template is not null)
        {
            request = request with { Body = template.Render(happened.Scope(happened.Body)) };
            request.Headers.TryAdd("Content-Type", "application/json");
        }
        // AWS: a message that no template fits is passed on, or refused where that is forbidden.
        else if (integration.PassthroughBehavior == "NEVER" || (integration.PassthroughBehavior == "WHEN_NO_TEMPLATES" && happened.Route.Templates.Count > 0)) throw GatewayFault.UnsupportedMediaType();
        else request.Headers.TryAdd("Content-Type", happened.IsText ? "application/json" : "application/octet-stream");
        return request;
    }

    private static int StatusOf(ReadOnlyMemory<byte> body) =>
        int.TryParse(MappingText.OfJson(MappingText.Parse(body), "statusCode"), NumberStyles.None, CultureInfo.InvariantCulture, out var status) && status is >= 100 and <= 599 ? status : throw GatewayFault.Misconfigured();

    /// <summary>AWS: the response whose key's pattern fits the status or the function's error, else the default one.</summary>
    private static GatewayAnswer Choose(SocketEvent happened, IntegrationAnswer answer)
    {
        var selector = answer.Selector ?? answer.Status.ToString(CultureInfo.InvariantCulture);
        var chosen = happened.Route.Answers.FirstOrDefault(a => a.Response.IntegrationResponseKey is ['/', .. var pattern, '/'] && Regex.IsMatch(selector, $"\\A(?:{pattern})\\z", RegexOptions.CultureInvariant, PatternTime))
            ?? happened.Route.Answers.FirstOrDefault(static a => a.Response.IntegrationResponseKey == RoutedRules.DefaultRoute);
        var result = new GatewayAnswer { Status = answer.Status, Body = answer.Body };
        if (chosen is null || chosen.Templates.Count == 0) return result;
        var key = chosen.Response.TemplateSelectionExpression is { } expression ? new SelectionExpression(expression.Replace("\\$", "$", StringComparison.Ordinal)).Evaluate(happened.Variable) : null;
        var template = (key is null ? null : chosen.Templates.GetValueOrDefault(key)) ?? chosen.Templates.GetValueOrDefault("$default") ?? chosen.Templates.Values.First();
        result.Body = template.Render(happened.Scope(answer.Body));
        return result;
    }

    private static Uri WithQuery(Uri uri, List<KeyValuePair<string, string>> query) => query.Count == 0
        ? uri
        : new Uri(uri.AbsoluteUri + (uri.Query.Length > 0 ? '&' : '?') + string.Join('&', query.Select(static q => $"{Uri.EscapeDataString(q.Key)}={Uri.EscapeDataString(q.Value)}")));
}
