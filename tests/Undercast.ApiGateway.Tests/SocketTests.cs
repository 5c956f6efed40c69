using System.IO.Pipelines;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using Undercast.ApiGateway.Tests;
using Undercast.Kernel;

namespace Undercast.ApiGateway.Routed.Tests;

/// <summary>WebSocket APIs below the handshake. Sources: the developer guide and AWS's quotas.</summary>
public class SocketTests : Fixture
{
    private async Task<RoutedStage> StageAsync(string integrationType = "MOCK", params string[] keys)
    {
        var api = await Routed.CreateApi(new CreateApiInput { Name = "w", ProtocolType = "WEBSOCKET", RouteSelectionExpression = "$request.body.action" }, Call);
        var integration = await Routed.CreateIntegration(
            integrationType == "MOCK"
                ? new CreateIntegrationInput { ApiId = api.ApiId!, IntegrationType = "MOCK", RequestTemplates = new Dictionary<string, string> { ["$default"] = "{\"statusCode\":200}" } }
                : new CreateIntegrationInput { ApiId = api.ApiId!, IntegrationType = "AWS_PROXY", IntegrationUri = FunctionUri },
            Call);
        await Routed.CreateIntegrationResponse(new CreateIntegrationResponseInput { ApiId = api.ApiId!, IntegrationId = integration.IntegrationId!, IntegrationResponseKey = "$default", ResponseTemplates = new Dictionary<string, string> { ["$default"] = "$context.routeKey $input.path('$.n')" } }, Call);
        foreach (var key in keys)
        {
            var route = await Routed.CreateRoute(new CreateRouteInput { ApiId = api.ApiId!, RouteKey = key, Target = $"integrations/{integration.IntegrationId}" }, Call);
            await Routed.CreateRouteResponse(new CreateRouteResponseInput { ApiId = api.ApiId!, RouteId = route.RouteId!, RouteResponseKey = "$default" }, Call);
        }
        await Routed.CreateStage(new CreateStageInput { ApiId = api.ApiId!, StageName = "dev", AutoDeploy = true }, Call);
        return (await Get<RoutedCache>().FindAsync(api.ApiId!, default))!.Stages["dev"];
    }

    private (SocketConnection Server, WebSocket Client) Open(RoutedStage stage)
    {
        var (up, down) = (new Pipe(), new Pipe());
        var client = new SocketClient(Time.GetUtcNow(), "1.2.3.4", "agent", "d", null, null);
        return (
            new SocketConnection("id=", stage, new Duplex(up.Reader.AsStream(), down.Writer.AsStream()), null, client, Time),
            WebSocket.CreateFromStream(new Duplex(down.Reader.AsStream(), up.Writer.AsStream()), new WebSocketCreationOptions { IsServer = false, KeepAliveInterval = Timeout.InfiniteTimeSpan }));
    }

    private static async Task<string> ReceiveAsync(WebSocket client)
    {
        var buffer = new byte[4096];
        var received = await client.ReceiveAsync(buffer, default);
        return Encoding.UTF8.GetString(buffer, 0, received.Count);
    }

    private async Task<string> AskAsync(RoutedStage stage, string message)
    {
        var (server, client) = Open(stage);
        using var both = server;
        using var other = client;
        await Get<SocketRoutes>().HandleAsync(server, Encoding.UTF8.GetBytes(message), true);
        return await ReceiveAsync(client);
    }

    [Fact]
    public async Task A_message_goes_to_the_route_that_it_names_else_to_the_default()
    {
        var stage = await StageAsync("MOCK", "say", "$default", "$disconnect");
        Assert.Equal("say ", await AskAsync(stage, "{\"action\":\"say\",\"n\":5}"));
        Assert.Equal("$default ", await AskAsync(stage, "{\"action\":\"other\"}"));
        Assert.Equal("$default ", await AskAsync(stage, "no json"));
        Assert.Equal("$default ", await AskAsync(stage, "{\"action\":\"$disconnect\"}"));
    }

    [Fact]
    public async Task Without_a_route_a_message_is_forbidden() =>
        Assert.Equal(("Forbidden", "id="), JsonNode.Parse(await AskAsync(await StageAsync("MOCK", "say"), "{}"))! is var answer ? ((string?)answer["message"], (string?)answer["connectionId"]) : default);

