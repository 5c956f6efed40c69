using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Undercast.Kernel;

namespace Undercast.ApiGateway.Routed;

/// <summary>Calls what stands behind a route of an HTTP API, within its time limit, and turns what that says into an answer.</summary>
internal sealed class RoutedIntegrations(GatewayPorts ports, HttpIntegration http, TimeProvider time)
{
    public async ValueTask<GatewayAnswer> CallAsync(RoutedRequest request)
    {
        // AWS: a route without an integration is a fault of the API.
        var integration = request.Route.Integration ?? throw RoutedFault.Internal();
        using var limit = new CancellationTokenSource(request.Route.Timeout, time);
        using var ct = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, request.Http.RequestAborted);
        var start = time.GetTimestamp();
        try
        {
            if (integration.IntegrationSubtype is { } subtype) return await CallServiceAsync(request, subtype, ct.Token);
            var mapped = new MappedRequest(request, integration.RequestParameters);
            var answer = request.Route.FunctionArn is { } function ? await InvokeAsync(request, function, mapped, ct.Token) : await ForwardAsync(request, mapped, ct.Token);
            request.IntegrationStatus = answer.Status;
            MappedRequest.Apply(request, answer, integration.ResponseParameters);
            return answer;
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            throw RoutedFault.Unavailable();
        }
        finally
        {
            request.IntegrationTime = time.GetElapsedTime(start);
        }
    }

    private async ValueTask<GatewayAnswer> InvokeAsync(RoutedRequest request, string function, MappedRequest mapped, CancellationToken ct)
    {
        if (ports.Functions is not { } functions) throw RoutedFault.Internal();
        FunctionAnswer answer;
        try
        {
            var role = Expressions.WithStageVariables(request.Route.Integration!.CredentialsArn, request.Stage.Variables);
            var source = request.RouteArn;
            var caller = role is { Length: > 0 } ? await ports.AssumeAsync(role, ct) : Principal.Service(GatewayPorts.ServicePrincipal, request.Account, source);
            answer = await functions.InvokeAsync(new FunctionCall { FunctionArn = function, Caller = caller, Payload = RoutedEvents.ForIntegration(request, mapped), SourceArn = source }, ct);
        }
        catch (AwsException e)
        {
            // AWS: no function, no permission, too many at once: the client learns nothing of it, the access log does.
            request.ErrorMessage = e.Message;
            throw RoutedFault.Internal();
        }
        if (answer.Error is not null)
        {
            request.ErrorMessage = "The Lambda function returned an error.";
            throw RoutedFault.Internal();
        }
        return RoutedAnswers.Of(answer.Payload, request.Route.Integration!.PayloadFormatVersion == "2.0");
    }

    private async ValueTask<GatewayAnswer> ForwardAsync(RoutedRequest request, MappedRequest mapped, CancellationToken ct)
    {
        var integration = request.Route.Integration!;
        var uri = Expressions.WithStageVariables(integration.IntegrationUri, request.Stage.Variables)!;
        // Slashes of greedy variables stay; everything else is escaped, so that no variable leaves its place.
        foreach (var (name, value) in request.PathVariables) uri = uri.Replace($"{{{name}}}", HttpIntegration.EscapePath(value) ?? throw new RoutedFault(400, "Bad Request"), StringComparison.Ordinal);
        if (mapped.Path is { } path && Uri.TryCreate(uri, UriKind.Absolute, out var parsed)) uri = parsed.GetLeftPart(UriPartial.Authority) + path;
        var query = mapped.RawQuery;
        if (query.Length > 0) uri += (uri.Contains('?', StringComparison.Ordinal) ? '&' : '?') + query;
        if (!Uri.TryCreate(uri, UriKind.Absolute, out var target)) throw RoutedFault.Internal();
        var method = integration.IntegrationMethod is null or "ANY" ? request.HttpMethod : integration.IntegrationMethod;
        try
        {
            var answer = await http.SendAsync(method, target, mapped.Headers.SelectMany(static h => h.Value.Select(v => KeyValuePair.Create(h.Key, v ?? ""))), request.Body, ct);
            var result = new GatewayAnswer { Status = answer.Status, Body = answer.Body };
            foreach (var (name, value) in answer.Headers) ResponseHeaders.Add(result, name, value);
            return result;
        }
        catch (Exception e) when (e is HttpRequestException or GatewayFault)
        {
            request.ErrorMessage = e.Message;
            throw RoutedFault.Unavailable();
        }
    }

    private async ValueTask<GatewayAnswer> CallServiceAsync(RoutedRequest request, string subtype, CancellationToken ct)
    {
        var (api, operation, parameters) = ServiceCalls.Known[subtype];
        var integration = request.Route.Integration!;
        var input = new JsonObject();
        foreach (var (name, expression) in integration.RequestParameters ?? new Dictionary<string, string>())
        {
            if (MappingText.Evaluate(expression, n => MappedRequest.Variable(request, n)) is not { } value)
            {
                // AWS: a parameter that must be there and has no value fails the request.
                if (parameters.Contains(name + "!")) throw new RoutedFault(400, $"Parameter: {name} is required for Operation: {subtype}.");
                continue;
            }
            if (name != "Region") input[name] = ServiceInput.Of(name, value);
        }
        var region = integration.RequestParameters?.GetValueOrDefault("Region") ?? request.Region;
        var answer = new GatewayAnswer();
        try
        {
            var caller = await ports.AssumeAsync(Expressions.WithStageVariables(integration.CredentialsArn, request.Stage.Variables)!, ct);
            var output = await ports.Calls.CallDocumentAsync(caller, region, api, operation, Encoding.UTF8.GetBytes(input.ToJsonString()), ct);
            answer.Body = output.IsEmpty ? "{}"u8.ToArray() : output;
        }
        catch (CommonException e) when (e.Kind == CommonError.AccessDenied)
        {
            request.ErrorMessage = e.Message;
            throw RoutedFault.Forbidden();
        }
        catch (AwsException e)
        {
            request.ErrorMessage = e.Message;
            throw new RoutedFault(400, e.Message);
        }
        answer.Set("Content-Type", "application/json");
        request.IntegrationStatus = answer.Status;
        MappedRequest.Apply(request, answer, integration.ResponseParameters);
        return answer;
    }
}

