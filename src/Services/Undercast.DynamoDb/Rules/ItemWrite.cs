using Undercast.Kernel;

namespace Undercast.DynamoDb;

internal enum WriteKind
{
    Put,
    Update,
    Delete,
    Check,
}

/// <summary>A write of one item, parsed and checked as far as that goes without the table.</summary>
internal sealed record ItemWrite
{
    public required WriteKind Kind { get; init; }
    public required TableKey Table { get; init; }
    /// <summary>The whole item of a put, the key of all else.</summary>
    public required AttributeMap Item { get; init; }
    public ConditionNode? Condition { get; init; }
    public IReadOnlyList<UpdateAction> Actions { get; init; } = [];
    public IReadOnlySet<string>? NestedHeads { get; init; }
    public IReadOnlySet<string>? NestedUpdateHeads { get; init; }
    /// <summary>Whether the changes were given as <c>AttributeUpdates</c>, which words some errors in its own way.</summary>
    public bool Legacy { get; init; }
    /// <summary>Whether the item must not be there yet.</summary>
    public bool Inserts { get; init; }
    /// <summary>Whether this is an update by itself.</summary>
    public bool Standalone { get; init; }
    /// <summary>Whether a failed condition answers the item.</summary>
    public bool ShowsItem { get; init; }

    /// <summary>A put of a whole item.</summary>
    public static ItemWrite Put(TableKey table, AttributeMap item, ConditionNode? condition, IReadOnlySet<string>? nested, bool showsItem) => new()
    {
        Kind = WriteKind.Put,
        Table = table,
        Item = item.Encoded(),
        Condition = condition,
        NestedHeads = nested,
        ShowsItem = showsItem,
    };

    /// <summary>Checks what AWS looks at first; in a transaction it ends the request, where all else is a reason of its cancellation.</summary>
    public void CheckFirst(TableRecord table)
    {
        ItemRules.CheckNoEmptyKeys(table.Layout, Item);
        ItemRules.CheckNoEmptyKeys(table.Layout, Actions);
    }

    /// <summary>Checks the write against the table that it names.</summary>
    public void Check(TableRecord table)
    {
        var layout = table.Layout;
        CheckFirst(table);
        if (Kind == WriteKind.Put) ItemRules.CheckItem(table, Item);
        else ItemRules.CheckKey(layout.Keys, Item);
        if (Kind == WriteKind.Update)
        {
            ItemRules.CheckUntouched(layout, Actions.Select(a => a.Path.Head));
            CheckIndexTypes(layout);
            ItemRules.CheckNested(layout, NestedUpdateHeads);
        }
        ItemRules.CheckNested(layout, NestedHeads);
    }

    /// <summary>The item after the write, or null when none is left.</summary>
    public AttributeMap? After(TableRecord table, AttributeMap? before)
    {
        switch (Kind)
        {
            case WriteKind.Put: return Item;
            case WriteKind.Delete: return null;
            case WriteKind.Check: return before;
            default:
                var after = Apply(before ?? Item);
                CheckIndexKeys(table, after);
                return Math.Max(Values.Size(after), Standalone ? Written(after) : 0) <= ItemRules.MaxItemBytes ? after : throw Faults.Validation("Item size to update has exceeded the maximum allowed size");
        }
    }

    // AWS: an update outside a transaction is measured by what it writes too, and by three bytes, 19 for each attribute set and two for each removed
    // (captured to the byte by nubo-db/dynamodb-conformance, limits/itemSizeBySurface).
    private int Written(AttributeMap after)
    {
        var size = 3;
        foreach (var action in Actions) size += action.Kind is UpdateKind.Set or UpdateKind.Add ? 19 : 2;
        foreach (var name in Actions.Where(a => a.Kind is UpdateKind.Set or UpdateKind.Add).Select(a => a.Path.Head).Distinct(StringComparer.Ordinal))
        {
            if (after[name] is { } value) size += System.Text.Encoding.UTF8.GetByteCount(name) + Values.Size(value);
        }
        return size;
    }

    private AttributeMap Apply(AttributeMap before)
    {
        try
        {
            return Updates.Apply(before, Actions);
        }
        catch (CommonException e) when (Legacy && e.Message == Updates.WrongType)
        {
            throw Faults.Validation(LegacyUpdates.WrongType);
        }
    }

    // AWS: a value whose type shows in the request is compared with the index key before the item is read.
    private void CheckIndexTypes(TableLayout layout)
    {
        foreach (var action in Actions)
        {
            if (action.Path.IsNested || action.Value is not ValueOperand { Value: var value } || action.Kind == UpdateKind.Delete) continue;
            foreach (var index in layout.Indexes)
            {
                foreach (var key in index.Keys.All)
                {
                    if (key.Name == action.Path.Head && key.Kind != value.Kind)
                        throw Faults.Invalid($"Type mismatch for Index Key {key.Name} Expected: {key.Kind} Actual: {value.Kind} IndexName: {index.Name}");
                }
            }
        }
    }

    private static void CheckIndexKeys(TableRecord table, AttributeMap after)
    {
        foreach (var index in table.Layout.Indexes)
        {
            foreach (var key in index.Keys.All)
            {
                if (after[key.Name] is { } value && value.Kind != key.Kind)
                    throw Faults.Validation("The update expression attempted to update the secondary index key to unsupported type");
            }
        }
        ItemRules.CheckIndexKeys(table.Layout, after);
    }
}
