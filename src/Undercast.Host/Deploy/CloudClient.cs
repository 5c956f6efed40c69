using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Microsoft.AspNetCore.Http;
using Undercast.Cloud;
using Undercast.Host.Commands;
using Undercast.Host.Settings;
using Undercast.Protocol;

namespace Undercast.Host.Deploy;

/// <summary>An error that a service answered.</summary>
internal sealed class ServiceAnswerException(string code, string message) : Exception(message)
{
    public string Code { get; } = code;
}

/// <summary>The cloud as a client of it sees it: signed requests in the name of the person at the terminal.</summary>
internal sealed class CloudClient(ServerSettings settings) : IDisposable
{
    private static readonly TimeSpan LongestCall = TimeSpan.FromMinutes(16);
    private readonly HttpClient _http = new() { Timeout = LongestCall };
    private readonly string _host = EnvCommand.Endpoint(settings);

    public string Region => settings.Region;

    public string Endpoint => $"http://{_host}";

    public void Dispose() => _http.Dispose();

    /// <summary>Calls an operation of a query API and gives the result's element.</summary>
    public async Task<XElement> QueryAsync(string service, string version, string action, IEnumerable<(string Name, string Value)> parameters, CancellationToken ct)
    {
        var form = new StringBuilder($"Action={action}&Version={version}");
        foreach (var (name, value) in parameters) form.Append('&').Append(Uri.EscapeDataString(name)).Append('=').Append(Uri.EscapeDataString(value));
        var (_, answer) = await SendAsync("POST", service, "/", new() { ["Content-Type"] = "application/x-www-form-urlencoded" }, Encoding.UTF8.GetBytes(form.ToString()), ct);
        return XDocument.Parse(Encoding.UTF8.GetString(answer)).Root!;
    }

    /// <summary>Calls an operation of a JSON API.</summary>
    public async Task<JsonObject> JsonAsync(string service, string target, JsonObject input, CancellationToken ct)
    {
        var (_, answer) = await SendAsync("POST", service, "/", new() { ["X-Amz-Target"] = target, ["Content-Type"] = "application/x-amz-json-1.1" }, JsonSerializer.SerializeToUtf8Bytes(input), ct);
        return answer.Length == 0 ? [] : (JsonObject)JsonNode.Parse(answer)!;
    }

    /// <summary>Sends a signed request; an answer that is no success is an exception.</summary>
    public async Task<(HttpResponseHeaders Headers, byte[] Body)> SendAsync(string method, string service, string path, Dictionary<string, string> headers, byte[] body, CancellationToken ct)
    {
        var question = path.IndexOf('?', StringComparison.Ordinal);
        var hash = SigV4Signer.HashOf(body);
        var head = new WireRequest
        {
            Method = method,
            Path = question < 0 ? path : path[..question],
            Query = question < 0 ? "" : path[(question + 1)..],
            Headers = new HeaderDictionary { ["Host"] = _host },
        };
        if (service == "s3") head.Headers["x-amz-content-sha256"] = hash;
        foreach (var (name, value) in headers) head.Headers[name] = value;
        new SigV4Signer(Variable("AWS_ACCESS_KEY_ID") ?? "test", Variable("AWS_SECRET_ACCESS_KEY") ?? "test", settings.Region, service) { SessionToken = Variable("AWS_SESSION_TOKEN") }
            .Sign(head, TimeProvider.System.GetUtcNow(), hash);
        using var request = new HttpRequestMessage(new HttpMethod(method), $"http://{_host}{path}");
        if (body.Length > 0 || method is "POST" or "PUT") request.Content = new ByteArrayContent(body);
        foreach (var (name, value) in head.Headers)
        {
            if (name != "Host" && !request.Headers.TryAddWithoutValidation(name, value.ToString())) request.Content?.Headers.TryAddWithoutValidation(name, value.ToString());
        }
        try
        {
            using var response = await _http.SendAsync(request, ct);
            var answer = await response.Content.ReadAsByteArrayAsync(ct);
            return response.IsSuccessStatusCode ? (response.Headers, answer) : throw ErrorOf((int)response.StatusCode, Encoding.UTF8.GetString(answer));
        }
        catch (HttpRequestException e)
        {
            throw new UserFacingException($"no server answers at {_host}; start one with 'undercast start'.", cause: e);
        }
    }

    private static ServiceAnswerException ErrorOf(int status, string body)
    {
        if (body.TrimStart().StartsWith('<'))
        {
            var xml = XDocument.Parse(body).Root!;
            string? Of(string name) => xml.Descendants().FirstOrDefault(e => e.Name.LocalName == name)?.Value;
            return new ServiceAnswerException(Of("Code") ?? status.ToString(CultureInfo.InvariantCulture), Of("Message") ?? body);
        }
        try
        {
            var json = JsonNode.Parse(body) as JsonObject;
            return new ServiceAnswerException((string?)json?["__type"] ?? status.ToString(CultureInfo.InvariantCulture), (string?)(json?["message"] ?? json?["Message"]) ?? body);
        }
        catch (JsonException)
        {
            return new ServiceAnswerException(status.ToString(CultureInfo.InvariantCulture), body.Length == 0 ? $"the server answered {status}" : body);
        }
    }

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
