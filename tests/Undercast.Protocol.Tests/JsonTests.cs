using System.Buffers;
using System.Text;
using Undercast.Kernel;

namespace Undercast.Protocol.Tests;

public class JsonTests
{
    [Fact]
    public void All_kinds_are_read()
    {
        var read = Wiring.Json("""
            {"Name":"a\u00e9","Count":-3,"Size":9007199254740993,"Fresh":true,"Weight":1.5,"Height":"NaN","Seed":"AQI=","Made":1500000000.123,"Sent":"Fri, 14 Jul 2017 02:40:00 GMT",
             "Part":{"Id":"p","Inner":[{"Id":"q"}]},"Tags":{"k":"v"},"Words":["x",null],"Token":"t","Unknown":{"a":[1,{}]}}
            """);
        Assert.Equal(("aé", -3, 9007199254740993, true, 1.5f), (read.Name, read.Count, read.Size, read.Fresh, read.Weight));
        Assert.True(double.IsNaN(read.Height!.Value));
        Assert.Equal([1, 2], read.Seed);
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1500000000123), read.Made);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1500000000), read.Sent);
        Assert.Equal("q", read.Part!.Inner![0].Id);
        Assert.Equal(["x", null], read.Words!);
        Assert.Equal("v", read.Tags!["k"]);
    }

    [Fact]
    public void A_missing_token_is_made() => Assert.True(Guid.TryParse(Wiring.Json("{}").Token, out _));

    [Fact]
    public void An_empty_body_is_an_empty_input() => Assert.Null(Wiring.Json("").Name);

    [Fact]
    public void The_last_of_two_members_counts() => Assert.Equal("b", Wiring.Json("""{"Name":"a","Name":"b"}""").Name);

    [Fact]
    public void Escaped_names_are_found() => Assert.Equal("a", Wiring.Json("""{"N\u0061me":"a"}""").Name);

    [Theory]
    [InlineData("""{"Name":1}""", "NUMBER_VALUE can not be converted to a String")]
    [InlineData("""{"Name":{}}""", "Start of structure or map found where not expected.")]
    [InlineData("""{"Count":"1"}""", "STRING_VALUE can not be converted to an Integer")]
    [InlineData("""{"Count":2147483648}""", "NUMBER_VALUE can not be converted to an Integer")]
    [InlineData("""{"Count":1e99}""", "NUMBER_VALUE can not be converted to an Integer")]
    [InlineData("""{"Weight":1e39}""", "NUMBER_VALUE can not be converted to a Float")]
    [InlineData("""{"Height":1e999}""", "NUMBER_VALUE can not be converted to a Double")]
    [InlineData("""{"Fresh":"true"}""", "STRING_VALUE can not be converted to a Boolean")]
    [InlineData("""{"Seed":"*"}""", "The value is not valid base64.")]
    [InlineData("""{"Made":1e30}""", "NUMBER_VALUE can not be converted to a Timestamp")]
    [InlineData("""{"Parts":{}}""", "Start of structure or map found where not expected.")]
    [InlineData("""{"Part":[]}""", "Start of list found where not expected")]
    [InlineData("""{"Tags":[]}""", "Start of list found where not expected")]
    [InlineData("[]", "Start of list found where not expected")]
    [InlineData("{", "The request body is not well-formed.")]
    [InlineData("{}{}", "The request body is not well-formed.")]
    [InlineData("""{"Name":"\ud800"}""", "The request body is not well-formed.")]
    public void What_does_not_fit_is_refused(string body, string message) =>
        Assert.Equal(message, Wiring.Refused(() => Wiring.Json(body), CommonError.Serialization).Message);

    [Fact]
    public void Depth_is_bounded()
    {
        Wiring.Refused(() => Wiring.Json(string.Concat(Enumerable.Repeat("""{"Part":""", 100))), CommonError.Serialization);
        Wiring.Refused(() => Wiring.Json("""{"Unknown":""" + new string('[', 100_000)), CommonError.Serialization);
    }

    [Fact]
    public void Invalid_utf8_is_refused() =>
        Wiring.Refused(() => Wiring.Read<PutInput>(Wire.AwsJson10, ThingsApi.Descriptor, "Put", Wiring.Request("POST", "/", [.. "{\"Name\":\""u8, 0xC3, 0x28, .. "\"}"u8])), CommonError.Serialization);

    [Fact]
    public void A_member_that_is_not_supported_is_refused_by_name()
    {
        Assert.Equal("Put's member Color is not supported by Undercast.", Wiring.Refused(() => Wiring.Json("""{"Color":"red"}"""), CommonError.NotSupported).Message);
        Assert.Equal("a", Wiring.Json("""{"Color":null,"Name":"a"}""").Name);
    }

    [Fact]
    public void Answers_are_plain_json()
    {
        var answer = Wiring.Write(Wire.AwsJson10, ThingsApi.Descriptor, "Put", new PutOutput
        {
            Back = new PutInput
            {
                Name = "<é\"\n", Height = double.NegativeInfinity, Weight = 0.1f, Made = DateTimeOffset.FromUnixTimeMilliseconds(1500000000500), Sent = DateTimeOffset.FromUnixTimeSeconds(1500000000),
                Seed = [255], Words = ["x", null], Tags = new Dictionary<string, string> { ["k"] = "v" },
            },
        });
        Assert.Equal(
            """{"Back":{"Name":"<é\"\n","Weight":0.1,"Height":"-Infinity","Seed":"/w==","Made":1500000000.5,"Sent":"Fri, 14 Jul 2017 02:40:00 GMT","Tags":{"k":"v"},"Words":["x",null]}}""",
            answer.Text());
    }

    [Fact]
    public void Documents_run_an_operation_by_name()
    {
        var operation = ShelfApi.Descriptor.Operations["ListBooks"];
        var input = (ListBooksInput)operation.ReadDocument("""{"Shelf":"s","Max":3,"Words":["a"]}"""u8.ToArray());
        Assert.Equal(("s", 3), (input.Shelf, input.Max));
        var json = new ArrayBufferWriter<byte>();
        operation.WriteDocument(new ListBooksOutput { Books = ["b"], Next = "n", Status = 206 }, json);
        Assert.Equal("""{"Books":["b"],"Next":"n","Status":206}""", Encoding.UTF8.GetString(json.WrittenSpan));
        var nothing = new ArrayBufferWriter<byte>();
        ShelfApi.Descriptor.Operations["Health"].WriteDocument(null, nothing);
        Assert.Equal("{}", Encoding.UTF8.GetString(nothing.WrittenSpan));
        Wiring.Refused(() => operation.ReadDocument("{"u8.ToArray()), CommonError.Serialization);
        var file = (PutFileInput)ShelfApi.Descriptor.Operations["PutFile"].ReadDocument("""{"Path":"p","Body":"aGk="}"""u8.ToArray());
        Assert.Equal("hi", new StreamReader(file.Body!).ReadToEnd());
    }
}
