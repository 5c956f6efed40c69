namespace Undercast.S3.Tests;

public sealed class ListTests : Fixture
{
    private async Task<(string[] Keys, string[] Prefixes, ListObjectsV2Output Page)> ListAsync(Func<ListObjectsV2Input, ListObjectsV2Input>? with = null)
    {
        var input = new ListObjectsV2Input { Bucket = Name };
        var page = await Service.ListObjectsV2(with is null ? input : with(input), Call);
        return ([.. page.Contents!.Select(o => o.Key!)], [.. page.CommonPrefixes!.Select(p => p.Prefix!)], page);
    }

    private async Task FillAsync(params string[] keys)
    {
        await BucketAsync();
        foreach (var key in keys) await PutAsync(key);
    }

    [Fact]
    public async Task Keys_come_in_the_order_of_their_bytes()
    {
        await FillAsync("b", "a/b", "a", "A", "é", "z", "a.b");
        Assert.Equal(["A", "a", "a.b", "a/b", "b", "z", "é"], (await ListAsync()).Keys);
    }

    [Fact]
    public async Task A_delimiter_rolls_keys_up()
    {
        await FillAsync("a", "d/1", "d/2", "d/e/3", "f", "g/1");
        var all = await ListAsync(i => i with { Delimiter = "/" });
        Assert.Equal(["a", "f", "d/", "g/"], all.Keys.Concat(all.Prefixes));
        Assert.Equal(4, all.Page.KeyCount);
        var below = await ListAsync(i => i with { Delimiter = "/", Prefix = "d/" });
        Assert.Equal(["d/1", "d/2", "d/e/"], below.Keys.Concat(below.Prefixes));
        Assert.Equal(["d/"], (await ListAsync(i => i with { Delimiter = "/", Prefix = "d" })).Prefixes);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("/")]
    public async Task Pages_join_to_the_whole(string? delimiter)
    {
        await FillAsync([.. Enumerable.Range(0, 60).Select(n => $"{(char)('a' + (n % 5))}/{n:00}"), "a", "c", "zz"]);
        var whole = await ListAsync(i => i with { Delimiter = delimiter });
        for (var size = 1; size < 9; size++)
        {
            var seen = new List<string>();
            string? token = null;
            do
            {
                var page = await ListAsync(i => i with { Delimiter = delimiter, MaxKeys = size, ContinuationToken = token });
                Assert.InRange(page.Keys.Length + page.Prefixes.Length, 1, size);
                seen.AddRange(page.Keys.Concat(page.Prefixes));
                token = page.Page.NextContinuationToken;
            }
            while (token is not null);
            Assert.Equal(whole.Keys.Concat(whole.Prefixes).Order(StringComparer.Ordinal), seen.Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public async Task A_listing_starts_after_a_key()
    {
        await FillAsync("a", "b", "c");
        Assert.Equal(["c"], (await ListAsync(i => i with { StartAfter = "b" })).Keys);
        Assert.Equal(["b", "c"], (await ListAsync(i => i with { StartAfter = "aa" })).Keys);
        var old = await Service.ListObjects(new ListObjectsInput { Bucket = Name, Marker = "a", MaxKeys = 1 }, Call);
        Assert.Equal(("b", true, null), (Assert.Single(old.Contents!).Key, old.IsTruncated, old.NextMarker));
    }

    [Fact]
    public async Task The_older_form_names_its_next_marker_with_a_delimiter()
    {
        await FillAsync("a/1", "a/2", "b/1");
        var first = await Service.ListObjects(new ListObjectsInput { Bucket = Name, Delimiter = "/", MaxKeys = 1 }, Call);
        Assert.Equal("a/", first.NextMarker);
        var second = await Service.ListObjects(new ListObjectsInput { Bucket = Name, Delimiter = "/", MaxKeys = 1, Marker = first.NextMarker }, Call);
        Assert.Equal(("b/", false), (Assert.Single(second.CommonPrefixes!).Prefix, second.IsTruncated));
    }

    [Fact]
    public async Task Names_are_encoded_when_asked()
    {
        await FillAsync("a b/ü+");
        Assert.Equal(["a%20b/%C3%BC%2B"], (await ListAsync(i => i with { EncodingType = "url" })).Keys);
        await RefusedAsync<InvalidArgument>(() => ListAsync(i => i with { EncodingType = "base64" }));
    }

    [Fact]
    public async Task Nonsense_is_refused()
    {
        await BucketAsync();
        Assert.Equal("The continuation token provided is incorrect", (await RefusedAsync<InvalidArgument>(() => ListAsync(i => i with { ContinuationToken = "?" }))).Message);
        await RefusedAsync<InvalidArgument>(() => ListAsync(i => i with { MaxKeys = -1 }));
        Assert.Empty((await ListAsync(i => i with { MaxKeys = 0 })).Keys);
    }
}
