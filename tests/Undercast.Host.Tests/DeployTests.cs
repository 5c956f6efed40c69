using System.IO.Compression;
using System.Text.Json.Nodes;
using Undercast.Host.Deploy;

namespace Undercast.Host.Tests;

public sealed class DeployTests
{
    [Theory]
    [InlineData("https://abc123.execute-api.us-east-1.amazonaws.com/v1", "http://127.0.0.1:4566/_aws/execute-api/abc123/v1")]
    [InlineData("http://my.bucket.s3-website-us-east-1.amazonaws.com", "http://127.0.0.1:4566/_aws/s3-website/my.bucket/")]
    [InlineData("http://bucket.s3-website.eu-central-1.localhost:4566/", "http://127.0.0.1:4566/_aws/s3-website/bucket/")]
    [InlineData("arn:aws:sqs:us-east-1:000000000000:q", "arn:aws:sqs:us-east-1:000000000000:q")]
    [InlineData("https://example.com/execute-api", "https://example.com/execute-api")]
    public void Urls_of_aws_become_urls_of_this_cloud(string output, string local) => Assert.Equal(local, LocalUrls.Of(output, "http://127.0.0.1:4566"));

    [Fact]
    public void A_folder_makes_the_same_package_every_time()
    {
        var folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            Directory.CreateDirectory(Path.Combine(folder, "lib"));
            File.WriteAllText(Path.Combine(folder, "index.js"), "1");
            File.WriteAllText(Path.Combine(folder, "lib/a.js"), "2");
            var first = Packager.Zip(folder);
            File.SetLastWriteTimeUtc(Path.Combine(folder, "index.js"), DateTime.UnixEpoch);
            Assert.Equal(first, Packager.Zip(folder));
            using var zip = new ZipArchive(new MemoryStream(first));
            Assert.Equal(["index.js", "lib/a.js"], zip.Entries.Select(e => e.FullName));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("/home/me/my_app", "my-app")]
    [InlineData("/home/me/9lives/", "stack-9lives")]
    public void A_stack_is_named_after_its_folder(string path, string name) => Assert.Equal(name, StackDeployment.NameFor(path));

    [Fact]
    public void Hints_come_from_the_templates_metadata()
    {
        var hints = AppHints.Of((JsonObject)JsonNode.Parse("""{"Metadata":{"Undercast":{"Site":{"Folder":"site","Bucket":"B"},"Check":["node","check.mjs"]}}}""")!);
        Assert.Equal(("site", "B"), (hints.SiteFolder, hints.SiteBucket));
        Assert.Equal(["node", "check.mjs"], hints.Check);
        Assert.Null(AppHints.Of([]).SiteFolder);
    }

    [Fact]
    public async Task What_is_not_there_is_said_in_one_line()
    {
        Assert.Equal(1, (await Binary.RunAsync(["deploy", "/no/such/place"])).Code);
        var (code, _, errors) = await Binary.RunAsync(["deploy", Path.GetTempPath(), "--port", "1"]);
        Assert.Equal(1, code);
        Assert.Contains("holds no template.yaml", errors, StringComparison.Ordinal);
        (code, _, errors) = await Binary.RunAsync(["stacks", "--port", "1"]);
        Assert.Equal(1, code);
        Assert.Contains("no server answers at", errors, StringComparison.Ordinal);
    }
}
