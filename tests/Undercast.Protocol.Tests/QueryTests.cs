using Undercast.Kernel;

namespace Undercast.Protocol.Tests;

public class QueryTests
{
    [Fact]
    public void All_forms_are_read()
    {
        var read = Wiring.Query("Action=Put&Name=a%20b%2Bc+d&Count=3&Fresh=true&Weight=-Infinity&Seed=AQI%3D&Made=2017-07-14T02%3A40%3A00Z&Part.Id=p&Part.Inner.member.1.Id=q"
            + "&Parts.member.2.Id=two&Parts.member.1.Id=one&Parts.member.10.Id=ten&Tag.1.Name=k&Tag.1.Value=v&Words=");
        Assert.Equal(("a b+c d", 3, true, float.NegativeInfinity), (read.Name, read.Count, read.Fresh, read.Weight));
        Assert.Equal([1, 2], read.Seed);
        Assert.Equal("q", read.Part!.Inner![0].Id);
        Assert.Equal(["one", "two", "ten"], read.Parts!.Select(p => p.Id));
        Assert.Equal("v", read.Tags!["k"]);
        Assert.Empty(read.Words!);
    }

    [Fact]
    public void Absurd_indexes_cost_nothing() => Assert.Equal("x", Assert.Single(Wiring.Query("Parts.member.999999999999.Id=x").Parts!).Id);

    [Fact]
    public void Parameters_are_bounded()
    {
        Wiring.Refused(() => Wiring.Query(string.Join('&', Enumerable.Range(0, 10_001).Select(i => $"P{i}=1"))), CommonError.RequestTooLarge);
        Wiring.Refused(() => Wiring.Query(string.Join('.', Enumerable.Repeat("Part", 1000)) + "=1"), CommonError.Serialization);
        Wiring.Refused(() => Wiring.Query(string.Concat(Enumerable.Repeat("Part.Inner.member.1.", 40)) + "Id=1"), CommonError.Serialization);
    }

    [Theory]
    [InlineData("Name=%FF")]
    [InlineData("Count=x")]
    [InlineData("Count=2147483648")]
    [InlineData("Fresh=yes")]
    [InlineData("Seed=*")]
    [InlineData("Made=never")]
    [InlineData("Part=text")]
    [InlineData("Tag.1.Value=v")]
    public void What_does_not_fit_is_refused(string body) => Wiring.Refused(() => Wiring.Query(body), CommonError.Serialization);

    [Fact]
    public void A_member_that_is_not_supported_is_refused_by_name() =>
        Assert.Equal("Put's member Color is not supported by Undercast.", Wiring.Refused(() => Wiring.Query("Color.1=red"), CommonError.NotSupported).Message);

    [Fact]
    public void An_empty_list_of_what_is_not_supported_asks_for_nothing() => Assert.Equal("a", Wiring.Query("Name=a&Color=").Name);

    [Fact]
    public void Answers_are_wrapped()
    {
        var answer = Wiring.Write(Wire.AwsQuery, ThingsApi.Descriptor, "Put", new PutOutput
        {
            Back = new PutInput { Name = "a&<b>\r", Tags = new Dictionary<string, string> { ["k"] = "v", ["l"] = "w" }, Parts = [new Part { Id = "1" }, new Part()], Words = [] },
        });
        Assert.Equal(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<PutResponse xmlns=\"https://things.example/\"><PutResult><Back><Name>a&amp;&lt;b&gt;&#xD;</Name>"
            + "<Parts><member><Id>1</Id></member><member></member></Parts><Tag><Name>k</Name><Value>v</Value></Tag><Tag><Name>l</Name><Value>w</Value></Tag><Words></Words></Back></PutResult>"
            + "<ResponseMetadata><RequestId>id-1</RequestId></ResponseMetadata></PutResponse>",
            answer.Text());
        Assert.EndsWith("<DropResponse xmlns=\"https://things.example/\"><ResponseMetadata><RequestId>id-1</RequestId></ResponseMetadata></DropResponse>",
            Wiring.Write(Wire.AwsQuery, ThingsApi.Descriptor, "Drop", null).Text(), StringComparison.Ordinal);
    }

    [Fact]
    public void Characters_that_xml_cannot_carry_are_replaced() =>
        Assert.Contains("<Name>a\uFFFD\uFFFDb</Name>", Wiring.Write(Wire.AwsQuery, ThingsApi.Descriptor, "Put", new PutOutput { Back = new PutInput { Name = "a\u0001\uFFFFb" } }).Text(), StringComparison.Ordinal);

    [Fact]
    public void A_packed_body_is_unpacked_within_bounds()
    {
        static byte[] Pack(byte[] plain)
        {
            using var packed = new MemoryStream();
            using (var gzip = new System.IO.Compression.GZipStream(packed, System.IO.Compression.CompressionLevel.Fastest)) gzip.Write(plain);
            return packed.ToArray();
        }

        var request = Wiring.Request("POST", "/", Pack("Action=Put&Name=a"u8.ToArray()), ("Content-Type", "application/x-www-form-urlencoded"), ("Content-Encoding", "gzip"));
        var claim = Claimer.ResolveOperation(Wiring.Claimer.Claim(request, "things")!, request);
        Assert.Equal("a", ((PutInput)claim.Protocol.ReadInput(claim.Operation!, request)).Name);
        var bomb = Wiring.Request("POST", "/", Pack(new byte[64 * 1024 * 1024]), ("Content-Encoding", "gzip"));
        Wiring.Refused(() => Wiring.Read<PutInput>(Wire.AwsJson10, ThingsApi.Descriptor, "Put", bomb), CommonError.RequestTooLarge);
        Wiring.Refused(() => Wiring.Read<PutInput>(Wire.AwsJson10, ThingsApi.Descriptor, "Put", Wiring.Request("POST", "/", "plain", ("Content-Encoding", "gzip"))), CommonError.Serialization);
    }
}
