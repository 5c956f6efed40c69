namespace Undercast.Storage.Tests;

public sealed class TupleTests
{
    private delegate void Writing(ref TupleWriter w);

    [Fact]
    public void Elements_are_read_back_as_they_were_written()
    {
        var guid = Guid.NewGuid();
        var time = DateTimeOffset.FromUnixTimeMilliseconds(1_763_000_000_123);
        var key = Encode((ref w) =>
        {
            w.String("a\0b\u0001ü😀");
            w.Bytes([0, 1, 2, 0xFF, 0]);
            w.Int64(long.MinValue);
            w.Bool(true);
            w.Time(time);
            w.Guid(guid);
            w.Null();
            w.String("");
        });
        var r = new TupleReader(key);
        Assert.Equal("a\0b\u0001ü😀", r.String());
        Assert.Equal([0, 1, 2, 0xFF, 0], r.Bytes());
        Assert.Equal(long.MinValue, r.Int64());
        Assert.True(r.Bool());
        Assert.Equal(time, r.Time());
        Assert.Equal(guid, r.Guid());
        Assert.True(r.TryNull());
        Assert.Equal("", r.String());
        Assert.True(r.AtEnd);
    }

    [Fact]
    public void Integers_of_every_size_keep_their_order()
    {
        var random = new Random(3);
        var numbers = new List<long> { 0, 1, -1, long.MaxValue, long.MinValue, long.MinValue + 1 };
        for (var bits = 0; bits < 63; bits++) numbers.AddRange([1L << bits, (1L << bits) - 1, -(1L << bits), -(1L << bits) - 1]);
        for (var i = 0; i < 500; i++) numbers.Add(random.NextInt64(long.MinValue, long.MaxValue) >> random.Next(64));
        AssertSameOrder(numbers.Distinct().ToList(), (a, b) => a.CompareTo(b), n => Encode((ref w) => w.Int64(n)));
        foreach (var n in numbers)
        {
            var r = new TupleReader(Encode((ref w) => w.Int64(n)));
            Assert.Equal(n, r.Int64());
        }
    }

    [Fact]
    public void Byte_strings_keep_their_order()
    {
        var random = new Random(4);
        byte[] edges = [0, 1, 2, 0x7F, 0xFE, 0xFF];
        var values = Enumerable.Range(0, 400).Select(_ => random.GetItems(edges, random.Next(6))).ToList();
        AssertSameOrder(values, (a, b) => a.AsSpan().SequenceCompareTo(b), v => Encode((ref w) => w.Bytes(v)));
    }

    [Fact]
    public void Pairs_order_by_their_first_element_first()
    {
        var random = new Random(5);
        string[] texts = ["", "a", "a\0", "a\0b", "a\u0001", "aa", "b", "\uFFFD", "é"];
        var pairs = Enumerable.Range(0, 300).Select(_ => (Text: texts[random.Next(texts.Length)], Number: (long)random.Next(-3, 300))).ToList();
        AssertSameOrder(
            pairs,
            (a, b) => string.CompareOrdinal(a.Text, b.Text) is var order and not 0 ? order : a.Number.CompareTo(b.Number),
            p => Encode((ref w) =>
            {
                w.String(p.Text);
                w.Int64(p.Number);
            }));
    }

    [Fact]
    public void Other_kinds_keep_their_order()
    {
        AssertSameOrder([false, true], (a, b) => a.CompareTo(b), v => Encode((ref w) => w.Bool(v)));
        var guids = Enumerable.Range(0, 100).Select(_ => Guid.NewGuid()).ToList();
        AssertSameOrder(guids, (a, b) => string.CompareOrdinal(a.ToString(), b.ToString()), v => Encode((ref w) => w.Guid(v)));
        var times = Enumerable.Range(-50, 100).Select(i => DateTimeOffset.UnixEpoch.AddDays(i * 1000)).ToList();
        AssertSameOrder(times, (a, b) => a.CompareTo(b), v => Encode((ref w) => w.Time(v)));
    }

    [Fact]
    public void No_encoded_element_is_a_prefix_of_another()
    {
        var a = Encode((ref w) => w.String("a"));
        Assert.False(Encode((ref w) => w.String("a\0")).AsSpan().StartsWith(a));
        Assert.False(Encode((ref w) => w.String("ab")).AsSpan().StartsWith(a));
    }

    [Fact]
    public void Text_prefix_is_a_prefix_of_every_text_that_starts_with_it()
    {
        var prefix = Encode((ref w) => w.StringPrefix("photos/"));
        Assert.True(Encode((ref w) => w.String("photos/1")).AsSpan().StartsWith(prefix));
        Assert.True(Encode((ref w) => w.String("photos/")).AsSpan().StartsWith(prefix));
        Assert.False(Encode((ref w) => w.String("photos")).AsSpan().StartsWith(prefix));
    }

    [Fact]
    public void Long_keys_outgrow_the_stack_buffer()
    {
        var text = new string('\0', 2000) + "x";
        var r = new TupleReader(Encode((ref w) => w.String(text)));
        Assert.Equal(text, r.String());
    }

    [Fact]
    public void Half_a_surrogate_pair_is_refused() =>
        Assert.ThrowsAny<ArgumentException>(() => Encode((ref w) => w.String("\uD800")));

    [Fact]
    public void Wrong_or_cut_off_elements_are_reported_as_damage()
    {
        Assert.Throws<StoreCorruptException>(() => new TupleReader([]).Int64());
        Assert.Throws<StoreCorruptException>(() => new TupleReader([0x11, 0x61]).String());
        Assert.Throws<StoreCorruptException>(() => new TupleReader([0x11, 0x01, 0x00]).String());
        Assert.Throws<StoreCorruptException>(() => new TupleReader([0x30, 1, 2]).Int64());
        Assert.Throws<StoreCorruptException>(() => new TupleReader([0x10, 0x00]).String());
        Assert.Throws<StoreCorruptException>(() => new TupleReader([0x38, 0]).Guid());
    }

    private static byte[] Encode(Writing writing)
    {
        var w = new TupleWriter(stackalloc byte[32]);
        writing(ref w);
        return w.ToArray();
    }

    private static void AssertSameOrder<T>(List<T> values, Comparison<T> logical, Func<T, byte[]> encode)
    {
        var encoded = values.ConvertAll(v => encode(v));
        for (var i = 0; i < values.Count; i++)
        {
            for (var j = 0; j < values.Count; j++)
                Assert.Equal(Math.Sign(logical(values[i], values[j])), Math.Sign(encoded[i].AsSpan().SequenceCompareTo(encoded[j])));
        }
    }
}
