namespace Undercast.DynamoDb;

/// <summary>What a query or scan may answer from where.</summary>
internal static class SelectRules
{
    /// <summary>Checks what was asked for against itself.</summary>
    public static void Check(string? select, bool hasIndex, bool hasAttributesToGet, bool hasProjection, string verb)
    {
        if (select == "ALL_PROJECTED_ATTRIBUTES" && !hasIndex) throw Faults.Invalid($"ALL_PROJECTED_ATTRIBUTES can be used only when {verb} using an IndexName");
        var given = hasAttributesToGet ? "AttributesToGet" : hasProjection ? "ProjectionExpression" : null;
        if (select == "SPECIFIC_ATTRIBUTES" && given is null) throw Faults.Invalid("Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES");
        if (given is null || select is null or "SPECIFIC_ATTRIBUTES") return;
        throw Faults.Invalid($"Cannot specify the {given} when choosing to get {(select == "COUNT" ? "only the Count" : select)}");
    }

    /// <summary>The index that is meant, or null for the table itself.</summary>
    public static IndexLayout? Index(TableRecord table, string? name, bool consistent)
    {
        if (name is null) return null;
        var index = table.Layout.Find(name) ?? throw Faults.Validation($"The table does not have the specified index: {name}");
        if (!index.Record.Local && consistent) throw Faults.Validation("Consistent reads are not supported on global secondary indexes");
        if (index.Record.Filling) throw Faults.Validation($"Cannot read from backfilling global secondary index: {name}");
        return index;
    }

    /// <summary>Whether items must be fetched from the table; a global index cannot do that.</summary>
    public static bool Fetches(IndexLayout? index, string? select, Parts parts)
    {
        if (index is null || index.HoldsAll) return false;
        if (select == "ALL_ATTRIBUTES")
        {
            if (index.Record.Local) return true;
            throw Faults.Invalid($"Select type ALL_ATTRIBUTES is not supported for global secondary index {index.Name} because its projection type is not ALL");
        }
        var missing = parts.Projection?.Heads.Where(h => !index.Holds(h)).ToArray() ?? [];
        if (missing.Length == 0) return false;
        if (index.Record.Local) return true;
        throw Faults.Invalid($"Global secondary index {index.Name} does not project [{string.Join(", ", missing)}]");
    }
}
