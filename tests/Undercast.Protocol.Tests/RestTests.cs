using System.Text;
using Undercast.Kernel;

namespace Undercast.Protocol.Tests;

public class RestTests
{
    private static ListBooksInput List(string uri, params (string, string)[] headers) => Wiring.Read<ListBooksInput>(Wire.RestJson1, ShelfApi.Descriptor, "ListBooks", Wiring.Request("GET", uri, "", headers));

    [Fact]
    public void Bindings_are_read()
    {
        var read = List("/shelves/a%2Fb%C3%A9/books?max=3&word=x&word=y%26z", ("If-Modified-Since", "Fri, 14 Jul 2017 02:40:00 GMT"), ("X-Kinds", "a, \"b,\\\"c\\\"\""), ("x-kinds", "d"), ("X-Meta-One", "1"));
        Assert.Equal(("a/bé", 3, DateTimeOffset.FromUnixTimeSeconds(1500000000)), (read.Shelf, read.Max, read.Since));
        Assert.Equal(["x", "y&z"], read.Words!);
        Assert.Equal(["a", "b,\"c\"", "d"], read.Kinds!);
        Assert.Equal("1", read.Meta!["One"]);
    }

    [Theory]
    [InlineData("/shelves/%FF/books")]
    [InlineData("/shelves/a/books?max=x")]
    [InlineData("/shelves/a/books?word=%C3%28")]
    public void Bindings_that_do_not_fit_are_refused(string uri) => Wiring.Refused(() => List(uri), CommonError.Serialization);

    [Fact]
    public void Bindings_that_are_not_supported_are_refused_by_name()
    {
        Assert.Equal("ListBooks's member Owner is not supported by Undercast.", Wiring.Refused(() => List("/shelves/a/books", ("X-Owner", "me")), CommonError.NotSupported).Message);
        Assert.Equal("ListBooks's member Depth is not supported by Undercast.", Wiring.Refused(() => List("/shelves/a/books?depth=1"), CommonError.NotSupported).Message);
    }

    [Fact]
    public void Query_parameters_are_bounded() =>
        Wiring.Refused(() => List("/shelves/a/books?" + string.Join('&', Enumerable.Repeat("word=1", 10_001))), CommonError.RequestTooLarge);

    [Fact]
    public void Answers_bind_status_headers_and_body()
    {
        var answer = Wiring.Write(Wire.RestJson1, ShelfApi.Descriptor, "ListBooks", new ListBooksOutput
        {
            Books = ["b"], Next = "a\r\nSet-Cookie: x", Kinds = ["a", "b,c"], Meta = new Dictionary<string, string> { ["One"] = "1" }, Status = 206,
        });
        Assert.Equal((206, """{"Books":["b"]}""", "application/json"), (answer.Status, answer.Text(), answer.Headers.ContentType.ToString()));
        Assert.Equal(("a, \"b,c\"", "1"), (answer.Headers["x-kinds"].ToString(), answer.Headers["x-meta-One"].ToString()));
        Assert.Equal("a  Set-Cookie: x", answer.Headers["x-next"]);
        Assert.Equal("{}", Wiring.Write(Wire.RestJson1, ShelfApi.Descriptor, "ListBooks", new ListBooksOutput()).Text());
        Assert.Equal("", Wiring.Write(Wire.RestJson1, ShelfApi.Descriptor, "Health", null).Text());
    }

