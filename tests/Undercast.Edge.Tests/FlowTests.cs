using System.Net;
using System.Text;
using Undercast.Cloud;

namespace Undercast.Edge.Tests;

public sealed class FlowTests
{
    [Fact]
    public async Task A_signed_call_is_answered_with_its_output_and_request_id()
    {
        await using var edge = await TestEdge.StartAsync();
        using var client = edge.Client();
        using var message = edge.Request("Echo", "hällo");
        using var answer = await client.SendAsync(message);
        Assert.Equal("hällo", await answer.Content.ReadAsStringAsync());
        Assert.True(Guid.TryParse(answer.Headers.GetValues("x-amzn-RequestId").Single(), out _));
        Assert.Equal(6, answer.Content.Headers.ContentLength);
        Assert.NotNull(answer.Headers.Date);
        Assert.False(answer.Headers.Contains("Server"));
    }

    [Fact]
    public async Task The_call_knows_its_caller_region_and_endpoint()
    {
        await using var edge = await TestEdge.StartAsync();
        Assert.Equal($"arn:aws:iam::000000000000:root eu-central-1 http://localhost:{edge.Port} True", await edge.CallAsync("Who", ""));
    }

    [Fact]
    public async Task A_wrong_signature_is_refused_before_the_operation_runs()
    {
        await using var edge = await TestEdge.StartAsync();
        using var client = edge.Client();
        using var message = edge.Request("Echo", "x", edge.Sign("Echo", "x", secret: "wrong"));
        using var answer = await client.SendAsync(message);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.StartsWith("SignatureDoesNotMatch: The request signature we calculated", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Empty(edge.Ledger.Latest());
    }

    [Fact]
    public async Task A_body_other_than_the_signed_one_is_refused()
    {
        await using var edge = await TestEdge.StartAsync();
        using var client = edge.Client();
        using var message = edge.Request("Echo", "y", edge.Sign("Echo", "x"));
        using var answer = await client.SendAsync(message);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task A_body_whose_hash_is_not_in_the_head_is_verified_too()
    {
        await using var edge = await TestEdge.StartAsync();
        using var client = edge.Client();
        foreach (var (sent, expected) in new[] { ("x", HttpStatusCode.OK), ("y", HttpStatusCode.Forbidden) })
        {
            var headers = new Microsoft.AspNetCore.Http.HeaderDictionary { ["Host"] = $"localhost:{edge.Port}", ["X-Fake-Op"] = "Echo" };
            new SigV4Signer("test", "test", "us-east-1", "fake").Sign(
                new Undercast.Protocol.WireRequest { Method = "POST", Path = "/", Headers = headers }, DateTimeOffset.UtcNow, SigV4Signer.HashOf("x"u8));
            using var message = edge.Request("Echo", sent, headers);
            using var answer = await client.SendAsync(message);
            Assert.Equal(expected, answer.StatusCode);
        }
    }

    [Fact]
    public async Task Without_credentials_only_open_operations_are_reached()
    {
        await using var edge = await TestEdge.StartAsync();
        using var client = edge.Client();
        async Task<(HttpStatusCode, string)> Call(string operation)
        {
            using var message = new HttpRequestMessage(HttpMethod.Post, "") { Content = new StringContent("") };
            message.Headers.Add("X-Fake-Op", operation);
            using var answer = await client.SendAsync(message);
            return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
        }
        Assert.Equal((HttpStatusCode.OK, "hello"), await Call("Open"));
        Assert.Equal((HttpStatusCode.Forbidden, "MissingAuthenticationToken: Missing Authentication Token"), await Call("Echo"));
    }

    [Fact]
    public async Task An_operation_named_in_the_body_is_resolved_after_the_body_is_read()
    {
        await using var edge = await TestEdge.StartAsync();
        using var client = edge.Client();
        using var message = edge.Request("InBody", "Action=Echo");
        using var answer = await client.SendAsync(message);
        Assert.Equal("Action=Echo", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task What_is_no_request_of_aws_is_not_found()
    {
        await using var edge = await TestEdge.StartAsync();
        using var client = edge.Client();
        using var answer = await client.GetAsync(new Uri("/favicon.ico", UriKind.Relative));
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task What_nobody_claims_is_refused_in_the_wire_that_the_gate_chooses()
    {
        await using var edge = await TestEdge.StartAsync();
        Assert.StartsWith("UnknownOperation: no operation 'Nothing'", await edge.CallAsync("Nothing", "", expected: HttpStatusCode.BadRequest), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_text_of_an_unknown_exception_is_never_sent()
    {
        await using var edge = await TestEdge.StartAsync();
        var text = await edge.CallAsync("Break", "", expected: HttpStatusCode.InternalServerError);
        Assert.StartsWith("InternalFailure: ", text, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", text, StringComparison.Ordinal);
        Assert.Equal(CallOutcome.Failed, edge.Ledger.Latest()[0].Outcome);
    }

    [Fact]
    public async Task A_store_that_cannot_answer_makes_the_service_unavailable()
    {
        await using var edge = await TestEdge.StartAsync();
        var text = await edge.CallAsync("StoreDown", "", expected: HttpStatusCode.ServiceUnavailable);
        Assert.DoesNotContain("disk detail", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_streamed_body_of_any_length_passes_through()
    {
        await using var edge = await TestEdge.StartAsync();
        using var client = edge.Client();
        var body = new string('x', FakeApi.MaxBody * 5);
        using var message = edge.Request("Sink", body);
        using var answer = await client.SendAsync(message);
        Assert.Equal($"{body.Length}", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_streamed_body_that_was_not_signed_like_this_is_refused()
    {
        await using var edge = await TestEdge.StartAsync();
        using var client = edge.Client();
        using var message = edge.Request("Sink", "other", edge.Sign("Sink", "this"));
        using var answer = await client.SendAsync(message);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task Framed_bodies_lose_their_framing_whether_they_stream_or_not()
    {
        await using var edge = await TestEdge.StartAsync();
        using var client = edge.Client();
        foreach (var (operation, expected) in new[] { ("Echo", "abcde"), ("Sink", "5") })
        {
            var headers = edge.Sign(operation, "", payloadHash: "STREAMING-UNSIGNED-PAYLOAD-TRAILER", more: new Dictionary<string, string> { ["x-amz-decoded-content-length"] = "5" });
            using var message = edge.Request(operation, "3\r\nabc\r\n2\r\nde\r\n0\r\nx-amz-checksum-crc32:AAAA\r\n\r\n", headers);
            using var answer = await client.SendAsync(message);
            Assert.Equal(expected, await answer.Content.ReadAsStringAsync());
        }
    }

    [Fact]
    public async Task Events_leave_one_by_one()
    {
        await using var edge = await TestEdge.StartAsync();
        using var client = edge.Client();
        using var message = edge.Request("Events", "");
        using var answer = await client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead);
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync());
        Assert.Equal("one", await reader.ReadLineAsync().WaitAsync(TestEdge.Deadline));
        edge.Api.EventsMayEnd.SetResult();
        Assert.Equal("two", await reader.ReadLineAsync().WaitAsync(TestEdge.Deadline));
    }

    [Fact]
    public async Task Streams_are_sent_whole()
    {
        await using var edge = await TestEdge.StartAsync();
        Assert.Equal(1_000_000, (await edge.CallAsync("Big", "")).Length);
    }

    [Fact]
    public async Task Open_mode_takes_any_key_and_its_account()
    {
        await using var edge = await TestEdge.StartAsync(cloud: new CloudOptions { Auth = AuthMode.Open });
        using var client = edge.Client();
        async Task<string> Who(string? authorization)
        {
            using var message = new HttpRequestMessage(HttpMethod.Post, "") { Content = new StringContent("") };
            message.Headers.Add("X-Fake-Op", "Who");
            if (authorization is not null) message.Headers.TryAddWithoutValidation("Authorization", authorization);
            using var answer = await client.SendAsync(message);
            return (await answer.Content.ReadAsStringAsync()).Split(" http", 2)[0];
        }
        Assert.Equal("arn:aws:iam::000000000000:root us-east-1", await Who(null));
        Assert.Equal("arn:aws:iam::111122223333:root eu-west-3", await Who("AWS4-HMAC-SHA256 Credential=111122223333/20260101/eu-west-3/fake/aws4_request, SignedHeaders=host, Signature=none"));
    }

    [Fact]
    public async Task Every_call_is_recorded_with_its_permissions()
    {
        await using var edge = await TestEdge.StartAsync();
        await edge.CallAsync("Echo", "");
        var used = edge.Ledger.UsedBy("arn:aws:iam::000000000000:root", out var complete);
        Assert.True(complete);
        Assert.Equal("fake:Echo", Assert.Single(used).Permission.Action);
    }

    [Fact]
    public async Task The_raw_target_is_what_is_signed()
    {
        await using var edge = await TestEdge.StartAsync();
        using var connection = await edge.ConnectAsync();
        const string path = "/a%2Fb//c/../%E4%BD%A0+x";
        var headers = edge.Sign("Echo", "ok", path);
        var head = string.Concat(headers.Select(h => $"{h.Key}: {h.Value}\r\n"));
        await connection.SendAsync($"POST {path} HTTP/1.1\r\n{head}Content-Length: 2\r\nConnection: close\r\n\r\nok");
        Assert.Contains("200 OK", await connection.ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_absolute_form_target_is_read_like_the_usual_form()
    {
        await using var edge = await TestEdge.StartAsync();
        using var connection = await edge.ConnectAsync();
        var head = edge.Head("Echo", "ok", "Content-Length: 2", "Connection: close").Replace("POST / ", $"POST http://localhost:{edge.Port}/ ", StringComparison.Ordinal);
        await connection.SendAsync($"{head}\r\nok");
        Assert.Contains("200 OK", await connection.ReadToEndAsync(), StringComparison.Ordinal);
    }
}
