using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Undercast.Functions;

namespace Undercast.Lambda;

/// <summary>Turns what a function answers into HTTP.</summary>
internal static class UrlAnswers
{
    public static async Task WriteAsync(HttpResponse response, ReadOnlyMemory<byte> payload)
    {
        // AWS: a document with a statusCode is HTTP; anything else is the body of a 200 in JSON.
        JsonNode? node;
        try
        {
            node = JsonNode.Parse(payload.Span);
        }
        catch (JsonException)
        {
            node = null;
        }
        byte[] body;
        if (node is JsonObject document && document["statusCode"] is { } status)
        {
            if (!Head(response, document)) return;
            var text = document["body"] switch { null => "", JsonValue v when v.TryGetValue(out string? s) => s, var other => other.ToJsonString() };
            body = document["isBase64Encoded"]?.GetValueKind() == JsonValueKind.True && TryBase64(text, out var bytes) ? bytes : Encoding.UTF8.GetBytes(text);
        }
        else
        {
            response.ContentType = "application/json";
            body = node is JsonValue value && value.TryGetValue(out string? plain) ? Encoding.UTF8.GetBytes(plain) : payload.ToArray();
        }
        response.ContentLength = body.Length;
        if (response.StatusCode is not (204 or 304) && !HttpMethods.IsHead(response.HttpContext.Request.Method)) await response.Body.WriteAsync(body, response.HttpContext.RequestAborted);
        else response.ContentLength = null;
    }

    /// <summary>Status, headers and cookies; false when the document is malformed, and then 502 is answered.</summary>
    public static bool Head(HttpResponse response, JsonObject document)
    {
        var status = document["statusCode"] is JsonValue value && (value.TryGetValue(out int number) || (value.TryGetValue(out string? text) && int.TryParse(text, out number))) ? number : 0;
        if (status is < 100 or > 599)
        {
            response.StatusCode = 502;
            return false;
        }
        response.StatusCode = status;
        response.ContentType = "application/json";
        foreach (var (name, header) in document["headers"] as JsonObject ?? [])
        {
            var line = header is JsonValue v && v.TryGetValue(out string? s) ? s : header?.ToJsonString() ?? "";
            if (!line.AsSpan().ContainsAny('\r', '\n') && name.Length > 0 && !name.Equals("Transfer-Encoding", StringComparison.OrdinalIgnoreCase) && !name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase)) response.Headers[name] = line;
        }
        foreach (var cookie in document["cookies"] as JsonArray ?? [])
        {
            if (cookie is JsonValue c && c.TryGetValue(out string? line) && !line.AsSpan().ContainsAny('\r', '\n')) response.Headers.Append("Set-Cookie", line);
        }
        return true;
    }

    private static bool TryBase64(string text, out byte[] bytes)
    {
        bytes = new byte[text.Length];
        var ok = Convert.TryFromBase64String(text, bytes, out var length);
        if (ok) Array.Resize(ref bytes, length);
        return ok;
    }
}

/// <summary>A streamed answer on its way to the client; one made by <c>HttpResponseStream.from</c> begins with a prelude that holds status and headers.</summary>
internal sealed class UrlStream(HttpResponse response) : IAnswerStream
{
    private const string PreludeType = "application/vnd.awslambda.http-integration-response";
    private const int MostPrelude = 64 * 1024;
    // AWS: eight zero bytes end the prelude.
    private static readonly byte[] Separator = new byte[8];
    private ArrayBufferWriter<byte>? _prelude;

    public bool HasBegun { get; private set; }

    public ValueTask StartAsync(string? contentType)
    {
        HasBegun = true;
        if (contentType == PreludeType) _prelude = new ArrayBufferWriter<byte>();
        else response.ContentType = contentType ?? "application/octet-stream";
        return default;
    }

    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes)
    {
        if (_prelude is { } prelude)
        {
            prelude.Write(bytes.Span);
            var all = prelude.WrittenMemory;
            var end = all.Span.IndexOf(Separator);
            if (end < 0)
            {
                if (prelude.WrittenCount > MostPrelude) throw new IOException("The prelude of a streamed answer never ends.");
                return;
            }
            _prelude = null;
            UrlAnswers.Head(response, JsonNode.Parse(all.Span[..end]) is JsonObject head ? WithStatus(head) : []);
            bytes = all[(end + Separator.Length)..];
        }
        await response.Body.WriteAsync(bytes);
        await response.Body.FlushAsync();
    }

    public async ValueTask EndAsync()
    {
        if (!response.HasStarted) await response.StartAsync();
    }

    private static JsonObject WithStatus(JsonObject head)
    {
        head.TryAdd("statusCode", 200);
        return head;
    }
}
