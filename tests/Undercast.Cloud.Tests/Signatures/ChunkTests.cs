using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Undercast.Kernel;
using static Undercast.Cloud.Tests.Signatures.Requests;

namespace Undercast.Cloud.Tests.Signatures;

public sealed class ChunkTests
{
    private static async Task<(CallerIdentity Identity, ChunkSigner Chunks)> HeadAsync(string payload, long? length, params (string Name, string Value)[] headers)
    {
        var request = Make("PUT", "/k", "", headers);
        if (length is { } n) request.Headers["x-amz-decoded-content-length"] = n.ToString(CultureInfo.InvariantCulture);
        var signer = Signer(raw: true);
        signer.Sign(request, Now, request.Payload(payload));
        var header = request.Headers.Authorization.ToString();
        return ((await Verifier().VerifyAsync(request, "queue", raw: true, default))!, signer.Chunks(Now, header[(header.IndexOf("Signature=", StringComparison.Ordinal) + 10)..]));
    }

    private static byte[] Frame(ChunkSigner chunks, IEnumerable<byte[]> parts)
    {
        using var to = new MemoryStream();
        foreach (var part in parts.Where(p => p.Length > 0).Append([]))
        {
            to.Write(Encoding.ASCII.GetBytes($"{part.Length:x};chunk-signature={chunks.SignChunk(SHA256.HashData(part))}\r\n"));
            to.Write(part);
            to.Write("\r\n"u8);
        }
        return to.ToArray();
    }

    private static async Task<byte[]> ReadAsync(Stream stream, int bufferSize = 100)
    {
        await using var body = stream;
        using var to = new MemoryStream();
        await body.CopyToAsync(to, bufferSize);
        return to.ToArray();
    }

