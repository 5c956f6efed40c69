using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace Undercast.Edge.Tests;

public sealed class ConnectionTests
{
    [Theory]
    [InlineData("1.1", false)]
    [InlineData("2.0", false)]
    [InlineData("1.1", true)]
    [InlineData("2.0", true)]
    public async Task One_port_serves_both_versions_with_and_without_tls(string version, bool tls)
    {
        await using var edge = await TestEdge.StartAsync();
        using var client = edge.Client(Version.Parse(version), tls);
        var text = await edge.CallAsync("Who", "", client);
        // Without TLS it is secure too: the connection does not leave the machine.
        Assert.EndsWith($"{(tls ? "https" : "http")}://localhost:{edge.Port} True", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_certificate_is_trusted_through_the_authority_alone()
    {
        await using var edge = await TestEdge.StartAsync();
        foreach (var name in new[] { "localhost", "127.0.0.1", "bucket.files.localhost", "queue.us-east-1.amazonaws.com" })
        {
            using var tcp = new TcpClient();
            await tcp.ConnectAsync(IPAddress.Loopback, edge.Port);
            await using var tls = new SslStream(tcp.GetStream());
            using var deadline = new CancellationTokenSource(TestEdge.Deadline);
            await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = name, CertificateChainPolicy = edge.Trust() }, deadline.Token);
            Assert.True(tls.IsAuthenticated);
        }
    }

    [Fact]
    public async Task The_authority_survives_a_restart_and_its_key_is_private()
    {
        var directory = Directory.CreateTempSubdirectory("undercast-tls");
        try
        {
            using var first = LocalAuthority.Open(directory.FullName, ["amazonaws.com"], TimeProvider.System);
            using var second = LocalAuthority.Open(directory.FullName, ["amazonaws.com"], TimeProvider.System);
            Assert.Equal(first.CertificatePem, second.CertificatePem);
            if (!OperatingSystem.IsWindows())
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(directory.FullName, "ca.key")));
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    [Fact]
    public void Leaves_are_remembered_within_a_bound_and_only_for_known_names()
    {
        using var authority = LocalAuthority.Open(null, ["amazonaws.com"], TimeProvider.System);
        Assert.Same(authority.CertificateFor("a.localhost"), authority.CertificateFor("A.localhost"));
        Assert.Same(authority.CertificateFor(null), authority.CertificateFor("evil.example"));
        for (var i = 0; i < 600; i++) authority.CertificateFor(string.Create(CultureInfo.InvariantCulture, $"h{i}.amazonaws.com"));
        Assert.InRange(authority.LeafCount, 1, 512);
    }

