using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Undercast.Edge;
using Undercast.Host.Commands;

namespace Undercast.Host.Hosting;

/// <summary><c>GET /_undercast/health</c>, and LocalStack's paths, which scripts and test containers wait for.</summary>
internal sealed class HealthEndpoint(ServerStatus status) : IControlEndpoint
{
    private static readonly string[] Paths = ["/_undercast/health", "/_localstack/health", "/health", "/_localstack/info", "/_localstack/init", "/_localstack/init/ready"];

    public bool Claims(string method, string path) => path.Length > 1 && path[1] is '_' or 'h' && method is "GET" or "HEAD" && Array.IndexOf(Paths, path) >= 0;

    public async Task ServeAsync(HttpContext context)
    {
        context.Response.ContentType = "application/json";
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            switch (context.Request.Path.Value)
            {
                case "/_undercast/health":
                    WriteOwn(json);
                    break;
                case "/_localstack/info":
                    json.WriteString("version", VersionCommand.Version);
                    json.WriteString("edition", "community");
                    json.WriteBoolean("is_license_activated", false);
                    json.WriteNumber("uptime", (long)(TimeProvider.System.GetUtcNow() - status.Started).TotalSeconds);
                    break;
                case "/_localstack/init":
                case "/_localstack/init/ready":
                    json.WriteBoolean("completed", true);
                    json.WriteStartArray("scripts");
                    json.WriteEndArray();
                    break;
                default:
                    WriteServices(json);
                    json.WriteString("edition", "community");
                    json.WriteString("version", VersionCommand.Version);
                    break;
            }
            json.WriteEndObject();
        }
        context.Response.ContentLength = buffer.Length;
        if (HttpMethods.IsHead(context.Request.Method)) return;
        buffer.Position = 0;
        await buffer.CopyToAsync(context.Response.Body, context.RequestAborted);
    }

    private void WriteOwn(Utf8JsonWriter json)
    {
        json.WriteString("status", "running");
        json.WriteString("version", VersionCommand.Version);
        json.WriteString("started", status.Started);
        json.WriteStartObject("store");
        json.WriteString("engine", status.Engine);
        json.WriteString("durability", status.Engine == "sqlite" ? status.Settings.Durability : status.Engine == "memory" ? "none" : "database");
        json.WriteNumber("bytes", StoreOpening.Size(status.Settings));
        json.WriteEndObject();
        json.WriteNumber("connections", status.Edge?.Connections ?? 0);
        WriteServices(json);
    }

    private void WriteServices(Utf8JsonWriter json)
    {
        json.WriteStartObject("services");
        foreach (var service in status.Services) json.WriteString(service, "running");
        json.WriteEndObject();
    }
}
