using System.CommandLine;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Undercast.Host.Settings;

namespace Undercast.Host.Commands;

/// <summary>Shows what a running server serves.</summary>
internal static class StatusCommand
{
    public static Command Build()
    {
        var options = new SettingOptions(ServerSettings.PortSetting, ServerSettings.HostSetting);
        var command = new Command("status", "Shows the services, the store's size and the connections of a running server");
        options.AddTo(command);
        command.SetAction(async (parsed, ct) =>
        {
            var settings = options.Read(parsed);
            var health = await Running.GetAsync(settings, "/_undercast/health", ct);
            Terminal.Table(
                ["what", "value"],
                [
                    ["version", health.GetProperty("version").GetString()!],
                    ["endpoint", $"http://{EnvCommand.Endpoint(settings)}"],
                    ["store", health.GetProperty("store").GetProperty("engine").GetString()!],
                    ["store size", Size(health.GetProperty("store").GetProperty("bytes").GetInt64())],
                    ["connections", health.GetProperty("connections").GetRawText()],
                    ["up since", health.GetProperty("started").GetString()!],
                    ["services", string.Join(", ", health.GetProperty("services").EnumerateObject().Select(s => s.Name))],
                ]);
            return ExitCodes.Ok;
        });
        return command;
    }

    private static string Size(long bytes) => bytes switch
    {
        >= 1L << 30 => string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1L << 30):F1} GiB"),
        >= 1L << 20 => string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1L << 20):F1} MiB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0:F1} KiB"),
    };
}

/// <summary>Asks a running server.</summary>
internal static class Running
{
    public static async Task<JsonElement> GetAsync(ServerSettings settings, string path, CancellationToken ct) =>
        await AskAsync(settings, client => client.GetAsync(path, ct), ct);

    public static async Task<JsonElement> PostAsync(ServerSettings settings, string path, CancellationToken ct) =>
        await AskAsync(settings, client => client.PostAsync(path, null, ct), ct);

    private static async Task<JsonElement> AskAsync(ServerSettings settings, Func<HttpClient, Task<HttpResponseMessage>> ask, CancellationToken ct)
    {
        using var client = new HttpClient { BaseAddress = new Uri($"http://{EnvCommand.Endpoint(settings)}"), Timeout = TimeSpan.FromSeconds(30) };
        try
        {
            using var response = await ask(client);
            if (!response.IsSuccessStatusCode)
                throw new UserFacingException($"the server at {EnvCommand.Endpoint(settings)} answered {(int)response.StatusCode}: {await response.Content.ReadAsStringAsync(ct)}");
            return await response.Content.ReadFromJsonAsync<JsonElement>(ct);
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            throw new UserFacingException($"no server answers at {EnvCommand.Endpoint(settings)}; start one with 'undercast start'.", cause: e);
        }
    }
}
