using System.Security.Cryptography;
using System.Text;
using Undercast.Kernel;

namespace Undercast.S3.Tests;

public sealed class FormTests : Fixture
{
    private async Task<PostObjectOutput> PostAsync(string conditions, string file, params (string Name, string Value)[] fields)
    {
        var policy = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{{\"expiration\":\"{Time.GetUtcNow().AddMinutes(5):yyyy-MM-dd'T'HH:mm:ss'Z'}\",\"conditions\":[{conditions}]}}"));
#pragma warning disable CA5350
        var signature = Convert.ToBase64String(HMACSHA1.HashData("test"u8, Encoding.UTF8.GetBytes(policy)));
#pragma warning restore CA5350
        using var form = new MultipartFormDataContent("boundary");
        foreach (var (name, value) in (ReadOnlySpan<(string, string)>)[.. fields, ("policy", policy), ("AWSAccessKeyId", "test"), ("signature", signature)]) form.Add(new StringContent(value), $"\"{name}\"");
        form.Add(new StringContent(file), "\"file\"", "\"a.txt\"");
        return await Service.PostObject(new PostObjectInput { Bucket = Name, ContentType = form.Headers.ContentType!.ToString(), Body = await form.ReadAsStreamAsync() }, Call);
    }

    private const string Usual = """{"bucket":"bucket"},["starts-with","$key","up/"],["content-length-range",2,10]""";

    [Fact]
    public async Task A_signed_form_stores_its_file_in_the_name_of_its_signer()
    {
        await BucketAsync();
        var answer = await PostAsync(Usual, "hello", ("key", "up/${filename}"));
        Assert.Equal((204, "hello"), (answer.StatusCode, await ReadAsync("up/a.txt")));
        Assert.Equal((Principal.Root(Account).Arn, "s3:PutObject", "arn:aws:s3:::bucket/up/a.txt"), Assert.Single(Access.Asked));
    }

    [Fact]
    public async Task A_form_says_how_it_wants_to_be_answered()
    {
        await BucketAsync();
        var conditions = Usual + """,["eq","$success_action_status","201"]""";
        Assert.Contains("<Key>up/k</Key>", (await PostAsync(conditions, "hello", ("key", "up/k"), ("success_action_status", "201"))).Document, StringComparison.Ordinal);
        conditions = Usual + """,["starts-with","$success_action_redirect",""]""";
        var moved = await PostAsync(conditions, "hello", ("key", "up/k"), ("success_action_redirect", "http://a.example/done?x=1"));
        Assert.Equal(303, moved.StatusCode);
        Assert.StartsWith("http://a.example/done?x=1&bucket=bucket&key=up%2Fk&etag=", moved.Location, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_policy_does_not_let_through_is_refused()
    {
        await BucketAsync();
        Assert.Equal(
            "Invalid according to Policy: Policy Condition failed: [\"starts-with\", \"$key\", \"up/\"]", (await RefusedAsync<CommonException>(() => PostAsync(Usual, "hello", ("key", "other")))).Message);
        Assert.Equal("Invalid according to Policy: Extra input fields: acl", (await RefusedAsync<CommonException>(() => PostAsync(Usual, "hello", ("key", "up/k"), ("acl", "private")))).Message);
        await RefusedAsync<EntityTooLarge>(() => PostAsync(Usual, new string('x', 11), ("key", "up/k")));
        await RefusedAsync<EntityTooSmall>(() => PostAsync(Usual, "x", ("key", "up/k")));
        await RefusedAsync<InvalidArgument>(() => PostAsync(Usual, "hello"));
        Assert.Empty(await KeysAsync());
        await RefusedAsync<PreconditionFailed>(async () => await Service.PostObject(new PostObjectInput { Bucket = Name, ContentType = "text/plain", Body = Stream.Null }, Call));
    }
}
