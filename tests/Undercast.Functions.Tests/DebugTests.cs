using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace Undercast.Functions.Tests;

// A debugger attaches between calls: what is debugged is neither frozen nor blocked.
public sealed class DebugTests : Fixture
{
    [NeedsFact("node")]
    public async Task The_inspector_of_Node_answers_while_the_function_waits()
    {
        await Pool.DisposeAsync();
        Pool = NewPool(new FunctionPoolOptions { FreezeAfter = TimeSpan.FromMilliseconds(1) });
        var port = FreePort();
        var spec = Node("let secret = 41; globalThis.answer = () => secret + 1; exports.handler = async () => 1;") with
        {
            Environment = new Dictionary<string, string> { ["NODE_OPTIONS"] = string.Create(CultureInfo.InvariantCulture, $"--inspect=127.0.0.1:{port}") },
        };
        Assert.Equal("1", (await InvokeAsync(spec)).Payload);
        using var client = new HttpClient();
        using var list = JsonDocument.Parse(await client.GetStringAsync(new Uri($"http://127.0.0.1:{port}/json/list")));
        using var socket = new ClientWebSocket();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await socket.ConnectAsync(new Uri(list.RootElement[0].GetProperty("webSocketDebuggerUrl").GetString()!), limit.Token);
        await socket.SendAsync(Encoding.UTF8.GetBytes("{\"id\":1,\"method\":\"Runtime.evaluate\",\"params\":{\"expression\":\"answer()\"}}"), WebSocketMessageType.Text, true, limit.Token);
        var buffer = new byte[64 * 1024];
        var got = await socket.ReceiveAsync(buffer, limit.Token);
        using var answer = JsonDocument.Parse(buffer.AsMemory(0, got.Count));
        Assert.Equal(42, answer.RootElement.GetProperty("result").GetProperty("result").GetProperty("value").GetInt32());
    }

    [NeedsFact("python3")]
    public async Task A_thread_of_a_function_that_is_debugged_goes_on_between_calls()
    {
        await Pool.DisposeAsync();
        Pool = NewPool(new FunctionPoolOptions { FreezeAfter = TimeSpan.FromMilliseconds(1) });
        // As debugpy does: a thread that listens and answers.
        var spec = Python("""
            import socketserver, threading
            class Echo(socketserver.StreamRequestHandler):
                def handle(self): self.wfile.write(b'debug:' + self.rfile.readline())
            server = socketserver.ThreadingTCPServer(('127.0.0.1', 0), Echo)
            threading.Thread(target=server.serve_forever, daemon=True).start()
            def handler(event, context): return server.server_address[1]
            """) with { Environment = new Dictionary<string, string> { ["UNDERCAST_DEBUG"] = "1" } };
        var port = int.Parse((await InvokeAsync(spec)).Payload, CultureInfo.InvariantCulture);
        using var client = new TcpClient();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await client.ConnectAsync(IPAddress.Loopback, port, limit.Token);
        await client.GetStream().WriteAsync("hello\n"u8.ToArray(), limit.Token);
        using var reader = new StreamReader(client.GetStream());
        Assert.Equal("debug:hello", await reader.ReadLineAsync(limit.Token));
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
