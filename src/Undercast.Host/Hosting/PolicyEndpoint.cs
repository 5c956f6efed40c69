using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Undercast.Cloud;
using Undercast.Edge;

namespace Undercast.Host.Hosting;

/// <summary><c>GET /_undercast/policy</c>: what each user and role used since the start, as the least policy that allows it, and what was denied. On loopback only, since it needs no key.</summary>
internal sealed class PolicyEndpoint(CallLedger ledger, ServerStatus status) : IControlEndpoint
{
    public bool Claims(string method, string path) => method == "GET" && path == "/_undercast/policy";

    public async Task ServeAsync(HttpContext context)
    {
        if (!status.Settings.IsLoopback)
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartArray("principals");
            foreach (var policy in LeastPolicy.Of(ledger)) Write(json, policy);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = buffer.Length;
        buffer.Position = 0;
        await buffer.CopyToAsync(context.Response.Body, context.RequestAborted);
    }

    private static void Write(Utf8JsonWriter json, LeastPolicy policy)
    {
        json.WriteStartObject();
        json.WriteString("principal", policy.Principal);
        json.WriteBoolean("complete", policy.IsComplete);
        json.WritePropertyName("policy");
        policy.WriteDocument(json);
        json.WriteStartArray("denied");
        foreach (var (permission, reason) in policy.Denied)
        {
            json.WriteStartObject();
            json.WriteString("action", permission.Action);
            json.WriteString("resource", permission.Resource);
            json.WriteString("reason", reason);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
