using System.Text;
using Microsoft.AspNetCore.Http;
using Undercast.Protocol;

namespace Undercast.Cloud.Tests.Signatures;

/// <summary>The examples of AWS's documentation of object storage: one day, one key, known signatures.</summary>
public sealed class DocumentedExampleTests
{
    private const string Empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    private static readonly DateTimeOffset Then = new(2013, 5, 24, 0, 0, 0, TimeSpan.Zero);
    private static readonly SignatureVerifier Verifier =
        new(FixedCredentials.Of("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"), new FixedClock(Then));

    private static WireRequest Request(string method, string path, string query, string signature, params (string Name, string Value)[] headers)
    {
        IHeaderDictionary all = new HeaderDictionary { ["Host"] = "examplebucket.s3.amazonaws.com", ["x-amz-date"] = "20130524T000000Z", ["x-amz-content-sha256"] = Empty };
        foreach (var (name, value) in headers) all[name] = value;
        var names = string.Join(';', all.Keys.Select(k => k.ToLowerInvariant()).Order(StringComparer.Ordinal));
        all.Authorization = $"AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,SignedHeaders={names},Signature={signature}";
        return new WireRequest { Method = method, Path = path, Query = query, Headers = all };
    }

    [Fact]
    public async Task Get_of_a_range() => await VerifyAsync(
        Request("GET", "/test.txt", "", "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41", ("Range", "bytes=0-9")), []);

    [Fact]
    public async Task Put_with_an_escaped_name()
    {
        var body = "Welcome to Amazon S3."u8.ToArray();
        await VerifyAsync(
            Request("PUT", "/test$file.text", "", "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd",
                ("Date", "Fri, 24 May 2013 00:00:00 GMT"), ("x-amz-storage-class", "REDUCED_REDUNDANCY"), ("x-amz-content-sha256", SigV4Signer.HashOf(body))), body);
    }

    [Theory]
    [InlineData("lifecycle", "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543")]
    [InlineData("max-keys=2&prefix=J", "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7")]
    public async Task Get_with_a_query(string query, string signature) => await VerifyAsync(Request("GET", "/", query, signature), []);

    [Fact]
    public async Task A_presigned_link()
    {
        const string query = "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Date=20130524T000000Z"
            + "&X-Amz-Expires=86400&X-Amz-SignedHeaders=host&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404";
        await VerifyAsync(new WireRequest { Method = "GET", Path = "/test.txt", Query = query, Headers = new HeaderDictionary { ["Host"] = "examplebucket.s3.amazonaws.com" } }, []);
    }

    [Fact]
    public async Task A_body_in_signed_chunks()
    {
        var request = Request("PUT", "/examplebucket/chunkObject.txt", "", "4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9",
            ("Host", "s3.amazonaws.com"), ("x-amz-storage-class", "REDUCED_REDUNDANCY"), ("x-amz-content-sha256", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD"),
            ("Content-Encoding", "aws-chunked"), ("x-amz-decoded-content-length", "66560"), ("Content-Length", "66824"));
        var identity = await Verifier.VerifyAsync(request, "s3", raw: true, default);
        var framed = Encoding.ASCII.GetBytes(
            $"10000;chunk-signature=ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648\r\n{new string('a', 65536)}\r\n"
            + $"400;chunk-signature=0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497\r\n{new string('a', 1024)}\r\n"
            + "0;chunk-signature=b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9\r\n\r\n");
        Assert.Equal(66824, framed.Length);
        await using var body = identity!.Unwrap(new MemoryStream(framed));
        Assert.Equal(new string('a', 66560), await new StreamReader(body).ReadToEndAsync());
    }

    [Fact]
    public async Task A_body_in_signed_chunks_with_a_trailer()
    {
        var request = Request("PUT", "/examplebucket/chunkObject.txt", "", "106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e",
            ("Host", "s3.amazonaws.com"), ("x-amz-storage-class", "REDUCED_REDUNDANCY"), ("x-amz-content-sha256", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER"),
            ("Content-Encoding", "aws-chunked"), ("x-amz-decoded-content-length", "66560"), ("x-amz-trailer", "x-amz-checksum-crc32c"));
        var identity = await Verifier.VerifyAsync(request, "s3", raw: true, default);
        var framed = Encoding.ASCII.GetBytes(
            $"10000;chunk-signature=b474d8862b1487a5145d686f57f013e54db672cee1c953b3010fb58501ef5aa2\r\n{new string('a', 65536)}\r\n"
            + $"400;chunk-signature=1c1344b170168f8e65b41376b44b20fe354e373826ccbbe2c1d40a8cae51e5c7\r\n{new string('a', 1024)}\r\n"
            + "0;chunk-signature=2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992\r\n"
            + "x-amz-checksum-crc32c:sOO8/Q==\r\nx-amz-trailer-signature:d81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435\r\n\r\n");
        await using var body = identity!.Unwrap(new MemoryStream(framed));
        Assert.Equal(66560, (await new StreamReader(body).ReadToEndAsync()).Length);
        Assert.Equal("sOO8/Q==", ((IBodyTrailers)body).Trailers["x-amz-checksum-crc32c"]);
    }

    private static async Task VerifyAsync(WireRequest request, byte[] body)
    {
        var identity = await Verifier.VerifyAsync(request, "s3", raw: true, default);
        identity!.VerifyBody(body);
    }
}
