using System.IO.Compression;

namespace Undercast.ApiGateway;

/// <summary>Compresses answers for clients that want it, from the size on that the API says.</summary>
internal static class Compression
{
    public static void Apply(Exchange exchange, GatewayAnswer answer)
    {
        if (exchange.Stage?.Api.Api.MinimumCompressionSize is not { } least || answer.Body.Length < least || answer.Body.IsEmpty || answer.Has("Content-Encoding")) return;
        var accepted = (exchange.Header("Accept-Encoding") ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Where(static e => !e.Replace(" ", "", StringComparison.Ordinal).EndsWith(";q=0", StringComparison.Ordinal)).Select(static e => e.Split(';')[0].Trim().ToLowerInvariant()).ToList();
        // AWS: gzip, deflate and identity are known.
        var encoding = accepted.Contains("gzip") || accepted.Contains("*") ? "gzip" : accepted.Contains("deflate") ? "deflate" : null;
        if (encoding is null) return;
        var output = new MemoryStream(answer.Body.Length / 2);
        using (Stream stream = encoding == "gzip" ? new GZipStream(output, CompressionLevel.Fastest, true) : new ZLibStream(output, CompressionLevel.Fastest, true)) stream.Write(answer.Body.Span);
        answer.Body = output.GetBuffer().AsMemory(0, (int)output.Length);
        answer.Set("Content-Encoding", encoding);
    }
}
