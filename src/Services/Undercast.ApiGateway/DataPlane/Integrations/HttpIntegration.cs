using System.Net.Http.Headers;

namespace Undercast.ApiGateway;

/// <summary>Calls an HTTP endpoint: as it is mapped, or with everything that the client sent.</summary>
internal sealed class HttpIntegration : IDisposable
{
    // Headers of one connection, or the gateway's own to set.
    private static readonly HashSet<string> NotForwarded = new(StringComparer.OrdinalIgnoreCase)
    {
        "Connection", "Content-Length", "Expect", "Host", "Keep-Alive", "Proxy-Authorization", "TE", "Trailer", "Transfer-Encoding", "Upgrade",
    };

    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(2) }) { Timeout = System.Threading.Timeout.InfiniteTimeSpan };

    public async ValueTask<IntegrationAnswer> CallAsync(Exchange exchange, CancellationToken ct)
    {
        var integration = exchange.Method.Integration;
        var proxy = integration.Type == "HTTP_PROXY";
        var mapped = Mappings.Request(exchange);
        if (!Uri.TryCreate(UriOf(exchange, mapped, proxy), UriKind.Absolute, out var uri)) throw GatewayFault.Misconfigured();
        var method = integration.HttpMethod == "ANY" ? exchange.HttpMethod : integration.HttpMethod!;
        using var request = new HttpRequestMessage(new HttpMethod(method), uri);
        if (!mapped.Body.IsEmpty) request.Content = new ReadOnlyMemoryContent(mapped.Body);
        if (proxy)
        {
            foreach (var (name, values) in exchange.Http.Request.Headers)
            {
                if (!NotForwarded.Contains(name) && !name.StartsWith(':')) Add(request, name, values.ToArray()!);
            }
            Add(request, "X-Forwarded-For", [exchange.SourceIp]);
            Add(request, "X-Forwarded-Proto", [exchange.Http.Request.Scheme]);
            Add(request, "x-amzn-apigateway-api-id", [exchange.Stage.Id]);
        }
        foreach (var (name, value) in mapped.Headers)
        {
            if (proxy && name.Equals("Content-Type", StringComparison.OrdinalIgnoreCase) && request.Content?.Headers.ContentType is not null) continue;
            Add(request, name, [value]);
        }
        try
        {
            using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
            return new IntegrationAnswer { Status = (int)response.StatusCode, Body = await ReadAsync(response, ct), Headers = Headers(response) };
        }
        catch (HttpRequestException)
        {
            throw GatewayFault.IntegrationFailed();
        }
    }

    /// <summary>Sends a request as it is given, but for headers of one connection.</summary>
    public async ValueTask<IntegrationAnswer> SendAsync(string method, Uri uri, IEnumerable<KeyValuePair<string, string>> headers, ReadOnlyMemory<byte> body, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), uri);
        if (!body.IsEmpty) request.Content = new ReadOnlyMemoryContent(body);
        foreach (var group in headers.GroupBy(static h => h.Key, static h => h.Value, StringComparer.OrdinalIgnoreCase))
        {
            if (!NotForwarded.Contains(group.Key)) Add(request, group.Key, group);
        }
        using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
        return new IntegrationAnswer { Status = (int)response.StatusCode, Body = await ReadAsync(response, ct), Headers = Headers(response) };
    }

    /// <summary>A variable's value in a path: its slashes stay, all else is escaped; null when a piece would climb out of its place.</summary>
    public static string? EscapePath(string value)
    {
        var pieces = value.Split('/');
        return pieces.Any(static p => p is "." or "..") ? null : string.Join('/', pieces.Select(Uri.EscapeDataString));
    }

    private static string UriOf(Exchange exchange, IntegrationRequest mapped, bool proxy)
    {
        var uri = Expressions.WithStageVariables(exchange.Method.Integration.Uri, exchange.Stage.Variables)!;
        // Slashes of greedy variables stay; everything else is escaped, so that no variable leaves its place.
        foreach (var (name, value) in mapped.Path) uri = uri.Replace($"{{{name}}}", EscapePath(value) ?? throw GatewayFault.BadRequest("Bad Request"), StringComparison.Ordinal);
        var query = new List<KeyValuePair<string, string>>(mapped.Query);
        if (proxy) query.AddRange(exchange.Query.Where(q => !mapped.Query.Exists(m => m.Key == q.Key)).SelectMany(static q => q.Value.Select(v => new KeyValuePair<string, string>(q.Key, v))));
        if (query.Count == 0) return uri;
        return uri + (uri.Contains('?', StringComparison.Ordinal) ? '&' : '?') + string.Join('&', query.Select(static q => $"{Uri.EscapeDataString(q.Key)}={Uri.EscapeDataString(q.Value)}"));
    }

    private static void Add(HttpRequestMessage request, string name, IEnumerable<string> values)
    {
        request.Headers.Remove(name);
        if (request.Headers.TryAddWithoutValidation(name, values)) return;
        if (request.Content is not { } content) return;
        content.Headers.Remove(name);
        content.Headers.TryAddWithoutValidation(name, values);
    }

    private static async ValueTask<byte[]> ReadAsync(HttpResponseMessage response, CancellationToken ct)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(ct);
        var buffer = new MemoryStream();
        var piece = new byte[16 * 1024];
        while (await stream.ReadAsync(piece, ct) is var read and > 0)
        {
            if (buffer.Length + read > RequestBodies.Most) throw GatewayFault.Malformed();
            buffer.Write(piece, 0, read);
        }
        return buffer.ToArray();
    }

    private static List<KeyValuePair<string, string>> Headers(HttpResponseMessage response)
    {
        var headers = new List<KeyValuePair<string, string>>();
        foreach (var group in (HttpHeaders[])[response.Headers, response.Content.Headers])
        {
            foreach (var (name, values) in group)
            {
                foreach (var value in values) headers.Add(new(name, value));
            }
        }
        return headers;
    }

    public void Dispose() => _client.Dispose();
}
