using System.Text;

namespace Undercast.DynamoDb;

/// <summary>What items and keys must be for a table.</summary>
internal static class ItemRules
{
    public const int MaxItemBytes = 400 * 1024;
    private const int MaxHashBytes = 2048, MaxRangeBytes = 1024;

    /// <summary>The key of an item.</summary>
    public static AttributeMap KeyOf(KeyLayout keys, AttributeMap item)
    {
        var key = new AttributeMap();
        foreach (var part in keys.All) key.Values[part.Name] = item[part.Name]!;
        return key;
    }

    /// <summary>Refuses values that are none.</summary>
    public static void CheckValues(AttributeMap? item)
    {
        if (item?.Fault is { } fault) throw Faults.Validation(fault);
    }

    /// <summary>Checks an item to be put.</summary>
    public static void CheckItem(TableRecord table, AttributeMap item)
    {
        var layout = table.Layout;
        foreach (var key in layout.Keys.All)
        {
            if (item[key.Name] is not { } value) throw Faults.Invalid($"Missing the key {key.Name} in the item");
            if (value.Kind != key.Kind) throw Faults.Invalid($"Type mismatch for key {key.Name} expected: {key.Kind} actual: {value.Kind}");
            CheckNotEmpty(key.Name, value);
            CheckSize(key.Name == table.Hash, value);
        }
        CheckIndexKeys(layout, item);
    }

    /// <summary>Checks that the attributes of index keys have their types, and may stand in a key.</summary>
    public static void CheckIndexKeys(TableLayout layout, AttributeMap item)
    {
        foreach (var index in layout.Indexes)
        {
            foreach (var key in index.Keys.All)
            {
                if (item[key.Name] is not { } value) continue;
                if (value.Kind != key.Kind) throw Faults.Invalid($"Type mismatch for Index Key {key.Name} Expected: {key.Kind} Actual: {value.Kind} IndexName: {index.Name}");
                CheckSize(Array.Exists(index.Keys.Hash, h => h.Name == key.Name), value);
            }
        }
    }

    /// <summary>Refuses empty values of key attributes, which AWS finds before anything else about a write.</summary>
    public static void CheckNoEmptyKeys(TableLayout layout, AttributeMap item)
    {
        foreach (var key in layout.Keys.All)
        {
            if (item[key.Name] is { } value && value.Kind == key.Kind) CheckNotEmpty(key.Name, value);
        }
        foreach (var index in layout.Indexes)
        {
            foreach (var key in index.Keys.All)
            {
                if (item[key.Name] is not { } value || value.Kind != key.Kind || !IsEmpty(value)) continue;
                throw Faults.Validation($"One or more parameter values are not valid. A value specified for a secondary index key is not supported. "
                    + $"The AttributeValue for a key attribute cannot contain an empty {Noun(value)} value. IndexName: {index.Name}, IndexKey: {key.Name}");
            }
        }
    }

    /// <summary>Refuses an update that gives an index key an empty value.</summary>
    public static void CheckNoEmptyKeys(TableLayout layout, IEnumerable<UpdateAction> actions)
    {
        foreach (var action in actions)
        {
            if (action is not { Path.IsNested: false, Value: ValueOperand { Value: var value } } || !IsEmpty(value) || !layout.Indexes.Any(i => i.Keys.Has(action.Path.Head))) continue;
            throw Faults.Validation("One or more parameter values are not valid. The update expression attempted to update a secondary index key to a value that is not supported. "
                + $"The AttributeValue for a key attribute cannot contain an empty {Noun(value)} value.");
        }
    }

    /// <summary>Checks a key.</summary>
    public static void CheckKey(KeyLayout keys, AttributeMap key)
    {
        if (key.Values.Count != keys.Hash.Length + keys.Range.Length) throw NoMatch();
        CheckKeyWithin(keys, key);
    }

    /// <summary>Checks the key that an item holds.</summary>
    public static void CheckKeyWithin(KeyLayout keys, AttributeMap key)
    {
        foreach (var part in keys.All)
        {
            if (key[part.Name] is not { } value || value.Kind != part.Kind) throw NoMatch();
            CheckNotEmpty(part.Name, value);
            CheckSize(part == keys.Hash[0], value);
        }
    }

    /// <summary>Checks that paths do not go into key attributes, which are scalars.</summary>
    public static void CheckNested(TableLayout layout, IReadOnlySet<string>? heads)
    {
        if (heads is null || heads.Count == 0) return;
        const string text = "Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: ";
        foreach (var key in layout.Keys.All)
        {
            if (heads.Contains(key.Name)) throw Faults.Validation($"{text}Key: {key.Name}");
        }
        foreach (var key in layout.Indexes.SelectMany(i => i.Keys.All))
        {
            if (heads.Contains(key.Name)) throw Faults.Validation($"{text}IndexKey: {key.Name}");
        }
    }

    /// <summary>Checks that an update leaves the key alone.</summary>
    public static void CheckUntouched(TableLayout layout, IEnumerable<string> changed)
    {
        var names = changed.ToHashSet(StringComparer.Ordinal);
        foreach (var key in layout.Keys.All)
        {
            if (names.Contains(key.Name)) throw Faults.Invalid($"Cannot update attribute {key.Name}. This attribute is part of the key");
        }
    }

    private static Kernel.CommonException NoMatch() => Faults.Validation("The provided key element does not match the schema");

    private static void CheckNotEmpty(string name, AttributeValue value)
    {
        if (IsEmpty(value)) throw Faults.Validation($"One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty {Noun(value)} value. Key: {name}");
    }

    private static bool IsEmpty(AttributeValue value) => (value.Kind == AttributeKind.S && value.Text.Length == 0) || (value.Kind == AttributeKind.B && value.Bytes.Length == 0);

    private static string Noun(AttributeValue value) => value.Kind == AttributeKind.S ? "string" : "binary";

    private static void CheckSize(bool isHash, AttributeValue value)
    {
        var size = value.Kind switch
        {
            AttributeKind.S => value.Text.Length * 3 <= MaxRangeBytes ? 0 : Encoding.UTF8.GetByteCount(value.Text),
            AttributeKind.B => value.Bytes.Length,
            _ => 0,
        };
        if (isHash && size > MaxHashBytes) throw Faults.Invalid("Size of hashkey has exceeded the maximum size limit of2048 bytes");
        if (!isHash && size > MaxRangeBytes) throw Faults.Invalid("Aggregated size of all range keys has exceeded the size limit of 1024 bytes");
    }
}
