namespace Undercast.S3.Tests;

public sealed class VersionTests : Fixture
{
    [Fact]
    public async Task Every_write_makes_a_version()
    {
        await BucketAsync();
        await PutAsync("k", "0");
        await VersioningAsync("Enabled");
        Assert.Equal("Enabled", (await Service.GetBucketVersioning(new GetBucketVersioningInput { Bucket = Name }, Call)).Status);
        var first = (await PutAsync("k", "1")).VersionId!;
        var second = (await PutAsync("k", "2")).VersionId!;
        Assert.Equal(["2", "1", "0"], [await ReadAsync("k"), await ReadAsync("k", first), await ReadAsync("k", "null")]);
        Assert.NotEqual(first, second);
        Assert.Equal(["k"], await KeysAsync());
    }

    [Fact]
    public async Task A_delete_marker_hides_the_object_until_it_is_removed()
    {
        await BucketAsync(versioning: "Enabled");
        var version = (await PutAsync("k", "1")).VersionId;
        var marker = await Service.DeleteObject(new DeleteObjectInput { Bucket = Name, Key = "k" }, Call);
        Assert.True(marker.DeleteMarker);
        Assert.True((await RefusedAsync<NoSuchKey>(() => ReadAsync("k"))).DeleteMarker);
        await RefusedAsync<MethodNotAllowed>(() => ReadAsync("k", marker.VersionId));
        Assert.Equal("1", await ReadAsync("k", version));
        Assert.Empty(await KeysAsync());
        Assert.True((await Service.DeleteObject(new DeleteObjectInput { Bucket = Name, Key = "k", VersionId = marker.VersionId }, Call)).DeleteMarker);
        Assert.Equal("1", await ReadAsync("k"));
    }

    [Fact]
    public async Task A_suspended_bucket_replaces_the_null_version_only()
    {
        await BucketAsync(versioning: "Enabled");
        var kept = (await PutAsync("k", "1")).VersionId;
        await VersioningAsync("Suspended");
        await PutAsync("k", "2");
        await PutAsync("k", "3");
        Assert.Equal(["3", "3", "1"], [await ReadAsync("k"), await ReadAsync("k", "null"), await ReadAsync("k", kept)]);
        await Service.DeleteObject(new DeleteObjectInput { Bucket = Name, Key = "k" }, Call);
        await RefusedAsync<MethodNotAllowed>(() => ReadAsync("k", "null"));
        Assert.Equal("1", await ReadAsync("k", kept));
    }

    [Fact]
    public async Task Versions_are_listed_newest_first_in_pages()
    {
        await BucketAsync(versioning: "Enabled");
        var a1 = (await PutAsync("a")).VersionId;
        var b1 = (await PutAsync("b")).VersionId;
        var b2 = (await PutAsync("b")).VersionId;
        var b3 = (await Service.DeleteObject(new DeleteObjectInput { Bucket = Name, Key = "b" }, Call)).VersionId;
        var seen = new List<(string?, bool?)>();
        string? key = null, version = null;
        do
        {
            var page = await Service.ListObjectVersions(new ListObjectVersionsInput { Bucket = Name, MaxKeys = 1, KeyMarker = key, VersionIdMarker = version }, Call);
            seen.AddRange(page.Versions!.Select(v => (v.VersionId, v.IsLatest)).Concat(page.DeleteMarkers!.Select(m => (m.VersionId, m.IsLatest))));
            (key, version) = (page.NextKeyMarker, page.NextVersionIdMarker);
        }
        while (key is not null);
        Assert.Equal([(a1, true), (b3, true), (b2, false), (b1, false)], seen);
    }

    [Fact]
    public async Task Unknown_versions_are_refused()
    {
        await BucketAsync(versioning: "Enabled");
        var version = (await PutAsync("k")).VersionId!;
        Assert.Equal("Invalid version id specified", (await RefusedAsync<InvalidArgument>(() => ReadAsync("k", "short"))).Message);
        await RefusedAsync<NoSuchVersion>(() => ReadAsync("other", version));
        await RefusedAsync<MalformedXml>(() => VersioningAsync("On"));
    }
}
