using Undercast.Kernel;

namespace Undercast.ApiGateway;

/// <summary>Calls what stands behind a method, within its time limit, and turns what that says into an answer.</summary>
internal sealed class Integrations(GatewayPorts ports, ServiceIntegration services, HttpIntegration http, TimeProvider time)
{
    public async ValueTask<GatewayAnswer> CallAsync(Exchange exchange)
    {
        var integration = exchange.Method.Integration;
        if (integration.Type == "MOCK") return Mappings.Answer(exchange, MockIntegration.Call(exchange));
        using var limit = new CancellationTokenSource(exchange.Method.Timeout, time);
        using var ct = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, exchange.Http.RequestAborted);
        var start = time.GetTimestamp();
        try
        {
            switch (integration.Type)
            {
                case "AWS_PROXY":
                    var answer = await InvokeAsync(exchange, ProxyEvents.ForProxy(exchange), ct.Token);
                    // AWS: whatever a function of a proxy integration throws is one and the same to the client.
                    return answer.Error is null ? ProxyAnswers.Of(exchange, answer.Payload) : throw GatewayFault.Malformed();
                case "AWS" when exchange.Method.Target.FunctionArn is not null:
                    return Mappings.Answer(exchange, await CallFunctionAsync(exchange, ct.Token));
                case "AWS":
                    return Mappings.Answer(exchange, await services.CallAsync(exchange, ct.Token));
                case "HTTP_PROXY":
                    return Mappings.PassThrough(exchange, await http.CallAsync(exchange, ct.Token));
                default:
                    return Mappings.Answer(exchange, await http.CallAsync(exchange, ct.Token));
            }
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            throw GatewayFault.TimedOut();
        }
        catch (VtlException)
        {
            throw GatewayFault.Misconfigured();
        }
        finally
        {
            exchange.IntegrationTime = time.GetElapsedTime(start);
        }
    }

    private async ValueTask<IntegrationAnswer> CallFunctionAsync(Exchange exchange, CancellationToken ct)
    {
        var request = Mappings.Request(exchange);
        var answer = await InvokeAsync(exchange, request.Body.IsEmpty ? "{}"u8.ToArray() : request.Body, ct);
        if (answer.Error is null) return new IntegrationAnswer { Status = 200, Body = answer.Payload };
        // AWS: selection patterns look at the error's message.
        var message = JavaValues.Text(JsonPath.Find(JsonValues.Read(answer.Payload.Span), "$.errorMessage"));
        return new IntegrationAnswer { Status = 200, Body = answer.Payload, Selector = message ?? "" };
    }

    private async ValueTask<FunctionAnswer> InvokeAsync(Exchange exchange, ReadOnlyMemory<byte> payload, CancellationToken ct)
    {
        if (ports.Functions is not { } functions || exchange.Method.Target.FunctionArn is not { } function) throw GatewayFault.Misconfigured();
        // The permission of a function names the method as the API has it, with its variables: a star there admits them all.
        var source = exchange.Method.Arn(exchange.Method.Method.HttpMethod == "ANY" ? exchange.HttpMethod : exchange.Method.Method.HttpMethod!, exchange.Method.Resource.Path!);
        try
        {
            var caller = await CallerAsync(exchange, source, ct);
            return await functions.InvokeAsync(new FunctionCall { FunctionArn = function, Caller = caller, Payload = payload, SourceArn = source }, ct);
        }
        catch (AwsException)
        {
            // AWS: no function, no permission, too many at once: the client learns nothing of it.
            throw GatewayFault.Misconfigured();
        }
    }

    /// <summary>In whose name an integration is called: its role, the client itself, or the gateway.</summary>
    private async ValueTask<Principal> CallerAsync(Exchange exchange, string source, CancellationToken ct) =>
        Expressions.WithStageVariables(exchange.Method.Integration.Credentials, exchange.Stage.Variables) switch
        {
            { Length: > 0 } caller when caller == "arn:aws:iam::*:user/*" => exchange.Caller ?? throw GatewayFault.Misconfigured(),
            { Length: > 0 } role => await ports.AssumeAsync(role, ct),
            _ => Principal.Service(GatewayPorts.ServicePrincipal, exchange.Stage.Api.Account, source),
        };
}

/// <summary>Answers with the status that the request's template says.</summary>
internal static class MockIntegration
{
    public static IntegrationAnswer Call(Exchange exchange)
    {
        try
        {
            var request = Mappings.Request(exchange);
            // AWS: the template must give an object with a statusCode; anything else fails.
            var status = JavaValues.Text(JsonValues.Member(request.Body.Span, "statusCode"));
            if (!int.TryParse(status, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number)) throw GatewayFault.Misconfigured();
            return new IntegrationAnswer { Status = number, Body = default };
        }
        catch (VtlException)
        {
            throw GatewayFault.Misconfigured();
        }
    }
}