    [Fact]
    public void Any_body_in_any_chunks_and_reads_comes_out_whole() => Prop.ForAll<byte[][], int, int>((parts, reads, bite) =>
    {
        var whole = parts.SelectMany(p => p).ToArray();
        var (identity, chunks) = HeadAsync("STREAMING-AWS4-HMAC-SHA256-PAYLOAD", whole.Length).GetAwaiter().GetResult();
        var slow = new SlowStream(Frame(chunks, parts), Math.Abs(bite % 50) + 1);
        return ReadAsync(identity.Unwrap(slow), Math.Abs(reads % 5000) + 1).GetAwaiter().GetResult().AsSpan().SequenceEqual(whole);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public async Task Large_chunks_pass_without_being_held()
    {
        var part = RandomNumberGenerator.GetBytes(3_000_000);
        var (identity, chunks) = await HeadAsync("STREAMING-AWS4-HMAC-SHA256-PAYLOAD", part.Length);
        Assert.Equal(part, await ReadAsync(identity.Unwrap(new MemoryStream(Frame(chunks, [part]))), 200_000));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(40)]
    [InlineData(90)]
    [InlineData(200)]
    public async Task Any_changed_byte_is_refused(int at)
    {
        var (identity, chunks) = await HeadAsync("STREAMING-AWS4-HMAC-SHA256-PAYLOAD", 300);
        var framed = Frame(chunks, [Encoding.ASCII.GetBytes(new string('q', 300))]);
        framed[at] ^= 1;
        await Assert.ThrowsAsync<CommonException>(() => ReadAsync(identity.Unwrap(new MemoryStream(framed))));
    }

    [Fact]
    public async Task Chunks_cannot_be_left_out_or_reordered()
    {
        var (identity, chunks) = await HeadAsync("STREAMING-AWS4-HMAC-SHA256-PAYLOAD", 4);
        var framed = Encoding.ASCII.GetString(Frame(chunks, ["ab"u8.ToArray(), "cd"u8.ToArray()]));
        var lines = framed.Split("\r\n");
        var swapped = string.Join("\r\n", lines[2], lines[3], lines[0], lines[1], lines[4], "", "");
        await Assert.ThrowsAsync<CommonException>(() => ReadAsync(identity.Unwrap(new MemoryStream(Encoding.ASCII.GetBytes(swapped)))));
    }

    [Theory]
    [InlineData("", "ended inside its framing")]
    [InlineData("zz\r\n", "not a hexadecimal number")]
    [InlineData("-1\r\n", "not a hexadecimal number")]
    [InlineData("5", "ended inside its framing")]
    [InlineData("5\n", "does not end with CRLF")]
    [InlineData("5\r\nabc", "ended inside a chunk")]
    [InlineData("3\r\nabcd\r\n0\r\n\r\n", "")]
    [InlineData("ffffffffffffffff\r\n", "not a hexadecimal number")]
    [InlineData("0\r\nno trailer\r\n\r\n", "A trailer is not a header")]
    [InlineData("0\r\na:1\r\na:2\r\n\r\n", "occurs twice")]
    public async Task Bad_framing_is_refused(string framed, string text)
    {
        var (identity, _) = await HeadAsync("STREAMING-UNSIGNED-PAYLOAD-TRAILER", null);
        var error = await Assert.ThrowsAsync<CommonException>(() => ReadAsync(identity.Unwrap(new MemoryStream(Encoding.ASCII.GetBytes(framed)))));
        Assert.Equal(CommonError.Serialization, error.Kind);
        Assert.Contains(text, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Endless_lines_and_trailers_are_refused()
    {
        var (identity, _) = await HeadAsync("STREAMING-UNSIGNED-PAYLOAD-TRAILER", null);
        var endless = Encoding.ASCII.GetBytes(new string('1', 100_000));
        var source = new MemoryStream(endless);
        await Assert.ThrowsAsync<CommonException>(() => ReadAsync(identity.Unwrap(source)));
        Assert.True(source.Position < 40_000, $"{source.Position} bytes were read");
        var trailers = "0\r\n" + string.Concat(Enumerable.Range(0, 100).Select(i => $"t{i}:1\r\n")) + "\r\n";
        await Assert.ThrowsAsync<CommonException>(() => ReadAsync(identity.Unwrap(new MemoryStream(Encoding.ASCII.GetBytes(trailers)))));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public async Task The_length_must_be_the_announced_one(int announced)
    {
        var (identity, _) = await HeadAsync("STREAMING-UNSIGNED-PAYLOAD-TRAILER", announced);
        var error = await Assert.ThrowsAsync<CommonException>(() => ReadAsync(identity.Unwrap(new MemoryStream("3\r\nabc\r\n0\r\n\r\n"u8.ToArray()))));
        Assert.StartsWith("You did not provide the number of bytes", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Trailers_are_exposed_and_must_be_announced()
    {
        var framed = "3\r\nabc\r\n0\r\nX-Amz-Checksum-CRC32: NSRBwg== \r\n\r\n"u8.ToArray();
        var (identity, _) = await HeadAsync("STREAMING-UNSIGNED-PAYLOAD-TRAILER", 3);
        var body = identity.Unwrap(new MemoryStream(framed));
        await ReadAsync(body);
        Assert.Equal("NSRBwg==", ((IBodyTrailers)body).Trailers["x-amz-checksum-crc32"]);
        var (signed, chunks) = await HeadAsync("STREAMING-AWS4-HMAC-SHA256-PAYLOAD", 0);
        var smuggled = Encoding.ASCII.GetBytes(Encoding.ASCII.GetString(Frame(chunks, []))[..^2] + "x-note:1\r\n\r\n");
        var error = await Assert.ThrowsAsync<CommonException>(() => ReadAsync(signed.Unwrap(new MemoryStream(smuggled))));
        Assert.Contains("did not announce", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Signed_trailers_must_have_their_signature()
    {
        var (identity, chunks) = await HeadAsync("STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER", 0, ("x-amz-trailer", "x-amz-checksum-crc32"));
        var framed = Encoding.ASCII.GetBytes(Encoding.ASCII.GetString(Frame(chunks, []))[..^2] + "x-amz-checksum-crc32:AAAA\r\n\r\n");
        var error = await Assert.ThrowsAsync<CommonException>(() => ReadAsync(identity.Unwrap(new MemoryStream(framed))));
        Assert.Equal("The trailers are not signed.", error.Message);
    }

    private sealed class SlowStream(byte[] bytes, int bite) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer.Length > bite ? buffer[..bite] : buffer, cancellationToken);
    }
}
