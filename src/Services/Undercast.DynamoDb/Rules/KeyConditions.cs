namespace Undercast.DynamoDb;

/// <summary>A condition of a query on one attribute of a key, in the words of <c>KeyConditions</c>.</summary>
internal sealed record KeyCondition(string Comparison, AttributeValue[] Values);

/// <summary>Reads the key conditions of a query and finds the rows that they mean.</summary>
internal static class KeyConditions
{
    /// <summary>The conditions of an expression by attribute.</summary>
    public static Dictionary<string, KeyCondition> Read(ParsedCondition parsed)
    {
        var conditions = new Dictionary<string, KeyCondition>(StringComparer.Ordinal);
        Collect(parsed.Node, conditions);
        return conditions;
    }

    public static Dictionary<string, KeyCondition> Read(IReadOnlyDictionary<string, Condition> conditions)
    {
        LegacyConditions.Check(conditions);
        if (conditions.Count is not (1 or 2)) throw Faults.Validation("Conditions can be of length 1 or 2 only");
        return conditions.ToDictionary(c => c.Key, c => new KeyCondition(c.Value.ComparisonOperator, [.. c.Value.AttributeValueList ?? []]), StringComparer.Ordinal);
    }

    /// <summary>Holds the conditions against a key schema: values of the equal attributes, and the condition on the next one.</summary>
    public static (AttributeMap Equal, SortCondition? Sort) Resolve(KeyLayout keys, Dictionary<string, KeyCondition> conditions)
    {
        if (keys.Hash.Length + keys.Range.Length == 1 && conditions.Count > 1) throw Faults.Validation("Query key condition not supported");
        var equal = new AttributeMap();
        SortCondition? sort = null;
        var used = 0;
        foreach (var key in keys.All)
        {
            var isHash = Array.IndexOf(keys.Hash, key) >= 0;
            if (!conditions.TryGetValue(key.Name, out var condition))
            {
                if (isHash || conditions.Count > used) throw Faults.Validation($"Query condition missed key schema element: {key.Name}");
                break;
            }
            used++;
            if (condition.Comparison is "NULL" or "NOT_NULL" or "NE" or "CONTAINS" or "NOT_CONTAINS" or "IN")
                throw Faults.Validation("Attempted conditional constraint is not an indexable operation");
            if (Array.Exists(condition.Values, v => v.Kind != key.Kind)) throw Faults.Invalid("Condition parameter type does not match schema type");
            if (isHash && condition.Comparison != "EQ") throw Faults.Validation("Query key condition not supported");
            // AWS: an inequality may stand on the last attribute of the conditions only (multi-attribute keys).
            if (sort is not null) throw Faults.Validation("Query key condition not supported");
            foreach (var value in condition.Values)
            {
                if (value is { Kind: AttributeKind.S, Text.Length: 0 } or { Kind: AttributeKind.B, Bytes.Length: 0 })
                    throw Faults.Validation($"One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty {(value.Kind == AttributeKind.S ? "string" : "binary")} value. Key: {key.Name}");
            }
            if (condition.Comparison == "EQ") equal.Values[key.Name] = condition.Values[0];
            else sort = Sort(condition);
        }
        if (used < conditions.Count) throw Faults.Validation("Query key condition not supported");
        return (equal, sort);
    }

    private static SortCondition Sort(KeyCondition condition) => new(
        condition.Comparison switch
        {
            "LT" => SortComparator.Less,
            "LE" => SortComparator.LessOrEqual,
            "GT" => SortComparator.Greater,
            "GE" => SortComparator.GreaterOrEqual,
            "BETWEEN" => SortComparator.Between,
            _ => SortComparator.BeginsWith,
        },
        condition.Values[0], condition.Values.Length > 1 ? condition.Values[1] : null);

    private static void Collect(ConditionNode node, Dictionary<string, KeyCondition> conditions)
    {
        switch (node)
        {
            case AndNode and:
                Collect(and.Left, conditions);
                Collect(and.Right, conditions);
                break;
            case OrNode: throw BadOperator("OR");
            case NotNode: throw BadOperator("NOT");
            case InNode: throw BadOperator("IN");
            case ExistsNode exists: throw BadOperator(exists.Name);
            case TypeNode: throw BadOperator("attribute_type");
            case ContainsNode: throw BadOperator("contains");
            case ComparisonNode { Comparator: Comparator.NotEqual }: throw BadOperator("<>");
            case ComparisonNode comparison: Comparison(comparison, conditions); break;
            case BetweenNode between:
                if (between.Value is not PathOperand) throw Faults.Validation("Invalid condition in KeyConditionExpression: BETWEEN operator must have the key attribute as its first operand");
                Add(conditions, "BETWEEN", between.Value, between.Low, between.High);
                break;
            case BeginsWithNode begins:
                if (begins.Value is not PathOperand) throw Faults.Validation("Invalid condition in KeyConditionExpression: begins_with operator must have the key attribute as its first operand");
                Add(conditions, "BEGINS_WITH", begins.Value, begins.Prefix);
                break;
            default: throw new InvalidOperationException("A condition of no known kind.");
        }
    }

    private static void Comparison(ComparisonNode node, Dictionary<string, KeyCondition> conditions)
    {
        var forward = node.Left is PathOperand || node.Right is not PathOperand;
        var word = (node.Comparator, forward) switch
        {
            (Comparator.Equal, _) => "EQ",
            (Comparator.Less, true) or (Comparator.Greater, false) => "LT",
            (Comparator.LessOrEqual, true) or (Comparator.GreaterOrEqual, false) => "LE",
            (Comparator.Greater, true) or (Comparator.Less, false) => "GT",
            _ => "GE",
        };
        if (forward) Add(conditions, word, node.Left, node.Right);
        else Add(conditions, word, node.Right, node.Left);
    }

    private static void Add(Dictionary<string, KeyCondition> conditions, string word, Operand key, params ReadOnlySpan<Operand> operands)
    {
        var values = new AttributeValue[operands.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = operands[i] switch
            {
                ValueOperand value => value.Value,
                PathOperand when key is PathOperand => throw Faults.Validation("Invalid condition in KeyConditionExpression: Multiple attribute names used in one condition"),
                _ => throw Faults.Validation("KeyConditionExpressions cannot contain nested operations"),
            };
        }
        if (key is SizeOperand) throw Faults.Validation("KeyConditionExpressions cannot contain nested operations");
        if (key is not PathOperand { Path: var path }) throw Faults.Validation("Invalid condition in KeyConditionExpression: No key attribute specified");
        if (path.IsNested) throw Faults.Validation("KeyConditionExpressions cannot have conditions on nested attributes");
        if (!conditions.TryAdd(path.Head, new KeyCondition(word, values))) throw Faults.Validation("KeyConditionExpressions must only contain one condition per key");
    }

    private static Kernel.CommonException BadOperator(string name) => Faults.Validation($"Invalid operator used in KeyConditionExpression: {name}");
}
