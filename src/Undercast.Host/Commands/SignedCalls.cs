using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Undercast.Cloud;
using Undercast.Host.Settings;
using Undercast.Protocol;

namespace Undercast.Host.Commands;

/// <summary>Calls of a running server in the name of the person at the terminal: the keys of the environment, else the development key.</summary>
internal static class SignedCalls
{
    private static readonly TimeSpan LongestCall = TimeSpan.FromMinutes(16);

    /// <summary>Sends a signed request and answers status, headers and body; an error of the API is one line.</summary>
    public static async Task<(HttpResponseMessage Response, byte[] Body)> SendAsync(
        ServerSettings settings, string service, string path, IReadOnlyDictionary<string, string> headers, byte[] body, CancellationToken ct)
    {
        var host = EnvCommand.Endpoint(settings);
        var head = new WireRequest { Method = "POST", Path = path, Headers = new HeaderDictionary { ["Host"] = host } };
        foreach (var (name, value) in headers) head.Headers[name] = value;
        new SigV4Signer(Variable("AWS_ACCESS_KEY_ID") ?? "test", Variable("AWS_SECRET_ACCESS_KEY") ?? "test", settings.Region, service) { SessionToken = Variable("AWS_SESSION_TOKEN") }
            .Sign(head, TimeProvider.System.GetUtcNow(), SigV4Signer.HashOf(body));
        using var client = new HttpClient { Timeout = LongestCall };
        using var request = new HttpRequestMessage(HttpMethod.Post, $"http://{host}{path}") { Content = new ByteArrayContent(body) };
        foreach (var (name, value) in head.Headers)
        {
            if (name != "Host" && !request.Headers.TryAddWithoutValidation(name, value.ToString())) request.Content.Headers.TryAddWithoutValidation(name, value.ToString());
        }
        try
        {
            var response = await client.SendAsync(request, ct);
            var answer = await response.Content.ReadAsByteArrayAsync(ct);
            return response.IsSuccessStatusCode ? (response, answer) : throw new UserFacingException(MessageOf(response.StatusCode, answer));
        }
        catch (HttpRequestException e)
        {
            throw new UserFacingException($"no server answers at {host}; start one with 'undercast start'.", cause: e);
        }
    }

    private static string MessageOf(HttpStatusCode status, byte[] body)
    {
        try
        {
            using var error = JsonDocument.Parse(body);
            foreach (var name in (string[])["message", "Message"])
            {
                if (error.RootElement.TryGetProperty(name, out var message)) return message.GetString() ?? $"the server answered {(int)status}.";
            }
        }
        catch (JsonException)
        {
            // Then the text itself is the message.
        }
        return $"the server answered {(int)status}: {Encoding.UTF8.GetString(body)}";
    }

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
