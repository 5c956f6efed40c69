namespace Undercast.DynamoDb;

internal enum StatementVerb
{
    Select,
    Insert,
    Update,
    Delete,
    /// <summary><c>EXISTS(SELECT …)</c>, a condition of a transaction.</summary>
    Exists,
}

/// <summary>A part of an item that a SELECT answers, and under which name.</summary>
internal sealed record SelectedPath(string Name, AttributePath Path);

/// <summary>An attribute by which a SELECT sorts.</summary>
internal sealed record SortedBy(string Name, bool Descending);

/// <summary>A parsed PartiQL statement.</summary>
internal sealed record Statement
{
    public required StatementVerb Verb { get; init; }
    public required string Table { get; init; }
    public string? Index { get; init; }
    /// <summary>What a SELECT answers; null for everything.</summary>
    public IReadOnlyList<SelectedPath>? Selected { get; init; }
    public ConditionNode? Where { get; init; }
    public IReadOnlyList<SortedBy> OrderBy { get; init; } = [];
    public AttributeMap? Item { get; init; }
    public IReadOnlyList<UpdateAction> Actions { get; init; } = [];
    /// <summary>Such as <c>ALL OLD</c>; null for nothing.</summary>
    public string? Returning { get; init; }

    public bool IsRead => Verb == StatementVerb.Select;

    /// <summary>The conditions that all must hold.</summary>
    public IEnumerable<ConditionNode> Conjuncts => Where is null ? [] : Split(Where);

    /// <summary>The parts of an item that are answered.</summary>
    public AttributeMap Of(AttributeMap item)
    {
        if (Selected is null) return item;
        var values = new Dictionary<string, AttributeValue>(Selected.Count, StringComparer.Ordinal);
        foreach (var (name, path) in Selected)
        {
            if (path.Find(item) is { } value) values[name] = value;
        }
        return new AttributeMap(values);
    }

    private static IEnumerable<ConditionNode> Split(ConditionNode node) => node is AndNode and ? Split(and.Left).Concat(Split(and.Right)) : [node];
}