    [Fact]
    public async Task A_function_sees_the_message_and_its_body_goes_back()
    {
        var stage = await StageAsync("AWS_PROXY", "$default");
        Functions.Answer = _ => FakeFunctions.Json("{\"statusCode\":200,\"body\":\"pong\"}");
        Assert.Equal("pong", await AskAsync(stage, "ping"));
        var sent = JsonNode.Parse(Functions.Calls[^1].Payload.Span)!;
        Assert.Equal(("ping", "MESSAGE", "$default", "id=", "IN"), ((string?)sent["body"], (string?)sent["requestContext"]!["eventType"], (string?)sent["requestContext"]!["routeKey"], (string?)sent["requestContext"]!["connectionId"], (string?)sent["requestContext"]!["messageDirection"]));
        Functions.Answer = _ => FakeFunctions.Json("{}", "Unhandled");
        Assert.Equal("Internal server error", (string?)JsonNode.Parse(await AskAsync(stage, "x"))!["message"]);
        Functions.Answer = _ => throw new NotFoundException("no");
        Assert.Equal("Internal server error", (string?)JsonNode.Parse(await AskAsync(stage, "x"))!["message"]);
    }

    [Fact]
    public async Task An_idle_socket_is_closed_after_ten_minutes()
    {
        var (server, client) = Open(await StageAsync("MOCK", "$default"));
        using var both = server;
        using var other = client;
        Time.Advance(TimeSpan.FromMinutes(9));
        Assert.True(await server.SendTextAsync("x", default));
        Assert.Equal("x", await ReceiveAsync(client));
        Time.Advance(TimeSpan.FromMinutes(9));
        Assert.True(await server.SendTextAsync("y", default));
        Assert.Equal("y", await ReceiveAsync(client));
        Time.Advance(TimeSpan.FromMinutes(10));
        var closed = await client.ReceiveAsync(new byte[10], default);
        Assert.Equal((WebSocketMessageType.Close, WebSocketCloseStatus.EndpointUnavailable), (closed.MessageType, closed.CloseStatus));
    }

    [Fact]
    public async Task Two_hours_are_the_end_of_any_socket()
    {
        var (server, client) = Open(await StageAsync("MOCK", "$default"));
        using var both = server;
        using var other = client;
        for (var i = 0; i < 13; i++)
        {
            Assert.True(await server.SendTextAsync("x", default));
            Assert.Equal("x", await ReceiveAsync(client));
            Time.Advance(TimeSpan.FromMinutes(9));
        }
        Assert.True(await server.SendTextAsync("x", default));
        Assert.Equal("x", await ReceiveAsync(client));
        Time.Advance(TimeSpan.FromMinutes(3));
        Assert.Equal(WebSocketMessageType.Close, (await client.ReceiveAsync(new byte[10], default)).MessageType);
    }

    [Fact]
    public async Task A_message_of_several_frames_is_whole_and_a_longer_one_is_refused()
    {
        var (server, client) = Open(await StageAsync("MOCK", "$default"));
        using var both = server;
        using var other = client;
        var receiving = server.ReceiveAsync().AsTask();
        for (var i = 0; i < 4; i++) await client.SendAsync(new byte[30_000], WebSocketMessageType.Binary, i == 3, default);
        Assert.Equal(120_000, (await receiving)!.Value.Length);
        receiving = server.ReceiveAsync().AsTask();
        for (var i = 0; i < 5; i++) await client.SendAsync(new byte[30_000], WebSocketMessageType.Binary, i == 4, default);
        Assert.Null(await receiving);
        Assert.Equal(1009, server.Ended.Code);
    }

    [Fact]
    public async Task A_frame_over_32_KB_ends_the_socket()
    {
        var (server, client) = Open(await StageAsync("MOCK", "$default"));
        using var both = server;
        using var other = client;
        var receiving = server.ReceiveAsync().AsTask();
        var sending = client.SendAsync(new byte[33 * 1024], WebSocketMessageType.Binary, true, default);
        Assert.Null(await receiving);
        Assert.Equal(1009, server.Ended.Code);
        server.Dispose();
        await Task.WhenAny(sending);
    }

    [Theory]
    [InlineData("$request.body.a", "1")]
    [InlineData("${request.body.a}", "1")]
    [InlineData("${request.body.a}-${request.body.b}", "1-2")]
    [InlineData("x/$request.body.b", "x/2")]
    [InlineData("${request.body.none}-x", null)]
    [InlineData("plain", "plain")]
    public void Selections_are_evaluated(string expression, string? expected) =>
        Assert.Equal(expected, new SelectionExpression(expression).Evaluate(static name => name switch { "request.body.a" => "1", "request.body.b" => "2", _ => null }));

    private sealed class Duplex(Stream reads, Stream writes) : Stream
    {
        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => true;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => reads.ReadAsync(buffer, cancellationToken);

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await writes.WriteAsync(buffer, cancellationToken);
            await writes.FlushAsync(cancellationToken);
        }

        public override Task FlushAsync(CancellationToken cancellationToken) => writes.FlushAsync(cancellationToken);

        public override void Flush() => writes.Flush();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                reads.Dispose();
                writes.Dispose();
            }
            base.Dispose(disposing);
        }
    }
}
