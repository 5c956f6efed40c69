using Microsoft.AspNetCore.Http;

namespace Undercast.Protocol;

/// <summary>A request as the wires see it: undecoded, with no web server behind it.</summary>
public sealed class WireRequest
{
    /// <summary>The method, upper case.</summary>
    public required string Method { get; init; }
    /// <summary>The path as sent, still percent-encoded; starts with a slash.</summary>
    public required string Path { get; init; }
    /// <summary>The path that the client signed, where <see cref="Path"/> has a piece more that the host named.</summary>
    public string SignedPath { get => field ?? Path; init; }
    /// <summary>The query string as sent, without the question mark.</summary>
    public string Query { get; init; } = "";
    /// <summary>The headers; names compare without case.</summary>
    public required IHeaderDictionary Headers { get; init; }
    /// <summary>The whole body of an operation that does not stream.</summary>
    public ReadOnlyMemory<byte> Body { get; set; }
    /// <summary>Whether the body was unpacked already.</summary>
    internal bool IsUnpacked { get; set; }
    /// <summary>The parameters of a query wire's request, once read.</summary>
    internal QueryTree? Form { get; set; }
    /// <summary>The body of an operation whose input streams; already free of chunk framing, and throws when its signature or checksum fails.</summary>
    public Stream? BodyStream { get; set; }
}

/// <summary>An answer before it is sent.</summary>
public sealed class WireResponse
{
    /// <summary>The HTTP status.</summary>
    public int Status { get; set; } = 200;
    /// <summary>The headers.</summary>
    public IHeaderDictionary Headers { get; init; } = new HeaderDictionary();
    /// <summary>The body of an answer that does not stream.</summary>
    public System.Buffers.ArrayBufferWriter<byte> Body { get; } = new();
    /// <summary>The body of an answer that streams; disposed by the edge once sent.</summary>
    public Stream? BodyStream { get; set; }
    /// <summary>Writes a body whose parts appear over time (event streams); the edge flushes after each write.</summary>
    public Func<Stream, CancellationToken, Task>? WriteBody { get; set; }
}