    [Fact]
    public async Task A_connection_is_kept_between_requests()
    {
        await using var edge = await TestEdge.StartAsync();
        using var connection = await edge.ConnectAsync();
        for (var i = 0; i < 3; i++)
        {
            await connection.SendAsync(edge.Head("Echo", $"nr{i}", "Content-Length: 3") + $"\r\nnr{i}");
            Assert.Contains("200 OK", await connection.ReadUntilAsync($"nr{i}"), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("GARBAGE\r\n\r\n")]
    [InlineData("POST / HTTP/1.1\r\n\r\n")]
    [InlineData("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n")]
    [InlineData("POST / HTTP/1.1\r\nHost: a\r\nbad header\r\n\r\n")]
    [InlineData("POST / HTTP/9.9\r\nHost: a\r\n\r\n")]
    public async Task Malformed_requests_are_refused_and_the_connection_ends(string bytes)
    {
        await using var edge = await TestEdge.StartAsync();
        using var connection = await edge.ConnectAsync();
        await connection.SendAsync(bytes);
        var answer = await connection.ReadToEndAsync();
        Assert.Matches("^HTTP/1.1 (400|505)|^<end>|^<reset>", answer);
        await edge.CallAsync("Echo", "still there");
    }

    [Fact]
    public async Task Too_many_headers_are_refused()
    {
        await using var edge = await TestEdge.StartAsync();
        using var connection = await edge.ConnectAsync();
        var head = new StringBuilder("POST / HTTP/1.1\r\nHost: localhost\r\n");
        for (var i = 0; i < 300; i++) head.Append(CultureInfo.InvariantCulture, $"x-h{i}: 1\r\n");
        await connection.SendAsync(head.Append("\r\n").ToString());
        Assert.Contains(" 431 ", await connection.ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_that_is_too_large_by_its_head_is_refused_without_being_read()
    {
        await using var edge = await TestEdge.StartAsync();
        using var connection = await edge.ConnectAsync();
        await connection.SendAsync(edge.Head("Echo", "", "Content-Length: 999999999") + "\r\nx");
        Assert.Contains("RequestTooLarge", await connection.ReadUntilAsync("RequestTooLarge"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_never_ending_body_is_refused_at_its_bound()
    {
        await using var edge = await TestEdge.StartAsync(new EdgeOptions { Limits = new EdgeLimits { LingerBytes = 256 * 1024 } });
        using var connection = await edge.ConnectAsync();
        await connection.SendAsync(edge.Head("Echo", "", "Transfer-Encoding: chunked") + "\r\n");
        var chunk = $"4000\r\n{new string('x', 0x4000)}\r\n";
        var reading = connection.ReadToEndAsync();
        var sent = 0L;
        try
        {
            while (!reading.IsCompleted && sent < 100_000_000)
            {
                await connection.SendAsync(chunk);
                sent += chunk.Length;
            }
        }
        catch (IOException)
        {
            // The server has closed the connection, as it should.
        }
        // What is sent behind the end of a connection resets it, and a reset may overtake the answer.
        Assert.Matches("RequestTooLarge|^<end>$|^<reset>$", await reading.WaitAsync(TestEdge.Deadline));
        Assert.True(sent < 20_000_000, $"{sent} bytes were taken");
    }

    [Fact]
    public async Task A_slow_body_times_out()
    {
        await using var edge = await TestEdge.StartAsync(new EdgeOptions { Limits = new EdgeLimits { BodyRate = 100_000, BodyGrace = TimeSpan.FromSeconds(1.5) } });
        using var connection = await edge.ConnectAsync();
        await connection.SendAsync(edge.Head("Echo", "", "Content-Length: 1000") + "\r\nx");
        var clock = Stopwatch.StartNew();
        var answer = await connection.ReadToEndAsync();
        Assert.Matches("^HTTP/1.1 408|^<end>|^<reset>", answer);
        Assert.True(clock.Elapsed < TestEdge.Deadline);
    }

    [Fact]
    public async Task A_silent_connection_is_closed()
    {
        await using var edge = await TestEdge.StartAsync(new EdgeOptions { Limits = new EdgeLimits { HandshakeTime = TimeSpan.FromMilliseconds(300) } });
        using var connection = await edge.ConnectAsync();
        Assert.Matches("<end>|<reset>", await connection.ReadToEndAsync());
    }

    [Fact]
    public async Task Continue_is_sent_only_when_the_head_passes()
    {
        await using var edge = await TestEdge.StartAsync();
        using (var good = await edge.ConnectAsync())
        {
            await good.SendAsync(edge.Head("Echo", "body", "Content-Length: 4", "Expect: 100-continue") + "\r\n");
            Assert.StartsWith("HTTP/1.1 100 Continue", await good.ReadUntilAsync("\r\n\r\n"), StringComparison.Ordinal);
            await good.SendAsync("body");
            Assert.Contains("200 OK", await good.ReadUntilAsync("body"), StringComparison.Ordinal);
        }
        using var bad = await edge.ConnectAsync();
        var head = edge.Head("Echo", "body", "Content-Length: 4", "Expect: 100-continue").Replace("eu-central-1", "eu-central-2", StringComparison.Ordinal);
        await bad.SendAsync(head + "\r\n");
        var answer = await bad.ReadUntilAsync("details.");
        Assert.StartsWith("HTTP/1.1 403", answer, StringComparison.Ordinal);
        Assert.Contains("Connection: close", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stop_wakes_long_polls_and_lets_them_answer()
    {
        await using var edge = await TestEdge.StartAsync(new EdgeOptions { DrainTime = TestEdge.Deadline * 3 });
        var waiting = edge.CallAsync("Wait", "");
        await edge.Api.Waiting.Task.WaitAsync(TestEdge.Deadline);
        var clock = Stopwatch.StartNew();
        await edge.Server.StopAsync();
        Assert.Equal("woken", await waiting.WaitAsync(TestEdge.Deadline));
        Assert.True(clock.Elapsed < TestEdge.Deadline, $"{clock.Elapsed}");
        using var client = edge.Client();
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => client.GetAsync(new Uri("/", UriKind.Relative)));
    }

    [Fact]
    public async Task A_client_that_hangs_up_wakes_its_long_poll()
    {
        await using var edge = await TestEdge.StartAsync();
        using (var connection = await edge.ConnectAsync())
        {
            await connection.SendAsync(edge.Head("Wait", "", "Content-Length: 0") + "\r\n");
            await edge.Api.Waiting.Task.WaitAsync(TestEdge.Deadline);
        }
        await edge.Api.Woken.Task.WaitAsync(TestEdge.Deadline);
    }
}
