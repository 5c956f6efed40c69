namespace Undercast.Storage.Conformance;

public abstract partial class StoreSuite
{
    [StoreFact]
    public async Task Absent_key_reads_as_null() => Assert.Equal("(absent)", await Get("nothing"));

    [StoreFact]
    public async Task Written_value_is_read_back()
    {
        await Put(("a", "1"));
        Assert.Equal("1", await Get("a"));
    }

    [StoreFact]
    public async Task Second_put_replaces_the_first()
    {
        await Put(("a", "1"));
        await Put(("a", "2"), ("b", "3"), ("b", "4"));
        Assert.Equal("2", await Get("a"));
        Assert.Equal("4", await Get("b"));
    }

    [StoreFact]
    public async Task Empty_value_differs_from_absence()
    {
        await Store.WriteAsync(tx => tx.Put(K("empty"), Array.Empty<byte>()));
        var found = await Store.ReadAsync(tx => tx.GetAsync(K("empty")));
        Assert.NotNull(found);
        Assert.Equal(0, found.Value.Length);
    }

    [StoreFact]
    public async Task Deleted_key_is_absent_and_a_second_delete_does_nothing()
    {
        await Put(("a", "1"), ("b", "2"));
        await Store.WriteAsync(tx => tx.Delete(K("a")));
        await Store.WriteAsync(tx => tx.Delete(K("a")));
        Assert.Equal("(absent)", await Get("a"));
        Assert.Equal("b", await List(Own));
    }

    [StoreFact]
    public async Task Keys_come_in_the_order_of_unsigned_bytes()
    {
        byte[][] keys = [[0], [0, 0], [0, 1], [1], [0x7F], [0x80], [0xFE, 0xFF], [0xFF], [0xFF, 0], [0xFF, 0xFF]];
        await Store.WriteAsync(tx =>
        {
            foreach (var key in keys.Reverse()) tx.Put(K("").Concat(key).ToArray(), V("x"));
        });
        var found = await Store.ReadAsync(tx => tx.RangeAsync(Own, 100));
        Assert.Equal(keys.Select(Convert.ToHexString), found.Select(p => Convert.ToHexString(p.Key.Span[K("").Length..])));
    }

    [StoreFact]
    public async Task Range_takes_its_start_leaves_its_end_and_stops_at_the_limit()
    {
        await Put(("a", "1"), ("b", "2"), ("c", "3"), ("d", "4"), ("e", "5"));
        Assert.Equal("b c", await List(Between("b", "e"), 2));
        Assert.Equal("d c", await List(Between("b", "e"), 2, reverse: true));
        Assert.Equal("b c d", await List(Between("b", "e")));
        Assert.Equal("", await List(Between("b", "e"), 0));
    }

    [StoreFact]
    public async Task Range_between_keys_that_do_not_exist_works()
    {
        await Put(("b", "2"), ("d", "4"));
        Assert.Equal("b d", await List(Between("a", "z")));
        Assert.Equal("d", await List(Between("c", "dd")));
        Assert.Equal("", await List(Between("e", "b")));
    }

    [StoreFact]
    public async Task Prefix_holds_the_key_itself_and_what_follows_it()
    {
        await Put(("a", "1"), ("ab", "2"), ("ab\u00ff", "3"), ("ac", "4"));
        Assert.Equal("ab ab\u00ff", await List(KeyRange.Prefix(K("ab"))));
    }

    [StoreFact]
    public async Task Pages_in_both_directions_meet_every_key_once()
    {
        var names = Enumerable.Range(0, 137).Select(i => $"{i:d4}").ToArray();
        await Put([.. names.Select(n => (n, n))]);
        foreach (var reverse in new[] { false, true })
        {
            var seen = new List<string>();
            var range = Own;
            while (true)
            {
                var page = await Store.ReadAsync(tx => tx.RangeAsync(range, 10, reverse));
                if (page.Count == 0) break;
                seen.AddRange(page.Select(p => Text(p.Value)));
                range = reverse ? range.EndingBefore(page[^1].Key) : range.StartingAfter(page[^1].Key);
            }
            Assert.Equal(reverse ? names.Reverse() : names, seen);
        }
    }

    [StoreFact]
    public async Task Count_agrees_with_the_range()
    {
        await Put(("a", "1"), ("b", "2"), ("c", "3"));
        Assert.Equal(3, await Store.ReadAsync(tx => tx.CountAsync(Own)));
        Assert.Equal(2, await Store.ReadAsync(tx => tx.CountAsync(Between("b", "z"))));
        Assert.Equal(0, await Store.ReadAsync(tx => tx.CountAsync(Between("x", "z"))));
    }

