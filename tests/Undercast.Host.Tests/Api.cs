using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using Undercast.Cloud;
using Undercast.Protocol;

namespace Undercast.Host.Tests;

/// <summary>Signed requests to a running server.</summary>
internal sealed class Api(string url, string key = "test", string secret = "test") : IDisposable
{
    private readonly HttpClient _client = new() { BaseAddress = new Uri(url), Timeout = TimeSpan.FromSeconds(30) };

    public async Task<(HttpStatusCode Status, string Body)> AskAsync(string operation, string json)
    {
        var body = Encoding.UTF8.GetBytes(json);
        var headers = new HeaderDictionary { ["Host"] = new Uri(url).Authority, ["X-Amz-Target"] = $"AmazonSQS.{operation}", ["Content-Type"] = "application/x-amz-json-1.0" };
        new SigV4Signer(key, secret, "us-east-1", "sqs").Sign(new WireRequest { Method = "POST", Path = "/", Headers = headers }, DateTimeOffset.UtcNow, SigV4Signer.HashOf(body));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/") { Content = new ByteArrayContent(body) };
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
}
