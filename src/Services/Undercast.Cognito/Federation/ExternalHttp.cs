using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Undercast.Cognito;

/// <summary>Why a sign-in at another provider came to nothing; its text goes to the client's page.</summary>
internal sealed class FederationFault(string message) : Exception(message);

/// <summary>Asks other providers: bounded in time and size, without redirects and cookies. Documents that change rarely are remembered.</summary>
internal sealed class ExternalHttp(TimeProvider time, HttpMessageHandler handler) : IDisposable
{
    private const int Largest = 1024 * 1024;
    private const int Most = 500;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(10);
    // What is missing in a document may be new, but nobody is asked again for each request that names something made up.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    private readonly HttpClient _client = new(handler) { Timeout = Longest, MaxResponseContentBufferSize = Largest };
    private readonly ConcurrentDictionary<string, (DateTimeOffset At, string Text)> _known = new(StringComparer.Ordinal);

    public ExternalHttp(TimeProvider time)
        : this(time, new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = TimeSpan.FromSeconds(3), PooledConnectionLifetime = TimeSpan.FromMinutes(2) }) { }

    /// <summary>A document that is remembered for a while.</summary>
    /// <param name="url">Where it is.</param>
    /// <param name="what">What it is, for the fault.</param>
    /// <param name="isEnough">Whether a remembered one has what is looked for.</param>
    /// <param name="ct">Cancels.</param>
    public async ValueTask<string> DocumentAsync(string url, string what, Func<string, bool> isEnough, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        if (_known.TryGetValue(url, out var known) && now < known.At + (isEnough(known.Text) ? Kept : Pause)) return known.Text;
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        var (status, text) = await SendAsync(request, what, ct);
        if (status != 200) throw new FederationFault($"{what} answered {status}");
        if (_known.Count >= Most) _known.Clear();
        _known[url] = (now, text);
        return text;
    }

    /// <summary>A JSON object.</summary>
    public async ValueTask<(int Status, JsonElement Body)> JsonAsync(HttpRequestMessage request, string what, CancellationToken ct)
    {
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        var (status, text) = await SendAsync(request, what, ct);
        return (status, Parse(text) ?? throw new FederationFault($"{what} gave no JSON object"));
    }

    public static JsonElement? Parse(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private async ValueTask<(int Status, string Text)> SendAsync(HttpRequestMessage request, string what, CancellationToken ct)
    {
        try
        {
            using var answer = await _client.SendAsync(request, ct);
            return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(ct));
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw new FederationFault($"Timeout occurred in calling {what}");
        }
        catch (Exception e) when (e is HttpRequestException or InvalidOperationException)
        {
            throw new FederationFault($"Could not connect to {what}");
        }
    }

    public void Dispose() => _client.Dispose();
}