    [StoreFact]
    public async Task DeleteRange_removes_the_range_and_nothing_else()
    {
        await Put(("a", "1"), ("b", "2"), ("c", "3"), ("d", "4"));
        await Store.WriteAsync(tx => tx.DeleteRange(Between("b", "d")));
        Assert.Equal("a d", await List(Own));
    }

    [StoreFact]
    public async Task Ten_megabytes_come_back_as_they_were()
    {
        var value = new byte[10 << 20];
        new Random(5).NextBytes(value);
        await Store.WriteAsync(tx =>
        {
            tx.Put(K("big"), value);
            tx.Put(K("small"), V("s"));
        });
        var found = await Store.ReadAsync(tx => tx.GetAsync(K("big")));
        Assert.True(found!.Value.Span.SequenceEqual(value));
        await Put(("big", "now small"));
        Assert.Equal("now small", await Get("big"));
        Assert.Equal("big small", await List(Own));
    }

    [StoreFact]
    public async Task Values_of_every_size_around_the_page_limits_come_back()
    {
        int[] sizes = [1, 100, 999, 1000, 1023, 1024, 1025, 2047, 2048, 4096, 8191, 8192, 8193, 70_000];
        await Store.WriteAsync(tx =>
        {
            foreach (var size in sizes) tx.Put(K($"{size:d6}"), Enumerable.Repeat((byte)size, size).ToArray());
        });
        var found = await Store.ReadAsync(tx => tx.RangeAsync(Own, 100));
        Assert.Equal(sizes, found.Select(p => p.Value.Length));
        Assert.All(found, p => Assert.Equal((byte)p.Value.Length, p.Value.Span[^1]));
        await Store.WriteAsync(tx => tx.DeleteRange(Own));
        Assert.Equal("", await List(Own));
    }

    [StoreFact]
    public async Task Long_keys_keep_their_order()
    {
        // DynamoDB: 2,048 bytes of partition key and 1,024 of sort key, plus the table's name.
        var stem = new string('k', 3500);
        await Put((stem + "b", "2"), (stem + "a", "1"), (stem, "0"));
        var found = await Store.ReadAsync(tx => tx.RangeAsync(Own, 10));
        Assert.Equal(["0", "1", "2"], found.Select(p => Text(p.Value)));
    }

    [StoreFact]
    public async Task Random_edits_agree_with_a_sorted_map()
    {
        var random = new Random(11);
        var model = new SortedDictionary<string, string>(StringComparer.Ordinal);
        for (var round = 0; round < 40; round++)
        {
            await Store.WriteAsync(async tx =>
            {
                for (var i = 0; i < 60; i++)
                {
                    var name = $"{random.Next(400):d3}";
                    switch (random.Next(10))
                    {
                        case < 5:
                            var value = random.Next(20) == 0 ? new string('L', 3000) + round : $"v{round}.{i}";
                            tx.Put(K(name), V(value));
                            model[name] = value;
                            break;
                        case < 8:
                            tx.Delete(K(name));
                            model.Remove(name);
                            break;
                        case 8:
                            var to = $"{random.Next(400):d3}";
                            tx.DeleteRange(Between(name, to));
                            var gone = model.Keys.Where(k => string.CompareOrdinal(k, name) >= 0 && string.CompareOrdinal(k, to) < 0);
                            foreach (var key in gone.ToArray()) model.Remove(key);
                            break;
                        default:
                            var (limit, reverse) = (random.Next(1, 12), random.Next(2) == 0);
                            var found = Names(await tx.RangeAsync(KeyRange.Prefix(K(name[..1])), limit, reverse));
                            var expected = model.Keys.Where(k => k[0] == name[0]);
                            Assert.Equal(string.Join(' ', (reverse ? expected.Reverse() : expected).Take(limit)), found);
                            break;
                    }
                }
                return;
            });
            var all = await Store.ReadAsync(tx => tx.RangeAsync(Own, int.MaxValue));
            Assert.Equal(string.Join(' ', model.Keys), Names(all));
            Assert.Equal(model.Values, all.Select(p => Text(p.Value)));
            Assert.Equal(model.Count, await Store.ReadAsync(tx => tx.CountAsync(Own)));
        }
    }
}
