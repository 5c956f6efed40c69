using System.Text;
using Microsoft.AspNetCore.Http;
using Undercast.Cloud;
using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.ApiGateway;

/// <summary>Calls any operation of any service of this cloud, by action or by path, in the name of the integration's role: the request is claimed and read as one from outside.</summary>
internal sealed class ServiceIntegration(GatewayPorts ports)
{
    // Endpoint names that differ from the signing name.
    private static readonly Dictionary<string, string> SigningNames = new(StringComparer.Ordinal) { ["email"] = "ses", ["streams.dynamodb"] = "dynamodb", ["stepfunctions"] = "states" };

    public ValueTask<IntegrationAnswer> CallAsync(Exchange exchange, CancellationToken ct)
    {
        var integration = exchange.Method.Integration;
        return CallAsync(exchange.Method.Target, Mappings.Request(exchange), integration.HttpMethod!, Expressions.WithStageVariables(integration.Credentials, exchange.Stage.Variables), exchange.Caller, ct);
    }

    public async ValueTask<IntegrationAnswer> CallAsync(IntegrationTarget target, IntegrationRequest mapped, string method, string? role, Principal? client, CancellationToken ct)
    {
        // AWS: without a role the gateway may call functions, and nothing else.
        if (string.IsNullOrEmpty(role)) throw GatewayFault.Misconfigured();
        var answer = new WireResponse();
        var requestId = CallContext.NewRequestId();
        Claim? claim = null;
        try
        {
            var caller = role == "arn:aws:iam::*:user/*" ? client ?? throw GatewayFault.Misconfigured() : await ports.AssumeAsync(role, ct);
            var request = Build(method, target, mapped);
            claim = Claim(request, target) ?? throw GatewayFault.Misconfigured();
            if (claim.Refusal is { } refusal) throw refusal;
            claim = Claimer.ResolveOperation(claim, request);
            if (claim.Refusal is { } unknown) throw unknown;
            var operation = claim.Operation!;
            if (operation.StreamsInput) request.BodyStream = new MemoryStream(mapped.Body.ToArray(), writable: false);
            var input = claim.Protocol.ReadInput(operation, request);
            var output = await ports.Calls.CallAsync(caller, target.Region, operation.Api.Api.Name, operation.Name, input, ct);
            claim.Protocol.WriteOutput(operation, output, requestId, answer);
        }
        catch (AwsException e)
        {
            if (claim is null) throw GatewayFault.Misconfigured();
            claim.Protocol.WriteError(claim.Api, e, requestId, answer);
        }
        return await ReadAsync(answer, ct);
    }

    private Claim? Claim(WireRequest request, IntegrationTarget target)
    {
        var name = SigningNames.GetValueOrDefault(target.Service, target.Service);
        return new Claimer(ports.Catalog).Claim(request, name);
    }

    private WireRequest Build(string method, IntegrationTarget target, IntegrationRequest mapped)
    {
        IHeaderDictionary headers = new HeaderDictionary();
        foreach (var (name, value) in mapped.Headers) headers[name] = value;
        var (path, body) = ("/", mapped.Body);
        if (target.IsPath)
        {
            path = "/" + target.Rest;
            foreach (var (name, value) in mapped.Path) path = path.Replace($"{{{name}}}", Uri.EscapeDataString(value), StringComparison.Ordinal);
            if (target.Service == "sqs") body = WithQueue(path, headers, body, mapped.Query);
        }
        else
        {
            // By action: the query wire has it in the query, the JSON wires in a header.
            var name = SigningNames.GetValueOrDefault(target.Service, target.Service);
            var action = target.Rest.Split('&')[0];
            var api = ports.Catalog.BySigningName(name).FirstOrDefault(a => a.Operations.ContainsKey(action));
            if (api?.Api.TargetPrefix is { } prefix && !headers.ContainsKey("X-Amz-Target") && !IsForm(headers))
            {
                headers["X-Amz-Target"] = $"{prefix}.{action}";
                headers.ContentType = api.Api.Wires.Contains(Wire.AwsJson11) ? "application/x-amz-json-1.1" : "application/x-amz-json-1.0";
                method = "POST";
            }
            else
            {
                foreach (var part in ("Action=" + target.Rest).Split('&'))
                {
                    var equals = part.IndexOf('=', StringComparison.Ordinal);
                    if (equals > 0) mapped.Query.Add(new(part[..equals], Uri.UnescapeDataString(part[(equals + 1)..])));
                }
            }
        }
        var query = string.Join('&', mapped.Query.Select(static q => $"{Uri.EscapeDataString(q.Key)}={Uri.EscapeDataString(q.Value)}"));
        if (IsForm(headers) && query.Length > 0)
        {
            // The query wire reads one place: the form.
            body = Encoding.UTF8.GetBytes(body.IsEmpty ? query : $"{Encoding.UTF8.GetString(body.Span)}&{query}");
            query = "";
        }
        return new WireRequest { Method = method, Path = path, Query = query, Headers = headers, Body = body };
    }

    /// <summary>AWS: a queue's own path stands for its URL in form requests.</summary>
    private ReadOnlyMemory<byte> WithQueue(string path, IHeaderDictionary headers, ReadOnlyMemory<byte> body, List<KeyValuePair<string, string>> query)
    {
        if (path.Count(static c => c == '/') < 2 || headers.ContainsKey("X-Amz-Target")) return body;
        if (query.Exists(static q => q.Key == "Action") && !IsForm(headers))
        {
            headers.ContentType = "application/x-www-form-urlencoded";
            body = default;
        }
        var text = Encoding.UTF8.GetString(body.Span);
        if (!IsForm(headers) || text.Contains("QueueUrl=", StringComparison.Ordinal)) return body;
        query.Add(new("QueueUrl", ports.Cloud.Endpoint + path));
        return body;
    }

    private static bool IsForm(IHeaderDictionary headers) => headers.ContentType.ToString().StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase);

    private static async ValueTask<IntegrationAnswer> ReadAsync(WireResponse answer, CancellationToken ct)
    {
        ReadOnlyMemory<byte> body = answer.Body.WrittenMemory;
        if (answer.BodyStream is { } stream)
        {
            await using (stream)
            {
                var buffer = new MemoryStream();
                var piece = new byte[64 * 1024];
                while (await stream.ReadAsync(piece, ct) is var read and > 0)
                {
                    // AWS: 10 MB hold for answers, too.
                    if (buffer.Length + read > RequestBodies.Most) throw GatewayFault.Misconfigured();
                    buffer.Write(piece, 0, read);
                }
                body = buffer.ToArray();
            }
        }
        var headers = new List<KeyValuePair<string, string>>();
        foreach (var (name, values) in answer.Headers)
        {
            foreach (var value in values) headers.Add(new(name, value ?? ""));
        }
        return new IntegrationAnswer { Status = answer.Status, Body = body, Headers = headers };
    }
}
