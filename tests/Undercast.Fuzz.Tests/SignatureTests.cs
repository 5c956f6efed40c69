using System.Text;
using Undercast.Cloud;
using Undercast.Kernel;

namespace Undercast.Fuzz.Tests;

public sealed class SignatureTests
{
    private const string Key = "AKIDEXAMPLE";
    private const string Secret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    private const string Empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 10, 0, 0, TimeSpan.Zero);

    private sealed class Clock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Now;
    }

    // Any key is known, so that damage to the key's id does not end every look early.
    private sealed class AnyKey : ICredentialSource
    {
        public ValueTask<Credential?> FindAsync(string accessKeyId, string? sessionToken, CancellationToken ct) =>
            ValueTask.FromResult<Credential?>(new Credential(accessKeyId, Secret, Principal.Root("000000000000")));
    }

    private static byte[] Signed(bool asymmetric, string payload, bool raw)
    {
        var request = Requests.Read(Requests.Text("PUT", "/a%20b/c", "x=1&y=%2F", $"Host: queue.us-east-1.amazonaws.com\nX-Amz-Target: Queue.Send\nx-amz-content-sha256: {payload}\nx-amz-decoded-content-length: 8", ""));
        new SigV4Signer(Key, Secret, "us-east-1", "queue") { RawPath = raw, Asymmetric = asymmetric }.Sign(request, Now, payload);
        return Requests.Text(request.Method, request.Path, request.Query, string.Join('\n', request.Headers.Select(h => $"{h.Key}: {h.Value}")), "abc");
    }

    private static byte[] Presigned(string algorithm, string extra) => Requests.Text(
        "GET", "/k",
        $"X-Amz-Algorithm={algorithm}&X-Amz-Credential={Key}%2F20260301%2F{(algorithm.Contains("ECDSA", StringComparison.Ordinal) ? "" : "us-east-1%2F")}queue%2Faws4_request&X-Amz-Date=20260301T100000Z"
        + $"&X-Amz-Expires=60&X-Amz-SignedHeaders=host&X-Amz-Signature={Empty}{extra}",
        "Host: queue.us-east-1.amazonaws.com", "");

    [Fact]
    public void Any_signature_is_accepted_or_refused_in_words_of_the_contract()
    {
        byte[][] valid =
        [
            Signed(false, Empty, false), Signed(false, "UNSIGNED-PAYLOAD", true), Signed(true, Empty, false), Signed(false, "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER", true),
            Presigned("AWS4-HMAC-SHA256", ""), Presigned("AWS4-ECDSA-P256-SHA256", "&X-Amz-Region-Set=*&X-Amz-Security-Token=t"),
        ];
        var verifier = new SignatureVerifier(new AnyKey(), new Clock());
        FuzzLoop.Run(
            m => new FuzzInput(m.Random.Next(2) == 0 ? "raw" : "plain", m.Damage(m.Any(valid))),
            input =>
            {
                var request = Requests.Read(input.Bytes);
                // The claim step asks these before anything can be refused, so they must not throw.
                _ = RequestSignature.PeekService(request);
                _ = RequestSignature.PeekCredential(request);
                try
                {
                    var caller = verifier.VerifyAsync(request, "queue", input.Label == "raw", default).AsTask().GetAwaiter().GetResult();
                    if (caller is null) return;
                    caller.VerifyBody(request.Body.Span);
                    using var body = caller.Unwrap(new MemoryStream(request.Body.ToArray()));
                    body.CopyToAsync(Stream.Null).GetAwaiter().GetResult();
                }
                catch (AwsException)
                {
                }
            });
    }

    [Fact]
    public void Any_chunk_framing_is_taken_off_or_refused_in_words_of_the_contract()
    {
        byte[][] valid =
        [
            Encoding.ASCII.GetBytes("5\r\nhello\r\n3\r\nabc\r\n0\r\n\r\n"), Encoding.ASCII.GetBytes("8\r\nhelloabc\r\n0\r\nx-amz-checksum-crc32:AAAAAA==\r\nb:c\r\n\r\n"),
            Encoding.ASCII.GetBytes($"8;chunk-signature={Empty}\r\nhelloabc\r\n0;chunk-signature={Empty}\r\nx-amz-trailer-signature:{Empty}\r\n\r\n"),
        ];
        FuzzLoop.Run(
            m => new FuzzInput(m.Any<string>(["plain", "trailers", "signed", "length"]), m.Damage(m.Any(valid))),
            input =>
            {
                var signer = input.Label == "signed" ? new ChunkSigner("20260301T100000Z", "20260301/us-east-1/queue/aws4_request", Empty, new byte[32], null) : null;
                using var body = new AwsChunkedStream(new MemoryStream(input.Bytes), signer, input.Label == "length" ? 8 : null, trailers: input.Label != "plain", raw: true);
                try
                {
                    body.CopyToAsync(Stream.Null, 1 + (input.Bytes.Length % 50)).GetAwaiter().GetResult();
                    Assert.All(body.Trailers, t => Assert.NotEmpty(t.Key));
                }
                catch (AwsException)
                {
                }
            });
    }
}
