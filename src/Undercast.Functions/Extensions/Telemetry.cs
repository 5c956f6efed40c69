using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;

namespace Undercast.Functions;

/// <summary>What a subscriber of telemetry wants, and where.</summary>
/// <param name="Types">Of <c>platform</c>, <c>function</c> and <c>extension</c>.</param>
/// <param name="MostItems">Events in one delivery.</param>
/// <param name="MostBytes">Their text.</param>
/// <param name="Patience">How long one waits for others.</param>
/// <param name="Address">Over HTTP; null for lines over TCP.</param>
/// <param name="Port">Over TCP.</param>
internal sealed record TelemetrySettings(IReadOnlyList<string> Types, int MostItems, int MostBytes, TimeSpan Patience, Uri? Address, int Port)
{
    public static TelemetrySettings Parse(byte[] body)
    {
        using var document = JsonDocument.Parse(body);
        var root = document.RootElement;
        var types = root.GetProperty("types").EnumerateArray().Select(t => t.GetString() ?? "").ToArray();
        if (types.Length == 0 || types.Any(t => t is not ("platform" or "function" or "extension"))) throw new FormatException("types: platform, function and extension are known.");
        var destination = root.GetProperty("destination");
        var buffering = root.TryGetProperty("buffering", out var given) ? given : default;
        // AWS: the defaults and bounds of the Telemetry API.
        int Of(string name, int standard, int least, int most)
        {
            var value = buffering.ValueKind == JsonValueKind.Object && buffering.TryGetProperty(name, out var v) ? v.GetInt32() : standard;
            return value < least || value > most ? throw new FormatException($"buffering.{name}: {least} to {most}.") : value;
        }
        var (items, bytes, patience) = (Of("maxItems", 10_000, 1000, 10_000), Of("maxBytes", 262_144, 262_144, 1_048_576), Of("timeoutMs", 1000, 25, 30_000));
        if (destination.GetProperty("protocol").GetString() == "TCP") return new TelemetrySettings(types, items, bytes, TimeSpan.FromMilliseconds(patience), null, destination.GetProperty("port").GetInt32());
        if (destination.GetProperty("protocol").GetString() != "HTTP" || !Uri.TryCreate(destination.GetProperty("URI").GetString(), UriKind.Absolute, out var uri) || uri.Host is not ("sandbox" or "sandbox.localdomain"))
            throw new FormatException("destination: HTTP with a URI of the host sandbox.localdomain, or TCP with a port.");
        return new TelemetrySettings(types, items, bytes, TimeSpan.FromMilliseconds(patience), new UriBuilder(uri) { Host = "127.0.0.1" }.Uri, 0);
    }
}

/// <summary>Delivers an instance's telemetry to its subscribers.</summary>
internal sealed class Telemetry(TimeProvider time)
{
    private const int MostQueued = 10_000;
    private static readonly HttpClient Http = new(new SocketsHttpHandler { UseProxy = false }) { Timeout = TimeSpan.FromSeconds(30) };
    private readonly List<(TelemetrySettings Settings, Channel<string> Queue)> _subscribers = [];
    private readonly Lock _gate = new();

    public void Add(TelemetrySettings settings)
    {
        // A subscriber that does not keep up loses the oldest, not the function its memory.
        var queue = Channel.CreateBounded<string>(new BoundedChannelOptions(MostQueued) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
        lock (_gate) _subscribers.Add((settings, queue));
        _ = DeliverAsync(settings, queue.Reader);
    }

    /// <summary>Hands an event to those who want its kind.</summary>
    public void Publish(string kind, string entry)
    {
        lock (_gate)
        {
            foreach (var (settings, queue) in _subscribers)
            {
                if (settings.Types.Contains(kind)) queue.Writer.TryWrite(entry);
            }
        }
    }

    /// <summary>A line that the function or an extension printed.</summary>
    public void PublishLine(string kind, string line) =>
        Publish(kind, $"{{\"time\":\"{PlatformLog.TimeOf(time.GetUtcNow())}\",\"type\":\"{kind}\",\"record\":{(line.StartsWith('{') && IsJson(line) ? line.TrimEnd('\n') : JsonSerializer.Serialize(line))}}}");

    public void Stop()
    {
        lock (_gate)
        {
            foreach (var (_, queue) in _subscribers) queue.Writer.TryComplete();
        }
    }

    private static bool IsJson(string line)
    {
        try
        {
            using var _ = JsonDocument.Parse(line);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private async Task DeliverAsync(TelemetrySettings settings, ChannelReader<string> queue)
    {
        var batch = new List<string>();
        while (await queue.WaitToReadAsync())
        {
            var until = time.GetUtcNow() + settings.Patience;
            var bytes = 0;
            while (batch.Count < settings.MostItems && bytes < settings.MostBytes)
            {
                if (queue.TryRead(out var entry))
                {
                    batch.Add(entry);
                    bytes += entry.Length;
                    continue;
                }
                var left = until - time.GetUtcNow();
                if (left <= TimeSpan.Zero) break;
                var more = queue.WaitToReadAsync().AsTask();
                if (await Task.WhenAny(more, Task.Delay(left, time)) != more || !await more) break;
            }
            try
            {
                await SendAsync(settings, batch);
            }
            catch (Exception e) when (e is HttpRequestException or SocketException or IOException or OperationCanceledException)
            {
                // Nobody listens there: what it missed is gone, as on AWS.
            }
            batch.Clear();
        }
    }

    private static async Task SendAsync(TelemetrySettings settings, List<string> batch)
    {
        if (settings.Address is { } address)
        {
            using var content = new StringContent($"[{string.Join(',', batch)}]", Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
            using var _ = await Http.PostAsync(address, content);
            return;
        }
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", settings.Port);
        await client.GetStream().WriteAsync(Encoding.UTF8.GetBytes(string.Concat(batch.Select(b => b + "\n"))));
    }
}
