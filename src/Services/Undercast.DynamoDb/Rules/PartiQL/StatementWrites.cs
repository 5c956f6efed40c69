namespace Undercast.DynamoDb;

/// <summary>Turns statements that write into the writes of items.</summary>
internal static class StatementWrites
{
    public static ItemWrite Of(Statement statement, TableKey key, TableRecord table, bool showsItem)
    {
        if (statement.Verb == StatementVerb.Insert)
        {
            ItemRules.CheckValues(statement.Item);
            if (Values.Size(statement.Item!) > ItemRules.MaxItemBytes) throw Faults.Validation("Item size has exceeded the maximum allowed size");
            return ItemWrite.Put(key, statement.Item!, null, null, showsItem) with { Inserts = true };
        }
        var (item, rest) = StatementRules.Key(table.Layout.Keys, statement) ?? throw Faults.Validation(StatementRules.NoKey);
        var there = new ExistsNode(AttributePath.Of(table.Hash), true);
        return new ItemWrite
        {
            Kind = statement.Verb switch { StatementVerb.Update => WriteKind.Update, StatementVerb.Delete => WriteKind.Delete, _ => WriteKind.Check },
            Table = key,
            Item = item,
            Actions = statement.Actions,
            Standalone = true,
            ShowsItem = showsItem,
            // AWS: an update makes no item, and what is not there is deleted without complaint (PartiQL statements, UPDATE and DELETE).
            Condition = statement.Verb == StatementVerb.Delete ? rest is null ? null : new OrNode(new NotNode(there), rest) : rest is null ? there : new AndNode(there, rest),
        };
    }

    /// <summary>What a statement answers of the item that it wrote, or null.</summary>
    public static AttributeMap? Returned(Statement statement, AttributeMap? before, AttributeMap? after)
    {
        var item = statement.Returning?.EndsWith("OLD", StringComparison.Ordinal) == true ? before : after;
        if (statement.Returning is null || item is null) return null;
        if (statement.Returning.StartsWith("ALL", StringComparison.Ordinal)) return item;
        return new Projections(statement.Actions.Select(a => a.Path)).Of(item) is { Count: > 0 } part ? part : null;
    }
}
