namespace Undercast.DynamoDb;

/// <summary>The condition of a write, however it was given.</summary>
internal readonly record struct WriteCondition(ConditionNode? Node, IReadOnlySet<string>? NestedHeads)
{
    public static WriteCondition Read(
        IReadOnlyDictionary<string, ExpectedAttributeValue>? expected, string? conditionalOperator, string? expression, IReadOnlyDictionary<string, string>? names, AttributeMap? values)
    {
        if (expression is null && names is null && values is null) return new WriteCondition(LegacyConditions.Expected(expected, conditionalOperator), null);
        var scope = new ExpressionScope(names, values);
        var condition = Read(expression, scope);
        scope.CheckUsed();
        return condition;
    }

    public static WriteCondition Read(string? expression, ExpressionScope scope)
    {
        if (expression is null) return default;
        var parsed = ConditionParser.Parse("ConditionExpression", expression, scope);
        return new WriteCondition(parsed.Node, parsed.NestedHeads);
    }
}
