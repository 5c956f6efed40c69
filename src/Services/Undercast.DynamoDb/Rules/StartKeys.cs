namespace Undercast.DynamoDb;

/// <summary>Checks the key behind which a query or scan goes on.</summary>
internal static class StartKeys
{
    private const string Invalid = "The provided starting key is invalid";

    public static void CheckValues(AttributeMap? start)
    {
        if (start?.Fault is not { } fault) return;
        // AWS: some faults stand alone and some behind a beginning (seen by dynalite's suite against the service).
        var alone = fault.Contains("contains duplicates", StringComparison.Ordinal) || fault.Contains("number set", StringComparison.Ordinal) || fault.Contains("numeric value", StringComparison.Ordinal)
            || fault.Contains("significant digits", StringComparison.Ordinal) || fault.Contains("number with magnitude", StringComparison.Ordinal);
        throw Faults.Validation(alone ? fault : $"{Invalid}: {fault}");
    }

    public static void CheckCount(TableRecord table, IndexLayout? index, AttributeMap? start, bool scan = false)
    {
        if (start is null) return;
        var keys = table.Layout.Keys;
        var wanted = keys.All.Concat(index?.Keys.All ?? []).Select(k => k.Name).Distinct(StringComparer.Ordinal).Count();
        if (start.Values.Count != wanted) throw Faults.Validation(scan && index is null ? $"{Invalid}: The provided key element does not match the schema" : Invalid);
        foreach (var key in index?.Keys.All ?? [])
        {
            if (start[key.Name] is not { } value) throw Faults.Validation(Invalid);
            if (value.Kind != key.Kind) throw Faults.Validation(scan ? $"{Invalid}: The provided key element does not match the schema" : "The provided key element does not match the schema");
        }
        try
        {
            ItemRules.CheckKey(keys, Own(keys, start));
        }
        catch (Kernel.CommonException e)
        {
            throw Faults.Validation($"{Invalid}: {e.Message}");
        }
    }

    /// <summary>Checks that the key lies in what the query reads.</summary>
    public static void CheckQuery(TableRecord table, IndexLayout? index, AttributeMap? start, AttributeMap equal, SortCondition? sort)
    {
        if (start is null) return;
        var keys = index?.Keys ?? table.Layout.Keys;
        var inPartition = keys.Hash.All(k => Values.Same(start[k.Name]!, equal[k.Name]!));
        var sortKey = keys.Range.FirstOrDefault(k => equal[k.Name] is null);
        var hasSort = sort is not null || keys.Range.Any(k => equal[k.Name] is not null);
        if (!hasSort)
        {
            if (!inPartition) throw Faults.Validation("The provided starting key is outside query boundaries based on provided conditions");
            return;
        }
        var inRange = keys.Range.All(k => equal[k.Name] is not { } value || Values.Same(start[k.Name]!, value)) && (sort is null || sort.Holds(start[sortKey!.Name]!));
        if (!inRange) throw Faults.Validation("The provided starting key does not match the range key predicate");
        if (!inPartition) throw Faults.Validation("The query can return at most one row and cannot be restarted");
    }

    private static AttributeMap Own(KeyLayout keys, AttributeMap start)
    {
        var key = new AttributeMap();
        foreach (var part in keys.All)
        {
            if (start[part.Name] is { } value) key.Values[part.Name] = value;
        }
        return key;
    }
}
