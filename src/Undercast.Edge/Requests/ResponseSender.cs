using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Undercast.Protocol;

namespace Undercast.Edge;

/// <summary>Sends an answer: a buffered body with its length, a stream, or a body that is written over time.</summary>
internal static class ResponseSender
{
    private const int Chunk = 128 * 1024;

    /// <summary>For a request that is nobody's.</summary>
    public static Task SendNothingHereAsync(HttpContext context, WireRequest request)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        context.Response.ContentType = "text/plain; charset=utf-8";
        var path = request.Path.Length > 256 ? request.Path[..256] : request.Path;
        return context.Response.WriteAsync($"Undercast serves nothing at {request.Method} {path}: no API, endpoint or host claims it.\n", context.RequestAborted);
    }

    public static async Task SendAsync(HttpContext context, WireResponse answer, CancellationToken cancelled)
    {
        // A server that stops still sends what it has; only a body that is written over time is told to end.
        var ct = context.RequestAborted;
        var response = context.Response;
        response.StatusCode = answer.Status;
        foreach (var header in answer.Headers) response.Headers[header.Key] = header.Value;
        try
        {
            if (HttpMethods.IsHead(context.Request.Method) || answer.Status is 204 or 304 or < 200)
            {
                // A HEAD answer keeps the length that the operation gave it: the length of what GET would send.
                return;
            }
            if (answer.WriteBody is { } write)
            {
                context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
                await response.StartAsync(ct);
                // Kestrel's stream flushes with each write, so every event leaves at once.
                await write(response.Body, cancelled);
            }
            else if (answer.BodyStream is { } stream) await CopyAsync(stream, response.BodyWriter, ct);
            else
            {
                var body = answer.Body.WrittenMemory;
                response.ContentLength = body.Length;
                if (!body.IsEmpty) await response.BodyWriter.WriteAsync(body, ct);
            }
        }
        finally
        {
            if (answer.BodyStream is { } stream) await stream.DisposeAsync();
        }
    }

    /// <summary>Reads straight into what is sent, so that no byte is copied in between.</summary>
    private static async Task CopyAsync(Stream from, PipeWriter to, CancellationToken ct)
    {
        while (await from.ReadAsync(to.GetMemory(Chunk), ct) is var count and > 0)
        {
            to.Advance(count);
            if ((await to.FlushAsync(ct)).IsCompleted) return;
        }
    }
}
