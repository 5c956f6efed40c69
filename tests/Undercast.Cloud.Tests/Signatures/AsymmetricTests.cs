using System.Security.Cryptography;
using System.Text;
using Undercast.Kernel;
using static Undercast.Cloud.Tests.Signatures.Requests;

namespace Undercast.Cloud.Tests.Signatures;

public sealed class AsymmetricTests
{
    [Fact]
    public void The_key_is_derived_as_every_client_derives_it()
    {
        // The one vector that AWS's clients share.
        var key = AsymmetricKeys.Derive("AKISORANDOMAASORANDOM", "q+jcrXGc+0zWN6uzclKVhvMmUsIfRPa4rlRandom");
        Assert.Equal("7FD3BD010C0D9C292141C2B77BFBDE1042C92E6836FFF749D1269EC890FCA1BD", Convert.ToHexString(key.D!));
        Assert.Equal("15D242CEEBF8D8169FD6A8B5A746C41140414C3B07579038DA06AF89190FFFCB", Convert.ToHexString(key.Q.X!));
        Assert.Equal("0515242CEDD82E94799482E4C0514B505AFCCF2C0C98D6A553BF539F424C5EC0", Convert.ToHexString(key.Q.Y!));
    }

    [Theory]
    [InlineData("us-east-1", "us-east-1")]
    [InlineData("*", null)]
    [InlineData("us-east-1,eu-west-1", null)]
    public async Task A_request_for_a_set_of_regions_verifies(string set, string? region)
    {
        var request = Make();
        Signer(asymmetric: true, region: set).Sign(request, Now, SigV4Signer.HashOf([]));
        var identity = await VerifyAsync(request);
        Assert.Equal(region, identity!.Region);
        Assert.Equal(CommonError.SignatureDoesNotMatch, (await RefusedAsync(request.WithHeader("x-amz-region-set", "eu-west-1"))).Kind);
        Assert.Equal(CommonError.SignatureDoesNotMatch, (await RefusedAsync(request.With(path: "/x"))).Kind);
        var header = request.Headers.Authorization.ToString();
        foreach (var signature in new[] { "", "zz", new string('0', 200), "00", header[(header.IndexOf("Signature=", StringComparison.Ordinal) + 10)..^2] })
            await RefusedAsync(request.WithHeader("Authorization", header[..(header.IndexOf("Signature=", StringComparison.Ordinal) + 10)] + signature));
    }

    [Fact]
    public async Task Chunks_are_signed_and_padded()
    {
        var request = Make(headers: [("x-amz-decoded-content-length", "4"), ("x-amz-trailer", "x-amz-checksum-sha1")]);
        var signer = Signer(asymmetric: true, raw: true);
        signer.Sign(request, Now, request.Payload("STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD-TRAILER"));
        var header = request.Headers.Authorization.ToString();
        var chunks = signer.Chunks(Now, header[(header.IndexOf("Signature=", StringComparison.Ordinal) + 10)..]);
        var text = new StringBuilder();
        foreach (var part in new[] { "abcd", "" })
        {
            var signature = chunks.SignChunk(SHA256.HashData(Encoding.ASCII.GetBytes(part))).PadRight(144, '*');
            text.Append($"{part.Length:x};chunk-signature={signature}\r\n{part}{(part.Length > 0 ? "\r\n" : "")}");
        }
        text.Append($"x-amz-checksum-sha1:AA==\r\nx-amz-trailer-signature:{chunks.SignTrailer(SHA256.HashData("x-amz-checksum-sha1:AA==\n"u8))}\r\n\r\n");
        var identity = await Verifier().VerifyAsync(request, "queue", raw: true, default);
        await using var body = identity!.Unwrap(new MemoryStream(Encoding.ASCII.GetBytes(text.ToString())));
        Assert.Equal("abcd", await new StreamReader(body).ReadToEndAsync());
    }
}
