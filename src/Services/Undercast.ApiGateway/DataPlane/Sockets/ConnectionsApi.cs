using System.Net.WebSockets;
using System.Text;
using Microsoft.AspNetCore.Http;
using Undercast.Kernel;

namespace Undercast.ApiGateway.Routed;

/// <summary>AWS's management API (2018-11-29) at a WebSocket API's own address: posts to, reads and closes connections. Signed, and held to <c>execute-api:ManageConnections</c>.</summary>
internal sealed class ConnectionsApi(OpenSockets open, Callers callers, TimeProvider time)
{
    public const string Prefix = "/@connections/";

    public async Task ServeAsync(HttpContext context, RoutedStage stage, ApiAddress address, string id)
    {
        var request = new SocketRequest(context, address, stage, time.GetUtcNow()) { ConnectionId = id };
        context.Response.Headers["x-amzn-RequestId"] = request.RequestId;
        try
        {
            await AnswerAsync(request);
        }
        catch (GatewayFault)
        {
            await FailAsync(context, 413, "PayloadTooLargeException", "Message too long");
        }
        catch (CommonException e)
        {
            await FailAsync(context, 403, "ForbiddenException", e.Message);
        }
    }

    private async ValueTask AnswerAsync(SocketRequest request)
    {
        var context = request.Http;
        var method = request.HttpMethod;
        if (method is not ("GET" or "POST" or "DELETE"))
        {
            await FailAsync(context, 403, "ForbiddenException", "Forbidden");
            return;
        }
        if (context.Request.ContentLength > SocketConnection.MostMessage) throw GatewayFault.TooLarge();
        request.Body = await RequestBodies.ReadAsync(context);
        var caller = await callers.IdentifyAsync(request);
        if (caller.Kind == PrincipalKind.Anonymous)
        {
            await FailAsync(context, 403, "MissingAuthenticationTokenException", "Missing Authentication Token");
            return;
        }
        var arn = request.Stage.ArnOf($"{method}/@connections/{request.ConnectionId}");
        if (!await callers.MayAsync(request, caller, "execute-api:ManageConnections", arn))
        {
            await FailAsync(context, 403, "ForbiddenException", $"User: {caller.Arn} is not authorized to perform: execute-api:ManageConnections on resource: {arn}");
            return;
        }
        if (request.Body.Length > SocketConnection.MostMessage) throw GatewayFault.TooLarge();
        if (open.Find(request.Stage, request.ConnectionId) is not { } connection)
        {
            await FailAsync(context, 410, "GoneException", null);
            return;
        }
        switch (method)
        {
            case "POST":
                // What is text travels as text, everything else as bytes.
                if (!await connection.SendAsync(request.Body, System.Text.Unicode.Utf8.IsValid(request.Body.Span), context.RequestAborted)) await FailAsync(context, 410, "GoneException", null);
                break;
            case "DELETE":
                context.Response.StatusCode = StatusCodes.Status204NoContent;
                _ = connection.CloseAsync(WebSocketCloseStatus.NormalClosure, "Connection Closed Normally");
                break;
            default:
                var json = $"{{\"connectedAt\":\"{connection.Client.ConnectedAt.UtcDateTime:yyyy-MM-ddTHH:mm:ss.fffZ}\",\"identity\":{{\"sourceIp\":{Expressions.Quote(connection.Client.SourceIp)},\"userAgent\":{Expressions.Quote(connection.Client.UserAgent)}}},\"lastActiveAt\":\"{connection.LastActive.UtcDateTime:yyyy-MM-ddTHH:mm:ss.fffZ}\"}}";
                await Answer.WriteAsync(context, StatusCodes.Status200OK, Encoding.UTF8.GetBytes(json));
                break;
        }
    }

    private static Task FailAsync(HttpContext context, int status, string type, string? message)
    {
        context.Response.Headers["x-amzn-ErrorType"] = type;
        return Answer.WriteAsync(context, status, Encoding.UTF8.GetBytes(message is null ? "{}" : $"{{\"message\":{Expressions.Quote(message)}}}"));
    }
}
