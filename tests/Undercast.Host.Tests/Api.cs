using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using Undercast.Cloud;
using Undercast.Protocol;

namespace Undercast.Host.Tests;

/// <summary>Signed requests to a running server.</summary>
internal sealed class Api(string url, string key = "test", string secret = "test") : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    private readonly HttpClient _client = new(new SocketsHttpHandler { Expect100ContinueTimeout = Longest }) { BaseAddress = new Uri(url), Timeout = Longest };

    /// <param name="arrived">Set when the server has taken the request up and asks for its body.</param>
    public async Task<(HttpStatusCode Status, string Body)> AskAsync(string operation, string json, TaskCompletionSource? arrived = null)
    {
        var body = Encoding.UTF8.GetBytes(json);
        var headers = new HeaderDictionary { ["Host"] = new Uri(url).Authority, ["X-Amz-Target"] = $"AmazonSQS.{operation}", ["Content-Type"] = "application/x-amz-json-1.0" };
        new SigV4Signer(key, secret, "us-east-1", "sqs").Sign(new WireRequest { Method = "POST", Path = "/", Headers = headers }, DateTimeOffset.UtcNow, SigV4Signer.HashOf(body));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/") { Content = new AwaitedContent(body, arrived) };
        request.Headers.ExpectContinue = arrived is not null;
        foreach (var (name, value) in headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value.ToString())) request.Content.Headers.TryAddWithoutValidation(name, value.ToString());
        }
        using var answer = await _client.SendAsync(request);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    public async Task<string> GetAsync(string path) => await _client.GetStringAsync(path);

    public async Task<HttpStatusCode> PostAsync(string path)
    {
        using var answer = await _client.PostAsync(path, null);
        return answer.StatusCode;
    }

    public void Dispose() => _client.Dispose();

    /// <summary>A body that tells when it is asked for.</summary>
    private sealed class AwaitedContent(byte[] body, TaskCompletionSource? asked) : ByteArrayContent(body)
    {
        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            asked?.TrySetResult();
            return base.SerializeToStreamAsync(stream, context);
        }

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
        {
            asked?.TrySetResult();
            return base.SerializeToStreamAsync(stream, context, cancellationToken);
        }
    }
}
