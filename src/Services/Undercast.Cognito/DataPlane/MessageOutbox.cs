using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Undercast.Cloud;
using Undercast.Storage;

namespace Undercast.Cognito;

/// <summary>The messages that users would get by mail or SMS, for people at this machine: <c>GET /_undercast/cognito/messages[?poolId=…]</c>, the latest first.</summary>
/// <remarks>Only where the server is bound to loopback, only from there, and never for a page of a browser: codes open accounts.</remarks>
internal sealed class MessageOutbox(IStore store, CloudOptions options) : IDataPlane
{
    private const string Path = "/_undercast/cognito/messages";
    private const int Most = 200;

    public bool Claims(string host, string path) => path == Path;

    public async Task ServeAsync(HttpContext context)
    {
        var request = context.Request;
        var isLocal = options.LoopbackOnly && context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address);
        if (!isLocal || request.Headers.Origin.Count > 0 || request.Headers.ContainsKey("Sec-Fetch-Site") && request.Headers["Sec-Fetch-Site"] != "none")
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }
        if (!HttpMethods.IsGet(request.Method))
        {
            context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            return;
        }
        var messages = CognitoTables.Messages;
        var range = request.Query["poolId"].ToString() is { Length: > 0 } pool ? messages.Prefix(pool) : messages.All;
        var rows = await store.ReadAsync(tx => messages.RangeAsync(tx, range, Most, reverse: true), context.RequestAborted);
        var list = new JsonArray();
        foreach (var (key, message) in rows.OrderByDescending(r => r.Key.At))
        {
            list.Add(new JsonObject
            {
                ["userPoolId"] = key.PoolId,
                ["username"] = message.Username,
                ["medium"] = message.Medium,
                ["destination"] = message.Destination,
                ["subject"] = message.Subject,
                ["body"] = message.Body,
                ["code"] = message.Code,
                ["trigger"] = message.Trigger,
                ["time"] = key.At.ToString("O"),
            });
        }
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(new JsonObject { ["messages"] = list }.ToJsonString(), context.RequestAborted);
    }
}
