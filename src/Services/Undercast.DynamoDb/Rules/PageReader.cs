using Undercast.Storage;

namespace Undercast.DynamoDb;

/// <summary>What a query or scan reads.</summary>
internal sealed record PageRequest
{
    public required TableRecord Table { get; init; }
    public IndexLayout? Index { get; init; }
    public required KeyRange Range { get; init; }
    public bool Reverse { get; init; }
    public int? Limit { get; init; }
    public ConditionNode? Filter { get; init; }
    public Parts Parts { get; init; }
    public bool CountOnly { get; init; }
    /// <summary>Whether items are fetched from the table, because the index does not hold what is asked for.</summary>
    public bool Fetches { get; init; }
}

/// <summary>A page of items.</summary>
internal sealed record Page(List<AttributeMap> Items, int Count, int Scanned, long Bytes, long FetchedBytes, AttributeMap? Last);

/// <summary>Reads a page.</summary>
internal static class PageReader
{
    private const int MaxBytes = 1024 * 1024;
    private const int FirstBatch = 32, MaxBatch = 512;

    public static async ValueTask<Page> ReadAsync(IReadTransaction tx, PageRequest request)
    {
        var items = new List<AttributeMap>();
        var range = request.Range;
        int scanned = 0, count = 0;
        long bytes = 0, fetched = 0;
        for (var batch = FirstBatch; ; batch = Math.Min(batch * 4, MaxBatch))
        {
            var wanted = request.Limit is { } limit ? Math.Min(batch, limit - scanned) : batch;
            var rows = await tx.RangeAsync(range, wanted, request.Reverse);
            foreach (var (_, stored) in rows)
            {
                var entry = new AttributeMap(stored);
                var item = entry;
                scanned++;
                bytes += ItemCodec.Size(stored.Span);
                if (request.Fetches)
                {
                    item = await FetchAsync(tx, request.Table, entry);
                    fetched += Values.Size(item);
                }
                if (request.Filter is null || request.Filter.Holds(item))
                {
                    count++;
                    if (!request.CountOnly) items.Add(request.Parts.Of(item));
                }
                // AWS: a page ends behind the item that reaches the limit or the megabyte, whether or not anything follows.
                if (scanned == request.Limit || bytes >= MaxBytes) return new Page(items, count, scanned, bytes, fetched, LastKey(request, entry));
            }
            if (rows.Count < wanted) return new Page(items, count, scanned, bytes, fetched, null);
            range = request.Reverse ? range.EndingBefore(rows[^1].Key) : range.StartingAfter(rows[^1].Key);
        }
    }

    private static async ValueTask<AttributeMap> FetchAsync(IReadTransaction tx, TableRecord table, AttributeMap entry) =>
        new(await tx.GetAsync(ItemRows.Key(table.Layout.Keys, entry)) ?? throw new StoreCorruptException("An index has a row of an item that its table does not have."));

    private static AttributeMap LastKey(PageRequest request, AttributeMap entry)
    {
        var key = ItemRules.KeyOf(request.Table.Layout.Keys, entry);
        foreach (var part in request.Index?.Keys.All ?? []) key.Values[part.Name] = entry[part.Name]!;
        return key;
    }
}
