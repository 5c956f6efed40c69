namespace Undercast.DynamoDb;

/// <summary>Turns the parameters from before expressions into the same conditions and changes.</summary>
internal static class LegacyConditions
{
    /// <summary>The condition of <c>Expected</c>.</summary>
    public static ConditionNode? Expected(IReadOnlyDictionary<string, ExpectedAttributeValue>? expected, string? conditionalOperator)
    {
        CheckOperator(conditionalOperator, expected?.Count);
        ConditionNode? all = null;
        foreach (var (name, condition) in expected ?? new Dictionary<string, ExpectedAttributeValue>()) all = Join(all, Node(name, condition), conditionalOperator);
        return all;
    }

    /// <summary>The condition of a filter of old.</summary>
    public static ConditionNode? Filter(IReadOnlyDictionary<string, Condition>? filter, string? conditionalOperator)
    {
        CheckOperator(conditionalOperator, filter?.Count);
        Check(filter);
        ConditionNode? all = null;
        foreach (var (name, condition) in filter ?? new Dictionary<string, Condition>())
            all = Join(all, Node(name, condition.ComparisonOperator, condition.AttributeValueList ?? []), conditionalOperator);
        return all;
    }

    /// <summary>Checks the conditions of a filter or key of old.</summary>
    public static void Check(IReadOnlyDictionary<string, Condition>? conditions)
    {
        foreach (var (_, condition) in conditions ?? new Dictionary<string, Condition>())
        {
            var values = condition.AttributeValueList ?? [];
            foreach (var value in values)
            {
                if (value.Kind == AttributeKind.Invalid) throw Faults.Validation(value.Fault);
            }
            CheckArguments(condition.ComparisonOperator, values);
            foreach (var value in values)
            {
                if (!Takes(condition.ComparisonOperator, value.Kind))
                    throw Faults.Invalid($"ComparisonOperator {condition.ComparisonOperator} is not valid for {value.Kind} AttributeValue type");
            }
            CheckBounds(condition.ComparisonOperator, values);
        }
    }

    private static void CheckOperator(string? conditionalOperator, int? count)
    {
        if (conditionalOperator is null) return;
        if (count is null) throw Faults.Validation("ConditionalOperator cannot be used without Filter or Expected");
        if (count < 2) throw Faults.Validation("ConditionalOperator can only be used when Filter or Expected has two or more elements");
    }

    private static ConditionNode Join(ConditionNode? all, ConditionNode one, string? conditionalOperator) =>
        all is null ? one : conditionalOperator == "OR" ? new OrNode(all, one) : new AndNode(all, one);

    private static ConditionNode Node(string name, ExpectedAttributeValue condition)
    {
        if (condition.AttributeValueList is not null && condition.Value is not null) throw Faults.Invalid($"Value and AttributeValueList cannot be used together for Attribute: {name}");
        if (condition.ComparisonOperator is { } comparison)
        {
            if (condition.Exists is not null) throw Faults.Invalid($"Exists and ComparisonOperator cannot be used together for Attribute: {name}");
            if (comparison is not ("NULL" or "NOT_NULL") && condition.AttributeValueList is null && condition.Value is null)
                throw Faults.Invalid($"Value or AttributeValueList must be used with ComparisonOperator: {comparison} for Attribute: {name}");
            IReadOnlyList<AttributeValue> values = condition.AttributeValueList ?? (condition.Value is { } single ? [single] : []);
            foreach (var value in values)
            {
                if (value.Kind == AttributeKind.Invalid) throw Faults.Validation(value.Fault);
            }
            CheckArguments(comparison, values);
            CheckBounds(comparison, values);
            return Node(name, comparison, values);
        }
        if (condition.AttributeValueList is not null) throw Faults.Invalid($"AttributeValueList can only be used with a ComparisonOperator for Attribute: {name}");
        var exists = condition.Exists ?? true;
        if (exists && condition.Value is null)
            throw Faults.Invalid($"Value must be provided when Exists is {(condition.Exists is null ? "null" : "true")} for Attribute: {name}");
        if (!exists && condition.Value is not null) throw Faults.Invalid($"Value cannot be used when Exists is false for Attribute: {name}");
        if (condition.Value?.Kind == AttributeKind.Invalid) throw Faults.Validation(condition.Value.Fault);
        return exists ? Node(name, "EQ", [condition.Value!]) : Node(name, "NULL", []);
    }

    private static ConditionNode Node(string name, string comparison, IReadOnlyList<AttributeValue> values)
    {
        var path = AttributePath.Of(name);
        var left = new PathOperand(path);
        return comparison switch
        {
            "NULL" => new ExistsNode(path, false),
            "NOT_NULL" => new ExistsNode(path, true),
            "EQ" => new ComparisonNode(Comparator.Equal, left, Value(0)),
            "NE" => new ComparisonNode(Comparator.NotEqual, left, Value(0)),
            "LT" => new ComparisonNode(Comparator.Less, left, Value(0)),
            "LE" => new ComparisonNode(Comparator.LessOrEqual, left, Value(0)),
            "GT" => new ComparisonNode(Comparator.Greater, left, Value(0)),
            "GE" => new ComparisonNode(Comparator.GreaterOrEqual, left, Value(0)),
            "BETWEEN" => new BetweenNode(left, Value(0), Value(1)),
            "BEGINS_WITH" => new BeginsWithNode(left, Value(0)),
            "CONTAINS" => new ContainsNode(left, Value(0)),
            "NOT_CONTAINS" => new AndNode(new ExistsNode(path, true), new NotNode(new ContainsNode(left, Value(0)))),
            _ => new InNode(left, [.. values.Select(v => new ValueOperand(v))]),
        };

        ValueOperand Value(int index) => new(values[index]);
    }

    private static void CheckArguments(string comparison, IReadOnlyList<AttributeValue> values)
    {
        var fits = comparison switch
        {
            "NULL" or "NOT_NULL" => values.Count == 0,
            "BETWEEN" => values.Count == 2,
            "IN" => values.Count > 0,
            _ => values.Count == 1,
        };
        if (!fits) throw Faults.Invalid($"Invalid number of argument(s) for the {comparison} ComparisonOperator");
        for (var i = 1; i < values.Count; i++)
        {
            if (values[i].Kind != values[0].Kind) throw Faults.Invalid("AttributeValues inside AttributeValueList must be of same type");
        }
    }

    private static void CheckBounds(string comparison, IReadOnlyList<AttributeValue> values)
    {
        if (comparison == "BETWEEN" && Values.Compare(values[0], values[1]) > 0)
            throw Faults.Validation("The BETWEEN condition was provided a range where the lower bound is greater than the upper bound");
    }

    private static bool Takes(string comparison, AttributeKind kind) => comparison switch
    {
        "EQ" or "NE" => true,
        "BEGINS_WITH" => kind is AttributeKind.S or AttributeKind.B,
        "NULL" or "NOT_NULL" => true,
        _ => kind is AttributeKind.S or AttributeKind.N or AttributeKind.B,
    };
}
