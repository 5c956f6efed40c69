using System.Text;
using System.Text.Json;
using Undercast.Kernel;

namespace Undercast.Functions;

/// <summary>The Extensions API (2020-01-01), the Telemetry API (2022-07-01) and the Logs API (2020-08-15).</summary>
internal static class ExtensionsApi
{
    private const int MostBody = 64 * 1024;

    public static async ValueTask AnswerAsync(RuntimeHttp http, RuntimeRequest request, ExtensionSet extensions, CancellationToken ct)
    {
        var body = await http.ReadWholeAsync(MostBody, ct) ?? [];
        var id = request.Header("Lambda-Extension-Identifier") ?? "";
        switch (request.Method, request.Path)
        {
            case ("POST", "/2020-01-01/extension/register"):
                await RegisterAsync(http, request, extensions, body, ct);
                return;
            case ("GET", "/2020-01-01/extension/event/next"):
                if (extensions.NextAsync(id) is not { } next) break;
                var document = await next.WaitAsync(ct);
                http.Begin(200, "OK");
                http.Header("Content-Type", "application/json");
                http.Header("Lambda-Extension-Event-Identifier", Ids.NewGuid().ToString());
                await http.SendAsync(document, ct);
                return;
            case ("POST", "/2020-01-01/extension/init/error" or "/2020-01-01/extension/exit/error"):
                if (request.Header("Lambda-Extension-Function-Error-Type") is not { } error)
                {
                    await RuntimeApi.RefuseAsync(http, 400, "Bad Request", "Extension.MissingHeader", "The header Lambda-Extension-Function-Error-Type is missing.", ct);
                    return;
                }
                if (!extensions.Fail(id, error, request.Path.EndsWith("init/error", StringComparison.Ordinal))) break;
                http.Begin(202, "Accepted");
                http.Header("Content-Type", "application/json");
                await http.SendAsync("{\"status\":\"OK\"}"u8.ToArray(), ct);
                return;
            case ("PUT", "/2022-07-01/telemetry" or "/2020-08-15/logs"):
                TelemetrySettings? settings;
                try
                {
                    settings = TelemetrySettings.Parse(body);
                }
                catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException or KeyNotFoundException)
                {
                    await RuntimeApi.RefuseAsync(http, 400, "Bad Request", "ValidationError", e is FormatException ? e.Message : "The subscription is malformed.", ct);
                    return;
                }
                if (!extensions.Subscribe(id, settings)) break;
                http.Begin(200, "OK");
                http.Header("Content-Type", "text/plain");
                await http.SendAsync("OK"u8.ToArray(), ct);
                return;
            default:
                await RuntimeApi.RefuseAsync(http, 404, "Not Found", "NotFound", "There is no such path.", ct);
                return;
        }
        await RuntimeApi.RefuseAsync(http, 403, "Forbidden", "Extension.UnknownExtensionIdentifier", "Unknown extension " + id, ct);
    }

    private static async ValueTask RegisterAsync(RuntimeHttp http, RuntimeRequest request, ExtensionSet extensions, byte[] body, CancellationToken ct)
    {
        if (request.Header("Lambda-Extension-Name") is not { Length: > 0 } name)
        {
            await RuntimeApi.RefuseAsync(http, 403, "Forbidden", "Extension.InvalidExtensionName", "Empty extension name", ct);
            return;
        }
        string[] events;
        try
        {
            using var document = JsonDocument.Parse(body);
            events = document.RootElement.TryGetProperty("events", out var list) ? [.. list.EnumerateArray().Select(e => e.GetString() ?? "")] : [];
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            await RuntimeApi.RefuseAsync(http, 403, "Forbidden", "InvalidRequestFormat", "The registration is malformed.", ct);
            return;
        }
        var (registered, errorType, message) = extensions.Register(name, events);
        if (registered is not { } id)
        {
            await RuntimeApi.RefuseAsync(http, 403, "Forbidden", errorType, message, ct);
            return;
        }
        http.Begin(200, "OK");
        http.Header("Content-Type", "application/json");
        http.Header("Lambda-Extension-Identifier", id);
        var wantsAccount = request.Header("Lambda-Extension-Accept-Feature")?.Contains("accountId", StringComparison.Ordinal) == true;
        await http.SendAsync(Encoding.UTF8.GetBytes(extensions.Description(wantsAccount).ToJsonString()), ct);
    }
}
