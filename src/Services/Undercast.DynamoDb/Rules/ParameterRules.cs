namespace Undercast.DynamoDb;

/// <summary>Which parameters may stand together.</summary>
internal static class ParameterRules
{
    /// <summary>Refuses old and new parameters in one request, and names and values that nothing could use.</summary>
    /// <param name="expressions">The expression parameters and what was given, in AWS's order.</param>
    /// <param name="others">The parameters of old, likewise.</param>
    /// <param name="hasNames">Whether names were given.</param>
    /// <param name="hasValues">Whether values were given.</param>
    public static void Check(ReadOnlySpan<(string Name, string? Text)> expressions, ReadOnlySpan<(string Name, bool Given)> others, bool hasNames, bool hasValues)
    {
        var any = false;
        var anyWithValues = false;
        foreach (var (name, text) in expressions)
        {
            any |= text is not null;
            anyWithValues |= text is not null && name != "ProjectionExpression";
        }
        if (any)
        {
            var old = Names(others);
            if (old.Count > 0)
            {
                throw Faults.Validation("Can not use both expression and non-expression parameters in the same request: "
                    + $"Non-expression parameters: {{{string.Join(", ", old)}}} Expression parameters: {{{string.Join(", ", Names(expressions))}}}");
            }
        }
        if (hasNames && !any) throw Faults.Validation("ExpressionAttributeNames can only be specified when using expressions");
        if (!hasValues || anyWithValues) return;
        var missing = new List<string>();
        foreach (var (name, _) in expressions)
        {
            if (name != "ProjectionExpression") missing.Add(name);
        }
        throw Faults.Validation($"ExpressionAttributeValues can only be specified when using expressions: {string.Join(" and ", missing)} {(missing.Count > 1 ? "are" : "is")} null");
    }

    /// <summary>Refuses an attribute that is asked for twice.</summary>
    public static void CheckAttributesToGet(IReadOnlyList<string>? names)
    {
        if (names is null) return;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            if (!seen.Add(name)) throw Faults.Invalid($"Duplicate value in attribute name: {name}");
        }
    }

    private static List<string> Names(ReadOnlySpan<(string Name, bool Given)> parameters)
    {
        var names = new List<string>();
        foreach (var (name, given) in parameters)
        {
            if (given) names.Add(name);
        }
        return names;
    }

    private static List<string> Names(ReadOnlySpan<(string Name, string? Text)> parameters)
    {
        var names = new List<string>();
        foreach (var (name, text) in parameters)
        {
            if (text is not null) names.Add(name);
        }
        return names;
    }
}
