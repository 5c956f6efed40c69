using System.Text;

namespace Undercast.S3.Tests;

public sealed class ChecksumTests : Fixture
{
    // The check values of the catalogue of parametrised CRC algorithms: each over "123456789".
    [Theory]
    [InlineData("CRC32", "y/Q5Jg==")]
    [InlineData("CRC32C", "4waSgw==")]
    [InlineData("CRC64NVME", "rosUhgp5mIg=")]
    [InlineData("SHA1", "98O8HYCOBHMq32eZZczDTKeuNEE=")]
    [InlineData("SHA256", "FeKw08M4keuw8e9gnsQZQgwg4yDOlMZfvIwzEkSOsiU=")]
    public void A_checksum_has_its_published_value(string name, string expected)
    {
        using var digest = new BodyDigest([Checksums.Parse(name)!.Value], md5: false);
        digest.Append("1234"u8);
        digest.Append("56789"u8);
        Assert.Equal(expected, digest.End()[0]);
    }

    [Theory]
    [InlineData("CRC32")]
    [InlineData("CRC32C")]
    [InlineData("CRC64NVME")]
    public void The_checksum_of_a_whole_follows_from_its_parts(string name)
    {
        var kind = Checksums.Parse(name)!.Value;
        var body = Random(100_003);
        string Of(ReadOnlySpan<byte> bytes)
        {
            using var digest = new BodyDigest([kind], md5: false);
            digest.Append(bytes);
            return digest.End()[0];
        }
        int[] cuts = [0, 1, 50_000, 50_000, 99_999, body.Length];
        var parts = cuts.Zip(cuts.Skip(1)).Select(c => (Of(body.AsSpan(c.First, c.Second - c.First)), (long)(c.Second - c.First))).ToList();
        Assert.Equal(Of(body), Checksums.OfParts(kind, composite: false, parts).Text);
    }

    [Theory]
    [InlineData("CRC32")]
    [InlineData("CRC32C")]
    [InlineData("CRC64NVME")]
    public void A_checksum_does_not_depend_on_how_the_bytes_come(string name)
    {
        var kind = Checksums.Parse(name)!.Value;
        string Of(byte[] bytes, int piece)
        {
            using var digest = new BodyDigest([kind], md5: false);
            for (var at = 0; at < bytes.Length; at += piece) digest.Append(bytes.AsSpan(at, Math.Min(piece, bytes.Length - at)));
            return digest.End()[0];
        }
        foreach (var length in (int[])[127, 128, 129, 191, 192, 1000, 4096])
        {
            var bytes = Random(length);
            Assert.Single(((int[])[1, 7, 130, 200, length]).Select(piece => Of(bytes, piece)).Distinct());
        }
    }

    [Fact]
    public async Task Every_algorithm_is_verified_stored_and_shown_when_asked()
    {
        await BucketAsync();
        async Task<GetObjectOutput> Get(string? mode)
        {
            var found = await Service.GetObject(new GetObjectInput { Bucket = Name, Key = "k", ChecksumMode = mode }, Call);
            await found.Body!.DisposeAsync();
            return found;
        }
        await PutAsync("k", "123456789", i => i with { ChecksumCRC32C = "4waSgw==" });
        Assert.Equal(("4waSgw==", "FULL_OBJECT", null), ((await Get("ENABLED")).ChecksumCRC32C, (await Get("ENABLED")).ChecksumType, (await Get(null)).ChecksumCRC32C));
        await PutAsync("k", "123456789", i => i with { ChecksumAlgorithm = "SHA1" });
        Assert.Equal("98O8HYCOBHMq32eZZczDTKeuNEE=", (await Get("ENABLED")).ChecksumSHA1);
        // AWS: without a choice of the client's it is CRC64NVME.
        await PutAsync("k", "123456789");
        Assert.Equal("rosUhgp5mIg=", (await Get("ENABLED")).ChecksumCRC64NVME);
        await RefusedAsync<InvalidRequest>(() => PutAsync("k", "x", i => i with { ChecksumAlgorithm = "MD4" }));
    }

    [Fact]
    public async Task A_trailing_checksum_is_compared()
    {
        await BucketAsync();
        await using var good = new Trailed(Encoding.UTF8.GetBytes("123456789"), "x-amz-checksum-crc32", "y/Q5Jg==");
        await Service.PutObject(new PutObjectInput { Bucket = Name, Key = "k", Body = good, ChecksumAlgorithm = "CRC32" }, Call);
        await using var bad = new Trailed(Encoding.UTF8.GetBytes("123456780"), "x-amz-checksum-crc32", "y/Q5Jg==");
        await RefusedAsync<BadDigest>(async () => await Service.PutObject(new PutObjectInput { Bucket = Name, Key = "k", Body = bad, ChecksumAlgorithm = "CRC32" }, Call));
        Assert.Equal("123456789", await ReadAsync("k"));
    }

    private sealed class Trailed(byte[] body, string name, string value) : MemoryStream(body), Cloud.IBodyTrailers
    {
        public IReadOnlyDictionary<string, string> Trailers { get; } = new Dictionary<string, string> { [name] = value };
    }
}
