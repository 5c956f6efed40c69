namespace Undercast.DynamoDb;

/// <summary>Adds up the capacity that a request consumes of one table.</summary>
internal sealed class CapacityMeter(string tableName, string? wanted)
{
    private const int ReadUnit = 4096, WriteUnit = 1024;
    private readonly bool _perIndex = wanted == "INDEXES";
    private readonly Dictionary<string, (double Units, IndexRecord Index)> _indexes = new(StringComparer.Ordinal);
    private double _table;
    private TableRecord? _of;
    private bool _writes;

    /// <summary>A meter when the caller wants to know, or when what is used is taken from buckets.</summary>
    public static CapacityMeter? For(string? wanted, string tableName, Spending? spending)
    {
        if (wanted is not ("TOTAL" or "INDEXES") && spending is null) return null;
        var meter = new CapacityMeter(tableName, wanted);
        spending?.Add(meter);
        return meter;
    }

    /// <summary>Counts a read of so many bytes, of the table or an index.</summary>
    public void Read(TableRecord table, long bytes, bool consistent, IndexLayout? index = null, int factor = 1)
    {
        // AWS: what is not there costs a unit as well; half of it when the read need not be consistent.
        _of = table;
        var units = Math.Max(1, (bytes + ReadUnit - 1) / ReadUnit) * (consistent ? 1 : 0.5) * factor;
        if (index is null) _table += units;
        else Add(index, units);
    }

    /// <summary>Counts a write with those of the indexes that follow it.</summary>
    public void Write(TableRecord table, AttributeMap? before, AttributeMap? after, int factor = 1)
    {
        (_of, _writes) = (table, true);
        _table += Math.Max(1, Math.Max(Units(before), Units(after))) * factor;
        foreach (var index in table.Layout.Indexes)
        {
            var old = before is not null && index.Keys.Fits(before) ? index.Project(before) : null;
            var fresh = after is not null && index.Keys.Fits(after) ? index.Project(after) : null;
            if (old is null && fresh is null) continue;
            if (old is null || fresh is null) Add(index, Units(old ?? fresh) * factor);
            // AWS: a changed index key costs a deletion and an insertion, another change one write, none nothing.
            else if (index.Keys.All.Any(k => !Values.Same(old[k.Name]!, fresh[k.Name]!))) Add(index, (Units(old) + Units(fresh)) * factor);
            else if (!Values.Same(old, fresh)) Add(index, Math.Max(Units(old), Units(fresh)) * factor);
        }
    }

    /// <summary>Takes what was used from the buckets of the table and its global indexes; a local index uses what its table has.</summary>
    public void Charge(Throttle throttle, DateTimeOffset now)
    {
        if (_of is not { } table) return;
        throttle.Charge(table, null, _writes, _table + _indexes.Values.Where(i => i.Index.Local).Sum(i => i.Units), now);
        foreach (var (units, index) in _indexes.Values.Where(i => !i.Index.Local)) throttle.Charge(table, index, _writes, units, now);
    }

    /// <summary>The sum, when the caller wants to know.</summary>
    public ConsumedCapacity? Total(bool? writes = null)
    {
        if (wanted is not ("TOTAL" or "INDEXES")) return null;
        var total = _table + _indexes.Values.Sum(i => i.Units);
        return new ConsumedCapacity
        {
            TableName = tableName,
            CapacityUnits = total,
            ReadCapacityUnits = writes == false ? total : null,
            WriteCapacityUnits = writes == true ? total : null,
            Table = _perIndex ? Part(_table, writes) : null,
            LocalSecondaryIndexes = Parts(true, writes),
            GlobalSecondaryIndexes = Parts(false, writes),
        };
    }

    private Dictionary<string, Capacity>? Parts(bool local, bool? writes)
    {
        if (!_perIndex) return null;
        var parts = _indexes.Where(i => i.Value.Index.Local == local).ToDictionary(i => i.Key, i => Part(i.Value.Units, writes), StringComparer.Ordinal);
        return parts.Count == 0 ? null : parts;
    }

    private static Capacity Part(double units, bool? writes) =>
        new() { CapacityUnits = units, ReadCapacityUnits = writes == false ? units : null, WriteCapacityUnits = writes == true ? units : null };

    private void Add(IndexLayout index, double units) => _indexes[index.Name] = (_indexes.GetValueOrDefault(index.Name).Units + units, index.Record);

    private static int Units(AttributeMap? item) => item is null ? 0 : (Values.Size(item) + WriteUnit - 1) / WriteUnit;
}
