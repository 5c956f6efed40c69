using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Undercast.Storage.Tests;

public sealed partial class RecordTests
{
    internal sealed record Person(string Name, int Age, string? Mail = null);

    [JsonSerializable(typeof(Person))]
    private sealed partial class RecordJson : JsonSerializerContext;

    [Fact]
    public void Json_record_begins_with_its_version_and_is_read_back()
    {
        var codec = JsonRecord.Codec(() => RecordJson.Default.Person, version: 2, new JsonUpgrade(1, o => o));
        var stored = RecordBuffer.Encode(codec, new Person("Ada", 36));
        Assert.Equal(2, stored[0]);
        Assert.Equal(new Person("Ada", 36), codec.Read(stored));
    }

    [Fact]
    public void Old_json_versions_pass_through_every_upgrade()
    {
        var codec = JsonRecord.Codec(
            () => RecordJson.Default.Person,
            version: 3,
            new JsonUpgrade(1, o => new JsonObject { ["FullName"] = o["n"]!.DeepClone() }),
            new JsonUpgrade(2, o => new JsonObject { ["Name"] = o["FullName"]!.DeepClone(), ["Age"] = 1 }));
        Assert.Equal(new Person("Ada", 1), codec.Read(Stored(1, """{"n":"Ada"}""")));
        Assert.Equal(new Person("Bob", 1), codec.Read(Stored(2, """{"FullName":"Bob"}""")));
    }

    [Fact]
    public void Unknown_versions_and_broken_json_are_reported_as_damage()
    {
        var codec = JsonRecord.Codec(() => RecordJson.Default.Person, version: 2, new JsonUpgrade(1, o => o));
        Assert.Throws<StoreCorruptException>(() => codec.Read(Stored(3, "{}")));
        Assert.Throws<StoreCorruptException>(() => codec.Read(Stored(0, "{}")));
        Assert.Throws<StoreCorruptException>(() => codec.Read(Stored(2, "{")));
        Assert.Throws<StoreCorruptException>(() => codec.Read(Stored(1, "[]")));
        Assert.Throws<StoreCorruptException>(() => codec.Read(ReadOnlyMemory<byte>.Empty));
    }

    [Fact]
    public void Upgrades_with_a_gap_are_refused() =>
        Assert.Throws<ArgumentException>(() => JsonRecord.Codec(() => RecordJson.Default.Person, version: 4, new JsonUpgrade(1, o => o), new JsonUpgrade(3, o => o)));

    [Fact]
    public void Binary_fields_are_read_back()
    {
        var output = new ArrayBufferWriter<byte>();
        var time = DateTimeOffset.FromUnixTimeMilliseconds(1_763_000_000_123);
        var w = new BinaryRecordWriter(output, 1);
        w.UInt64(ulong.MaxValue);
        w.Int64(long.MinValue);
        w.Int32(-7);
        w.Double(1.5);
        w.Bool(true);
        w.String("naïve");
        w.OptionalString(null);
        w.OptionalString("");
        w.OptionalInt64(5);
        w.OptionalTime(time);
        w.Bytes([1, 2, 3]);
        w.OptionalBytes(null);
        w.StringMap(new Dictionary<string, string> { ["a"] = "1", ["b"] = "" });
        w.StringList(["x", "y"]);
        var r = new BinaryRecordReader(output.WrittenMemory);
        Assert.Equal(1, r.Version);
        Assert.Equal(ulong.MaxValue, r.UInt64());
        Assert.Equal(long.MinValue, r.Int64());
        Assert.Equal(-7, r.Int32());
        Assert.Equal(1.5, r.Double());
        Assert.True(r.Bool());
        Assert.Equal("naïve", r.String());
        Assert.Null(r.OptionalString());
        Assert.Equal("", r.OptionalString());
        Assert.Equal(5, r.OptionalInt64());
        Assert.Equal(time, r.OptionalTime());
        Assert.Equal([1, 2, 3], r.Bytes().ToArray());
        Assert.Null(r.OptionalBytes());
        Assert.Equal(new Dictionary<string, string> { ["a"] = "1", ["b"] = "" }, r.StringMap());
        Assert.Equal(["x", "y"], r.StringList());
        Assert.True(r.AtEnd);
    }

    [Fact]
    public void Damaged_binary_records_never_read_past_their_end()
    {
        var output = new ArrayBufferWriter<byte>();
        var w = new BinaryRecordWriter(output, 1);
        w.StringMap(new Dictionary<string, string> { ["key"] = "value", ["other"] = "text" });
        w.StringList(["one", "two"]);
        var whole = output.WrittenSpan.ToArray();
        var random = new Random(9);
        for (var i = 0; i < 3000; i++)
        {
            var damaged = whole[..random.Next(1, whole.Length + 1)];
            damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            try
            {
                var r = new BinaryRecordReader(damaged);
                r.StringMap();
                r.StringList();
            }
            catch (StoreCorruptException e)
            {
                Assert.Contains("cannot be read", e.Message, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void Codec_that_encodes_inside_itself_does_not_mix_the_buffers() => Assert.Equal([2, 1, 0, 0, 1, 2], RecordBuffer.Encode(new Nesting(), 2));

    private sealed class Nesting : IRecordCodec<int>
    {
        public void Write(int record, IBufferWriter<byte> output)
        {
            output.Write([(byte)record]);
            if (record > 0) output.Write(RecordBuffer.Encode(this, record - 1));
            output.Write([(byte)record]);
        }

        public int Read(ReadOnlyMemory<byte> stored) => stored.Span[0];
    }

    private static byte[] Stored(byte version, string json) => [version, .. Encoding.UTF8.GetBytes(json)];
}
