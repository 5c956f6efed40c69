using System.Text.Json.Serialization;

namespace Undercast.Storage.Tests;

public sealed partial class TableTests : IAsyncDisposable
{
    internal readonly record struct MessageKey(string Queue, DateTimeOffset VisibleAt, long Number) : ITupleKey<MessageKey>
    {
        public void Write(ref TupleWriter w)
        {
            w.String(Queue);
            w.Time(VisibleAt);
            w.Int64(Number);
        }

        public static MessageKey Read(ref TupleReader r) => new(r.String(), r.Time(), r.Int64());
    }

    internal readonly record struct NameKey(string Name) : ITupleKey<NameKey>
    {
        public void Write(ref TupleWriter w) => w.String(Name);

        public static NameKey Read(ref TupleReader r) => new(r.String());
    }

    internal sealed record Message(string Body, string? Group = null);

    [JsonSerializable(typeof(Message))]
    private sealed partial class TableJson : JsonSerializerContext;

    private static readonly Table<MessageKey, Message> Messages = new("test.message", JsonRecord.Codec(() => TableJson.Default.Message));
    private static readonly Table<NameKey, Message> Named = new("test.named", JsonRecord.Codec(() => TableJson.Default.Message));
    private static readonly Index<NameKey, NameKey, Message> ByGroup = Named.AddIndex<NameKey>("by-group", (_, m) => m.Group is { } g ? new NameKey(g) : null);
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly MemoryStore _store = new();

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task Rows_of_one_queue_that_are_due_come_first_in_order()
    {
        await _store.WriteAsync(tx =>
        {
            for (var i = 0; i < 20; i++) Messages.Put(tx, new MessageKey("q", Noon.AddMinutes(10 - i), i), new Message($"m{i}"));
            Messages.Put(tx, new MessageKey("other", Noon.AddDays(-1), 1), new Message("not mine"));
            Messages.Put(tx, new MessageKey("q2", Noon.AddDays(-1), 1), new Message("not mine"));
        });
        var due = await _store.ReadAsync(tx => Messages.RangeAsync(tx, Messages.UpTo("q", Noon), limit: 3));
        Assert.Equal(["m19", "m18", "m17"], due.Select(r => r.Record.Body));
        var all = await _store.ReadAsync(tx => Messages.RangeAsync(tx, Messages.UpTo("q", Noon)));
        Assert.Equal(10, all.Count);
        Assert.Equal(Noon, all[^1].Key.VisibleAt);
        var later = await _store.ReadAsync(tx => Messages.CountAsync(tx, Messages.From("q", Noon.AddMilliseconds(1))));
        Assert.Equal(10, later);
    }

    [Fact]
    public async Task Page_after_a_key_goes_on_in_both_directions()
    {
        await _store.WriteAsync(tx =>
        {
            for (var i = 0; i < 6; i++) Messages.Put(tx, new MessageKey("q", Noon, i), new Message($"{i}"));
        });
        var up = await _store.ReadAsync(tx => Messages.RangeAsync(tx, Messages.Prefix("q"), 2, after: new MessageKey("q", Noon, 1)));
        Assert.Equal(["2", "3"], up.Select(r => r.Record.Body));
        var down = await _store.ReadAsync(tx => Messages.RangeAsync(tx, Messages.Prefix("q"), 2, reverse: true, after: new MessageKey("q", Noon, 4)));
        Assert.Equal(["3", "2"], down.Select(r => r.Record.Body));
        var none = await _store.ReadAsync(tx => Messages.RangeAsync(tx, Messages.Prefix("q"), 2, after: new MessageKey("q", Noon, 5)));
        Assert.Empty(none);
    }

    [Fact]
    public async Task Text_prefix_lists_names_that_start_with_it()
    {
        await _store.WriteAsync(async tx =>
        {
            foreach (var name in new[] { "a/1", "a/2", "ab", "b" }) await Named.PutAsync(tx, new NameKey(name), new Message(name));
        });
        var found = await _store.ReadAsync(tx => Named.RangeAsync(tx, Named.TextPrefix("a/")));
        Assert.Equal(["a/1", "a/2"], found.Select(r => r.Key.Name));
        var everything = await _store.ReadAsync(tx => Named.RangeAsync(tx, Named.TextPrefix("")));
        Assert.Equal(4, everything.Count);
    }

    [Fact]
    public async Task Index_follows_puts_changes_and_deletes()
    {
        await Put("a", "red");
        await Put("b", "blue");
        await Put("c", "red");
        await Put("d", null);
        Assert.Equal("a c", await InGroup("red"));
        await Put("a", "blue");
        Assert.Equal("c", await InGroup("red"));
        Assert.Equal("a b", await InGroup("blue"));
        await Put("b", null);
        Assert.Equal("a", await InGroup("blue"));
        await _store.WriteAsync(async tx => Assert.True(await Named.DeleteAsync(tx, new NameKey("a"))));
        Assert.Equal("", await InGroup("blue"));
        Assert.Equal(1, await _store.ReadAsync(tx => ByGroup.CountAsync(tx, ByGroup.All)));
        await _store.WriteAsync(async tx => await Named.DeleteRangeAsync(tx, Named.All));
        Assert.Equal(0, await _store.ReadAsync(tx => tx.CountAsync(new KeyRange(default, default))));
    }

    [Fact]
    public async Task Index_pages_go_on_after_a_row()
    {
        foreach (var name in "abcdef") await Put($"{name}", "red");
        var first = await _store.ReadAsync(tx => ByGroup.RangeAsync(tx, ByGroup.Prefix("red"), 2));
        Assert.Equal(["a", "b"], first.Select(r => r.Key.Name));
        var second = await _store.ReadAsync(tx => ByGroup.RangeAsync(tx, ByGroup.Prefix("red"), 2, after: (first[^1].IndexKey, first[^1].Key)));
        Assert.Equal(["c", "d"], second.Select(r => r.Key.Name));
        var last = await _store.ReadAsync(tx => ByGroup.FirstAsync(tx, ByGroup.Prefix("red"), reverse: true));
        Assert.Equal("f", last!.Value.Key.Name);
    }

    [Fact]
    public async Task Unindexed_forms_are_refused_on_a_table_with_indexes()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await _store.WriteAsync(tx => Named.Put(tx, new NameKey("a"), new Message("x"))));
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await _store.WriteAsync(tx => Named.Delete(tx, new NameKey("a"))));
    }

    [Fact]
    public async Task Deleting_an_absent_row_says_so() =>
        await _store.WriteAsync(async tx => Assert.False(await Named.DeleteAsync(tx, new NameKey("nobody"))));

    [Fact]
    public void Stored_names_are_lower_case() =>
        Assert.Throws<ArgumentException>(() => new Table<NameKey, Message>("Test.Named", JsonRecord.Codec(() => TableJson.Default.Message)));

    [Fact]
    public void Key_round_trips()
    {
        var key = new MessageKey("q", Noon, -5);
        Assert.Equal(key, Messages.ReadKey(Messages.Key(key)));
        Assert.Throws<StoreCorruptException>(() => Named.ReadKey(Messages.Key(key)));
    }

    private async Task Put(string name, string? group) =>
        await _store.WriteAsync(async tx => await Named.PutAsync(tx, new NameKey(name), new Message(name, group)));

    private async Task<string> InGroup(string group) =>
        string.Join(' ', (await _store.ReadAsync(tx => ByGroup.RangeAsync(tx, ByGroup.Prefix(group)))).Select(r => r.Record.Body));
}
