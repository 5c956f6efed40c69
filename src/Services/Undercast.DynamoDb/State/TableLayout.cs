namespace Undercast.DynamoDb;

/// <summary>An attribute of a key.</summary>
internal sealed record KeyAttribute(string Name, AttributeKind Kind);

/// <summary>A key schema: which attributes choose the partition, which the order inside it, and under which number the rows lie.</summary>
/// <remarks>AWS: the key of a global index may have up to four attributes of either kind; that of a table has one and at most one.</remarks>
internal sealed class KeyLayout(long storage, KeyAttribute[] hash, KeyAttribute[] range)
{
    public long Storage => storage;
    public KeyAttribute[] Hash => hash;
    public KeyAttribute[] Range => range;

    public KeyAttribute[] All { get; } = [.. hash, .. range];

    public bool Has(string name) => Array.Exists(hash, k => k.Name == name) || Array.Exists(range, k => k.Name == name);

    /// <summary>Whether an item has every attribute of the key, in the right type.</summary>
    public bool Fits(AttributeMap item)
    {
        foreach (var key in hash)
        {
            if (item[key.Name]?.Kind != key.Kind) return false;
        }
        foreach (var key in range)
        {
            if (item[key.Name]?.Kind != key.Kind) return false;
        }
        return true;
    }
}

/// <summary>An index ready for use.</summary>
internal sealed class IndexLayout(IndexRecord record, KeyLayout keys, HashSet<string>? projected)
{
    public IndexRecord Record => record;
    public string Name => record.Name;
    public KeyLayout Keys => keys;

    public bool HoldsAll => projected is null;

    public bool Holds(string attribute) => projected is null || projected.Contains(attribute);

    /// <summary>What the index keeps of an item.</summary>
    public AttributeMap Project(AttributeMap item)
    {
        if (projected is null) return item;
        var kept = new Dictionary<string, AttributeValue>(projected.Count, StringComparer.Ordinal);
        foreach (var (name, value) in item.Values)
        {
            if (projected.Contains(name)) kept[name] = value;
        }
        return new AttributeMap(kept);
    }
}

/// <summary>The keys and indexes of a table in the form in which calls use them; made once for each stored version of a table.</summary>
internal sealed class TableLayout
{
    private readonly Dictionary<string, AttributeKind> _types;

    public TableLayout(TableRecord table)
    {
        _types = table.Attributes.ToDictionary(a => a.Name, a => Enum.Parse<AttributeKind>(a.Type), StringComparer.Ordinal);
        Keys = new KeyLayout(table.Storage, [Key(table.Hash)], table.Range is { } range ? [Key(range)] : []);
        // AWS: of several indexes a message names the first by name (nubo-db/dynamodb-conformance, error-messages).
        Indexes = [.. table.Indexes.OrderBy(i => i.Name, StringComparer.Ordinal).Select(Index)];
        HasLocal = Array.Exists(Indexes, i => i.Record.Local);
    }

    public KeyLayout Keys { get; }

    public IndexLayout[] Indexes { get; }

    /// <summary>Whether there are local indexes, and so item collections.</summary>
    public bool HasLocal { get; }

    public IndexLayout? Find(string name) => Array.Find(Indexes, i => i.Name == name);

    private KeyAttribute Key(string name) => new(name, _types[name]);

    private IndexLayout Index(IndexRecord index)
    {
        var keys = new KeyLayout(index.Storage, [.. index.Hash.Select(Key)], [.. index.Range.Select(Key)]);
        return new IndexLayout(index, keys, index.Projection == "ALL" ? null : [.. keys.All.Select(k => k.Name), .. Keys.All.Select(k => k.Name), .. index.Included]);
    }
}