    [Fact]
    public async Task Bodies_stream_both_ways()
    {
        var request = Wiring.Request("PUT", "/files/a/b");
        request.BodyStream = new MemoryStream("hello"u8.ToArray());
        var read = Wiring.Read<PutFileInput>(Wire.RestJson1, ShelfApi.Descriptor, "PutFile", request);
        Assert.Equal("a/b", read.Path);
        Assert.Same(request.BodyStream, read.Body);
        Assert.True(ShelfApi.Descriptor.Operations["PutFile"].StreamsInput);
        var answer = Wiring.Write(Wire.RestJson1, ShelfApi.Descriptor, "PutFile", new PutFileOutput { Tag = "t", Copy = read.Body });
        Assert.Equal((201, "t", "application/octet-stream", 0), (answer.Status, answer.Headers.ETag.ToString(), answer.Headers.ContentType.ToString(), answer.Body.WrittenCount));
        using var reader = new StreamReader(answer.BodyStream!);
        Assert.Equal("hello", await reader.ReadToEndAsync());
    }

    [Fact]
    public void Xml_payloads_are_read_whatever_their_prefixes()
    {
        const string Body = """
            <?xml version="1.0"?><!-- c --><s:Tagging xmlns:s="http://store.example/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><s:TagSet><s:Tag xsi:type="T"><s:Key>a &amp; <![CDATA[<b>]]></s:Key><s:Value/></s:Tag>
            <s:Tag><s:Key>c</s:Key></s:Tag></s:TagSet></s:Tagging>
            """;
        var read = Wiring.Read<PutTagsInput>(Wire.RestXml, StoreApi.Descriptor, "PutTags", Wiring.Request("PUT", "/b?tagging", Body));
        Assert.Equal([("a & <b>", "", "T"), ("c", null, null)], read.Tagging!.TagSet!.Select(t => (t.Key!, t.Value, t.Kind)));
        Assert.Null(Wiring.Read<PutTagsInput>(Wire.RestXml, StoreApi.Descriptor, "PutTags", Wiring.Request("PUT", "/b?tagging")).Tagging);
    }

    [Theory]
    [InlineData("<Tagging>")]
    [InlineData("<a/><b/>")]
    [InlineData("plain")]
    [InlineData("<!DOCTYPE a [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><Tagging><TagSet><Tag><Key>&e;</Key></Tag></TagSet></Tagging>")]
    [InlineData("<Tagging>&unknown;</Tagging>")]
    [InlineData("<Tagging><TagSet><Tag><Key><Deep/></Key></Tag></TagSet></Tagging>")]
    public void Xml_that_does_not_fit_is_refused(string body) =>
        Wiring.Refused(() => Wiring.Read<PutTagsInput>(Wire.RestXml, StoreApi.Descriptor, "PutTags", Wiring.Request("PUT", "/b?tagging", body)), CommonError.Serialization);

    [Fact]
    public void Xml_depth_and_encoding_are_bounded()
    {
        Wiring.Refused(() => Wiring.Read<PutTagsInput>(Wire.RestXml, StoreApi.Descriptor, "PutTags", Wiring.Request("PUT", "/b?tagging", string.Concat(Enumerable.Repeat("<a>", 10_000)))), CommonError.Serialization);
        Wiring.Refused(() => Wiring.Read<PutTagsInput>(Wire.RestXml, StoreApi.Descriptor, "PutTags", Wiring.Request("PUT", "/b?tagging", [.. "<a>"u8, 0xFF, .. "</a>"u8])), CommonError.Serialization);
    }

    [Fact]
    public void Xml_answers_have_the_apis_namespace()
    {
        var answer = Wiring.Write(Wire.RestXml, StoreApi.Descriptor, "ListItems", new ListOutput { Name = "n", Items = [new Item { Key = "k", LastModified = DateTimeOffset.FromUnixTimeSeconds(1500000000) }, new Item { Key = "l" }] });
        Assert.Equal(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<ListResult xmlns=\"http://store.example/\"><Name>n</Name><Contents><Key>k</Key><LastModified>2017-07-14T02:40:00Z</LastModified></Contents>"
            + "<Contents><Key>l</Key></Contents></ListResult>",
            answer.Text());
        Assert.Equal(("application/xml", "id-1"), (answer.Headers.ContentType.ToString(), answer.Headers["x-amz-request-id"].ToString()));
    }
}
