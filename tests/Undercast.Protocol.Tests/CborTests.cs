using FsCheck;
using FsCheck.Fluent;
using Undercast.Kernel;

namespace Undercast.Protocol.Tests;

public class CborTests
{
    private static byte[] Hex(string hex) => Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));

    // {"Count": <item>}
    private static PutInput Count(string item) => Wiring.Cbor(Hex("A1 65 436F756E74" + item));

    [Theory]
    [InlineData("00", 0)]
    [InlineData("18 FF", 255)]
    [InlineData("1A 7FFFFFFF", int.MaxValue)]
    [InlineData("3A 7FFFFFFF", int.MinValue)]
    [InlineData("1B 0000000000000007", 7)]
    [InlineData("C2 07", 7)]
    public void Integers_of_any_width_are_read(string item, int value) => Assert.Equal(value, Count(item).Count);

    [Theory]
    [InlineData("F6")]
    [InlineData("F7")]
    public void Null_and_undefined_are_absent(string item) => Assert.Null(Count(item).Count);

    [Theory]
    [InlineData("1A 80000000")]
    [InlineData("1B FFFFFFFFFFFFFFFF")]
    [InlineData("3B FFFFFFFFFFFFFFFF")]
    [InlineData("61 31")]
    [InlineData("F5")]
    [InlineData("1C")]
    [InlineData("FF")]
    [InlineData("")]
    [InlineData("00 00")]
    public void What_is_no_such_integer_is_refused(string item) => Wiring.Refused(() => Count(item), CommonError.Serialization);

    [Fact]
    public void Indefinite_lengths_are_read()
    {
        // {_ "Name": (_ "a", "b"), "Words": [_ "x", null]}
        var read = Wiring.Cbor(Hex("BF 64 4E616D65 7F 61 61 61 62 FF 65 576F726473 9F 61 78 F6 FF FF"));
        Assert.Equal("ab", read.Name);
        Assert.Equal(["x", null], read.Words!);
    }

    [Theory]
    [InlineData("A1 64 4E616D65 62 FFFE")]
    [InlineData("A1 64 4E616D65 7B FFFFFFFFFFFFFFFF")]
    [InlineData("A1 65 576F726473 9A FFFFFFFF")]
    [InlineData("BB FFFFFFFFFFFFFFFF")]
    [InlineData("A1 64 4E616D65 7F 41 61 FF")]
    [InlineData("A1 01 01")]
    [InlineData("80")]
    public void Lengths_and_types_are_held_to_what_is_there(string body) => Wiring.Refused(() => Wiring.Cbor(Hex(body)), CommonError.Serialization);

    [Fact]
    public void Depth_is_bounded()
    {
        Wiring.Refused(() => Wiring.Cbor([.. Hex("A1 61 78"), .. Enumerable.Repeat((byte)0x81, 100_000), 0]), CommonError.Serialization);
        Wiring.Refused(() => Wiring.Cbor([.. Hex("A1 61 78"), .. Enumerable.Repeat((byte)0xC1, 100_000), 0]), CommonError.Serialization);
        Wiring.Refused(() => Wiring.Cbor([.. Enumerable.Repeat(Hex("A1 64 50617274"), 1).First(), .. Enumerable.Range(0, 100).SelectMany(_ => Hex("A1 65 496E6E6572 81"))]), CommonError.Serialization);
    }

    [Fact]
    public void A_member_that_is_not_supported_is_refused_by_name() =>
        Assert.Equal("Put's member Color is not supported by Undercast.", Wiring.Refused(() => Wiring.Cbor(Hex("A1 65 436F6C6F72 01")), CommonError.NotSupported).Message);

    [Fact]
    public void What_is_written_is_read_again()
    {
        var values = ArbMap.Default.GeneratorFor<(string?, int?, long?, bool?, double, byte[]?)>();
        Prop.ForAll(values.ToArbitrary(), v =>
        {
            var part = new Part { Id = Whole(v.Item1) };
            var put = new PutInput
            {
                Name = Whole(v.Item1), Count = v.Item2, Size = v.Item3, Fresh = v.Item4, Height = v.Item5, Seed = v.Item6, Made = DateTimeOffset.FromUnixTimeMilliseconds(v.Item2 ?? 0),
                Parts = [part, new Part { Inner = [part] }], Words = [null, Whole(v.Item1)], Token = "t",
            };
            var answer = Wiring.Write(Wire.RpcV2Cbor, ThingsApi.Descriptor, "Put", new PutOutput { Back = put });
            // The output is {_ "Back": input}: what stands between name and last break is the input.
            var read = Wiring.Cbor(answer.Body.WrittenSpan[6..^1].ToArray());
            Assert.Equal((put.Name, put.Count, put.Size, put.Fresh, put.Height, put.Made), (read.Name, read.Count, read.Size, read.Fresh, read.Height, read.Made));
            Assert.Equal(put.Seed, read.Seed);
            Assert.Equal(put.Words, read.Words);
            Assert.Equal(put.Parts[1].Inner![0], read.Parts![1].Inner![0]);
        }).QuickCheckThrowOnFailure();

        // Half a surrogate pair is no text and becomes a replacement character in UTF-8.
        static string? Whole(string? text) => text is null ? null : System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(text));
    }

    [Fact]
    public void Errors_name_the_shape()
    {
        var answer = Wiring.Fail(Wire.RpcV2Cbor, ThingsApi.Descriptor, new ThingGone("a"));
        Assert.Equal(("rpc-v2-cbor", "application/cbor", "Things.Gone;Sender"), (answer.Headers["smithy-protocol"].ToString(), answer.Headers.ContentType.ToString(), answer.Headers["x-amzn-query-error"].ToString()));
        Assert.Contains("com.amazonaws.things#ThingGone", answer.Text(), StringComparison.Ordinal);
    }
}