/// <summary>Parameters of services as their documents have them: numbers, lists and maps where the operation wants some.</summary>
internal static class ServiceInput
{
    public static JsonNode Of(string name, string value) => name switch
    {
        "DelaySeconds" or "MaxNumberOfMessages" or "VisibilityTimeout" or "WaitTimeSeconds" => int.TryParse(value, out var number) ? number : throw new RoutedFault(400, $"Parameter: {name} must be an integer."),
        "AttributeNames" or "MessageAttributeNames" or "MessageAttributes" or "MessageSystemAttributes" => Structured(name, value),
        _ => value,
    };

    private static JsonNode Structured(string name, string value)
    {
        try
        {
            return JsonNode.Parse(value) ?? new JsonObject();
        }
        catch (JsonException)
        {
            throw new RoutedFault(400, $"Parameter: {name} must be JSON.");
        }
    }
}

/// <summary>What a function answers to an HTTP API.</summary>
internal static class RoutedAnswers
{
    public static GatewayAnswer Of(ReadOnlyMemory<byte> payload, bool two)
    {
        try
        {
            using var document = JsonDocument.Parse(payload);
            var root = document.RootElement;
            if (root.ValueKind == JsonValueKind.Object && (root.TryGetProperty("statusCode", out _) || !two)) return Read(root);
            if (!two) throw RoutedFault.Internal();
            // AWS: in format 2.0, JSON without a status is the body itself.
            var answer = new GatewayAnswer { Body = root.ValueKind == JsonValueKind.String ? Encoding.UTF8.GetBytes(root.GetString()!) : root.ValueKind == JsonValueKind.Null ? "null"u8.ToArray() : payload };
            answer.Set("Content-Type", "application/json");
            return answer;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            throw RoutedFault.Internal();
        }
    }

    private static GatewayAnswer Read(JsonElement root)
    {
        if (!root.TryGetProperty("statusCode", out var code) || !int.TryParse(code.ValueKind == JsonValueKind.String ? code.GetString() : code.GetRawText(), out var status) || status is < 200 or > 599) throw RoutedFault.Internal();
        var answer = new GatewayAnswer { Status = status };
        if (root.TryGetProperty("headers", out var headers) && headers.ValueKind == JsonValueKind.Object)
        {
            foreach (var header in headers.EnumerateObject()) ResponseHeaders.Add(answer, header.Name, Scalar(header.Value));
        }
        if (root.TryGetProperty("multiValueHeaders", out var many) && many.ValueKind == JsonValueKind.Object)
        {
            foreach (var header in many.EnumerateObject())
            {
                answer.Headers.RemoveAll(h => h.Key.Equals(header.Name, StringComparison.OrdinalIgnoreCase));
                foreach (var value in header.Value.EnumerateArray()) ResponseHeaders.Add(answer, header.Name, Scalar(value));
            }
        }
        if (root.TryGetProperty("cookies", out var cookies) && cookies.ValueKind == JsonValueKind.Array)
        {
            foreach (var cookie in cookies.EnumerateArray()) answer.Headers.Add(new("Set-Cookie", Scalar(cookie)));
        }
        var body = root.TryGetProperty("body", out var given) ? given : default;
        var text = body.ValueKind switch { JsonValueKind.Undefined or JsonValueKind.Null => "", JsonValueKind.String => body.GetString()!, JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => body.GetRawText(), _ => throw RoutedFault.Internal() };
        answer.Body = root.TryGetProperty("isBase64Encoded", out var base64) && base64.ValueKind == JsonValueKind.True ? Convert.FromBase64String(text) : Encoding.UTF8.GetBytes(text);
        if (answer.Body.Length > RequestBodies.Most) throw RoutedFault.Internal();
        if (!answer.Has("Content-Type")) answer.Set("Content-Type", text.Length == 0 ? "application/json" : "text/plain;charset=UTF-8");
        return answer;
    }

    private static string Scalar(JsonElement value) => value.ValueKind switch { JsonValueKind.String => value.GetString()!, JsonValueKind.Object or JsonValueKind.Array => throw RoutedFault.Internal(), JsonValueKind.Null => "", _ => value.GetRawText() };
}
