using System.Buffers;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Undercast.Kernel;

namespace Undercast.ApiGateway.Routed;

// A connection to a deployed WebSocket API:
//   1 management   …/@connections/{id} is an AWS operation of its own
//   2 authorise    the $connect route's authorizer or signature
//   3 connect      the $connect route's integration; only a 2xx opens the socket
//   4 upgrade      HTTP/1.1's or HTTP/2's handshake
//   5 messages     each to the route that its content chooses, several at a time
//   6 disconnect   the $disconnect route, once, whoever closed

/// <summary>Serves deployed WebSocket APIs.</summary>
internal sealed partial class SocketDataPlane(SocketAuthorization authorization, SocketRoutes routes, ConnectionsApi management, OpenSockets open, Throttles throttles, TimeProvider time, ILogger<SocketDataPlane> log)
{
    private const string Magic = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private const int MostAtOnce = 16;

    public async Task ServeAsync(HttpContext context, RoutedStage stage, ApiAddress address)
    {
        var path = Uri.UnescapeDataString(address.Path);
        if (path.StartsWith(ConnectionsApi.Prefix, StringComparison.Ordinal))
        {
            await management.ServeAsync(context, stage, address, path[ConnectionsApi.Prefix.Length..]); // 1
            return;
        }
        if (!IsHandshake(context))
        {
            context.Response.Headers.Upgrade = "websocket";
            await Answer.WriteAsync(context, StatusCodes.Status426UpgradeRequired, "{\"message\":\"Upgrade Required\"}"u8.ToArray());
            return;
        }
        var request = new SocketRequest(context, address, stage, time.GetUtcNow()) { ConnectionId = Convert.ToBase64String(Ids.NewGuid().ToByteArray().AsSpan(0, 11)).Replace('/', '_').Replace('+', '-') };
        string? protocol = null;
        try
        {
            if (stage.Named("$connect") is { } connect)
            {
                request.Route = connect;
                if (connect.Rate is not null && !await throttles.TakeAsync(stage.Id, connect.ThrottleName, connect.Rate.Value, connect.Burst ?? 5_000, request.Now)) throw RoutedFault.Throttled();
                await authorization.AdmitAsync(request); // 2
                var answer = await routes.ConnectAsync(request, context.RequestAborted); // 3
                if (answer.Status is < 200 or > 299) throw new RoutedFault(answer.Status, answer.Status switch { 401 => "Unauthorized", 403 => "Forbidden", _ => "Internal server error" });
                protocol = answer.Headers.Find(static h => h.Key.Equals("Sec-WebSocket-Protocol", StringComparison.OrdinalIgnoreCase)).Value;
            }
        }
        catch (Exception e) when (e is not (OperationCanceledException or IOException))
        {
            if (e is not RoutedFault) LogFailed(log, stage.Id, request.ConnectionId, e);
            var fault = e as RoutedFault ?? RoutedFault.Internal();
            await Answer.WriteAsync(context, fault.Status, Encoding.UTF8.GetBytes($"{{\"message\": {Expressions.Quote(fault.Message)}, \"connectionId\":\"{request.ConnectionId}\", \"requestId\":\"{request.ExtendedId}\"}}"));
            return;
        }
        var client = new SocketClient(request.Now, request.SourceIp, request.UserAgent, request.DomainName, request.Verdict, request.Caller);
        var stream = await UpgradeAsync(context, protocol); // 4
        using var connection = new SocketConnection(request.ConnectionId, stage, stream, protocol, client, time);
        open.Add(connection);
        try
        {
            await ReadAsync(connection); // 5
        }
        finally
        {
            open.Remove(connection);
            await routes.DisconnectAsync(connection); // 6
        }
    }

    private async Task ReadAsync(SocketConnection connection)
    {
        SemaphoreSlim? atOnce = null;
        while (await connection.ReceiveAsync() is var (buffer, length, isText))
        {
            atOnce ??= new SemaphoreSlim(MostAtOnce);
            await atOnce.WaitAsync();
            // Not awaited: a message that takes long does not hold up the next.
            _ = HandleAsync(connection, buffer, length, isText, atOnce);
        }
        for (var i = 0; atOnce is not null && i < MostAtOnce; i++) await atOnce.WaitAsync();
    }

    private async Task HandleAsync(SocketConnection connection, byte[] buffer, int length, bool isText, SemaphoreSlim atOnce)
    {
        try
        {
            await routes.HandleAsync(connection, buffer.AsMemory(0, length), isText);
        }
        catch (Exception e)
        {
            LogFailed(log, connection.Stage.Id, connection.Id, e);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
            atOnce.Release();
        }
    }

    private static bool IsHandshake(HttpContext context)
    {
        if (context.Features.Get<IHttpExtendedConnectFeature>() is { IsExtendedConnect: true, Protocol: "websocket" }) return true;
        return context.Features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true } && context.Request.Headers.Upgrade.ToString().Equals("websocket", StringComparison.OrdinalIgnoreCase)
            && context.Request.Headers.SecWebSocketKey.Count == 1 && context.Request.Headers.SecWebSocketVersion == "13";
    }

    private static async ValueTask<Stream> UpgradeAsync(HttpContext context, string? protocol)
    {
        if (protocol is not null) context.Response.Headers.SecWebSocketProtocol = protocol;
        if (context.Features.Get<IHttpExtendedConnectFeature>() is { IsExtendedConnect: true } connect) return await connect.AcceptAsync();
        context.Response.Headers.Connection = "Upgrade";
        context.Response.Headers.Upgrade = "websocket";
        // RFC 6455 wants this hash; nothing secret hangs on it.
#pragma warning disable CA5350
        context.Response.Headers.SecWebSocketAccept = Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(context.Request.Headers.SecWebSocketKey + Magic)));
#pragma warning restore CA5350
        return await context.Features.GetRequiredFeature<IHttpUpgradeFeature>().UpgradeAsync();
    }

    [LoggerMessage(3, LogLevel.Error, "A message to WebSocket API {Api} failed (connection {Connection}).")]
    private static partial void LogFailed(ILogger log, string api, string connection, Exception e);
}

/// <summary>The sockets that are open on this node.</summary>
internal sealed class OpenSockets
{
    private readonly ConcurrentDictionary<string, SocketConnection> _all = new(StringComparer.Ordinal);

    public int Count => _all.Count;

    public void Add(SocketConnection connection) => _all[connection.Id] = connection;

    public void Remove(SocketConnection connection) => _all.TryRemove(connection.Id, out _);

    /// <summary>A connection of a stage, or null.</summary>
    public SocketConnection? Find(RoutedStage stage, string id) => _all.TryGetValue(id, out var found) && found.Stage.Id == stage.Id && found.Stage.Name == stage.Name ? found : null;
}

/// <summary>The request that opens a socket.</summary>
internal sealed class SocketRequest(HttpContext http, ApiAddress address, RoutedStage stage, DateTimeOffset now) : GatewayRequest(http, address, now)
{
    public RoutedStage Stage { get; } = stage;
    public required string ConnectionId { get; init; }
    public CompiledRoute Route { get; set; } = null!;
    public RoutedVerdict? Verdict { get; set; }
    public override string Account => Stage.Api.Account;
    public override string Region => Stage.Api.Region;
    public override string ApiId => Stage.Id;
}
