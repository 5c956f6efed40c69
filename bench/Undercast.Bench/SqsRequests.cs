using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Undercast.Cloud;
using Undercast.Protocol;

namespace Undercast.Bench;

/// <summary>Signed requests as bytes.</summary>
internal static class SqsRequests
{
    private static readonly SigV4Signer Signer = new("test", "test", "us-east-1", "sqs");

    public static byte[] ListQueues(int port) => Make(port, "ListQueues", "{}");

    public static byte[] Create(int port, string queue) => Make(port, "CreateQueue", $$"""{"QueueName":"{{queue}}"}""");

    public static byte[] Send(int port, string account, string queue, string body, SigV4Signer? signer = null) =>
        Make(port, "SendMessage", $$"""{"QueueUrl":"http://localhost:{{port}}/{{account}}/{{queue}}","MessageBody":"{{body}}"}""", signer);

    public static byte[] SendBatch(int port, string account, string queue, string body) =>
        Make(port, "SendMessageBatch", $$"""{"QueueUrl":"http://localhost:{{port}}/{{account}}/{{queue}}","Entries":[{{string.Join(',', Enumerable.Range(0, 10).Select(i => $$"""{"Id":"{{i}}","MessageBody":"{{body}}"}"""))}}]}""");

    public static byte[] Receive(int port, string account, string queue) =>
        Make(port, "ReceiveMessage", $$"""{"QueueUrl":"http://localhost:{{port}}/{{account}}/{{queue}}","MaxNumberOfMessages":1,"VisibilityTimeout":3600}""");

    public static byte[] Delete(int port, string account, string queue, string handle) =>
        Make(port, "DeleteMessage", JsonSerializer.Serialize(new { QueueUrl = $"http://localhost:{port}/{account}/{queue}", ReceiptHandle = handle }));

    public static string? Handle(ReadOnlySpan<byte> body)
    {
        var at = body.IndexOf("\"ReceiptHandle\""u8);
        if (at < 0) return null;
        var rest = body[(at + 15)..];
        rest = rest[(rest.IndexOf((byte)'"') + 1)..];
        return Encoding.ASCII.GetString(rest[..rest.IndexOf((byte)'"')]);
    }

    private static byte[] Make(int port, string operation, string json, SigV4Signer? signer = null) =>
        Make(port, "application/x-amz-json-1.0", json, signer ?? Signer, ("X-Amz-Target", $"AmazonSQS.{operation}"));

    /// <summary>A call of an API that speaks the query protocol.</summary>
    public static byte[] Query(int port, string service, string body) => Make(port, "application/x-www-form-urlencoded", body, new SigV4Signer("test", "test", "us-east-1", service));

    private static byte[] Make(int port, string type, string text, SigV4Signer signer, params ReadOnlySpan<(string Name, string Value)> more)
    {
        var body = Encoding.UTF8.GetBytes(text);
        var headers = new HeaderDictionary { ["Host"] = $"localhost:{port}", ["Content-Type"] = type };
        foreach (var (name, value) in more) headers[name] = value;
        signer.Sign(new WireRequest { Method = "POST", Path = "/", Headers = headers }, DateTimeOffset.UtcNow, SigV4Signer.HashOf(body));
        var head = new StringBuilder("POST / HTTP/1.1\r\n");
        foreach (var (name, value) in headers) head.Append(name).Append(": ").Append(value.ToString()).Append("\r\n");
        head.Append(CultureInfo.InvariantCulture, $"Content-Length: {body.Length}\r\n\r\n");
        return [.. Encoding.ASCII.GetBytes(head.ToString()), .. body];
    }
}
