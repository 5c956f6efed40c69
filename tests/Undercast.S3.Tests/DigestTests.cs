using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Undercast.S3.Tests;

// AWS: "Checking object integrity": documents are held against their digests as objects are.
public sealed class DigestTests
{
    private static readonly byte[] Body = Encoding.ASCII.GetBytes("<Delete/>");

    private static void Check(string query, params (string Name, string Value)[] headers)
    {
        var all = new HeaderDictionary();
        foreach (var (name, value) in headers) all[name] = value;
        new S3BodyDigests().Check("POST", query, all, Body);
    }

    [Fact]
    public void A_document_fits_its_digests()
    {
        Check("delete", ("Content-MD5", Convert.ToBase64String(MD5.HashData(Body))));
        Check("delete", ("x-amz-checksum-sha256", Convert.ToBase64String(SHA256.HashData(Body))));
        Check("versioning");
    }

    [Fact]
    public void A_document_that_differs_is_refused()
    {
        Assert.Throws<BadDigest>(() => Check("delete", ("Content-MD5", Convert.ToBase64String(new byte[16]))));
        Assert.Throws<InvalidDigest>(() => Check("delete", ("Content-MD5", "short")));
        Assert.Throws<BadDigest>(() => Check("delete", ("x-amz-checksum-crc32", "AAAAAA==")));
        Assert.Throws<InvalidRequest>(() => Check("delete", ("x-amz-checksum-crc32", "AA==")));
    }

    [Fact]
    public void Many_deletions_come_with_a_digest() => Assert.Throws<InvalidRequest>(() => Check("delete"));

    [Fact]
    public void The_checksum_of_a_completion_is_the_objects() => Check("uploadId=u", ("x-amz-checksum-crc32", "AAAAAA=="));
}
