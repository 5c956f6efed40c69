using Undercast.Storage;

namespace Undercast.DynamoDb;

/// <summary>What of a statement chooses the rows, and what merely filters them.</summary>
/// <param name="Ranges">The rows to read, in order.</param>
/// <param name="Filter">What remains to be checked of each, or null.</param>
/// <param name="IsKeyed">Whether the partition key is told.</param>
internal sealed record StatementPlan(IReadOnlyList<KeyRange> Ranges, ConditionNode? Filter, bool IsKeyed);

/// <summary>Finds keys in the conditions of statements.</summary>
internal static class StatementRules
{
    public const string NoKey = "Where clause does not contain a mandatory equality on all key attributes";
    private const int MostPartitions = 50;

    /// <summary>The key that the conditions tell by equality, and the conditions that remain; null when it is not whole.</summary>
    public static (AttributeMap Key, ConditionNode? More)? Key(KeyLayout keys, Statement statement)
    {
        var key = new AttributeMap();
        ConditionNode? rest = null;
        foreach (var node in statement.Conjuncts)
        {
            if (Equality(node) is { } equality && keys.Has(equality.Name) && key.Values.TryAdd(equality.Name, equality.Value)) continue;
            rest = rest is null ? node : new AndNode(rest, node);
        }
        return key.Count == keys.All.Length ? (key, rest) : null;
    }

    /// <summary>The values of an attribute that the conditions allow by <c>=</c> or <c>IN</c>; empty when they say nothing.</summary>
    public static IReadOnlyList<AttributeValue> Among(Statement statement, string name)
    {
        foreach (var node in statement.Conjuncts)
        {
            if (Equality(node) is { } equality && equality.Name == name) return [equality.Value];
            if (node is InNode { Value: PathOperand { Path: { IsNested: false } path } } among && path.Head == name && among.Among.All(a => a is ValueOperand))
                return [.. among.Among.Select(a => ((ValueOperand)a).Value)];
        }
        return [];
    }

    public static StatementPlan Plan(TableRecord table, IndexLayout? index, Statement statement)
    {
        var keys = index?.Keys ?? table.Layout.Keys;
        var partitions = Partitions(keys, statement);
        CheckOrder(keys, statement, partitions is not null);
        if (partitions is null) return new StatementPlan([ItemRows.All(keys.Storage)], statement.Where, false);
        CheckProjected(keys, index, statement);
        var sort = Sort(keys, statement);
        var ranges = partitions.Select(p => ItemRows.Query(keys, p, sort)).OrderBy(r => r.Start, ByBytes.Instance).ToArray();
        // What the ranges already say is checked again for each row, which costs little and cannot be wrong.
        return new StatementPlan(ranges, statement.Where, true);
    }

    // Every combination of values of the partition key's attributes, or null when one of them is not told.
    private static List<AttributeMap>? Partitions(KeyLayout keys, Statement statement)
    {
        var partitions = new List<AttributeMap> { new() };
        foreach (var part in keys.Hash)
        {
            var values = Among(statement, part.Name);
            if (values.Count == 0) return null;
            foreach (var value in values)
            {
                if (value.Kind != part.Kind) throw Faults.Invalid("Condition parameter type does not match schema type");
            }
            partitions = [.. partitions.SelectMany(p => values.Distinct(ValueIdentity.Instance).Select(v => With(p, part.Name, v)))];
            if (partitions.Count > MostPartitions) throw Faults.Validation("Too many partition key values: a statement may name 50");
        }
        foreach (var part in keys.Range)
        {
            if (statement.Conjuncts.Select(Equality).FirstOrDefault(e => e?.Name == part.Name) is not { } equality || equality.Value.Kind != part.Kind) break;
            foreach (var partition in partitions) partition.Values[part.Name] = equality.Value;
        }
        return partitions;
    }

    private static AttributeMap With(AttributeMap map, string name, AttributeValue value)
    {
        var copy = map.Copy();
        copy.Values[name] = value;
        return copy;
    }

    // The condition on the first attribute of the sort key that has no equality.
    private static SortCondition? Sort(KeyLayout keys, Statement statement)
    {
        foreach (var part in keys.Range)
        {
            if (statement.Conjuncts.Any(c => Equality(c)?.Name == part.Name)) continue;
            foreach (var node in statement.Conjuncts)
            {
                if (SortOf(node, part.Name) is { } sort && sort.Low.Kind == part.Kind && (sort.High is null || sort.High.Kind == part.Kind)) return sort;
            }
            return null;
        }
        return null;
    }

    private static SortCondition? SortOf(ConditionNode node, string name) => node switch
    {
        ComparisonNode { Left: PathOperand left, Right: ValueOperand right } comparison when Is(left, name) => comparison.Comparator switch
        {
            Comparator.Less => new SortCondition(SortComparator.Less, right.Value),
            Comparator.LessOrEqual => new SortCondition(SortComparator.LessOrEqual, right.Value),
            Comparator.Greater => new SortCondition(SortComparator.Greater, right.Value),
            Comparator.GreaterOrEqual => new SortCondition(SortComparator.GreaterOrEqual, right.Value),
            _ => null,
        },
        BetweenNode { Value: PathOperand value, Low: ValueOperand low, High: ValueOperand high } when Is(value, name) => new SortCondition(SortComparator.Between, low.Value, high.Value),
        BeginsWithNode { Value: PathOperand value, Prefix: ValueOperand prefix } when Is(value, name) => new SortCondition(SortComparator.BeginsWith, prefix.Value),
        _ => null,
    };

    private static bool Is(PathOperand operand, string name) => !operand.Path.IsNested && operand.Path.Head == name;

    private static (string Name, AttributeValue Value)? Equality(ConditionNode node) => node switch
    {
        ComparisonNode { Comparator: Comparator.Equal, Left: PathOperand { Path: { IsNested: false } path }, Right: ValueOperand value } => (path.Head, value.Value),
        ComparisonNode { Comparator: Comparator.Equal, Left: ValueOperand value, Right: PathOperand { Path: { IsNested: false } path } } => (path.Head, value.Value),
        _ => null,
    };

    // AWS: only a read by the partition key refuses to filter by what the index does not hold (nubo-db/dynamodb-conformance, partiql/indexQualifier).
    private static void CheckProjected(KeyLayout keys, IndexLayout? index, Statement statement)
    {
        if (index is null || index.HoldsAll) return;
        var missing = statement.Conjuncts.SelectMany(ConditionPaths.Heads).Where(h => !keys.Has(h) && !index.Holds(h)).Distinct(StringComparer.Ordinal).ToArray();
        if (missing.Length > 0) throw Faults.Invalid($"Secondary index {index.Name} does not project one or more filter attributes: [{string.Join(", ", missing)}]");
    }

    private static void CheckOrder(KeyLayout keys, Statement statement, bool isKeyed)
    {
        if (statement.OrderBy.Count == 0) return;
        if (statement.Where is null) throw Faults.Validation("Must have WHERE clause in the statement when using ORDER BY clause.");
        if (!isKeyed) throw Faults.Validation("Must have at least one non-optional hash key condition in WHERE clause when using ORDER BY clause.");
        foreach (var by in statement.OrderBy)
        {
            if (!keys.Has(by.Name)) throw Faults.Validation($"Variable reference {by.Name} in ORDER BY clause must be part of the primary key");
        }
    }

    private sealed class ByBytes : IComparer<ReadOnlyMemory<byte>>
    {
        public static ByBytes Instance { get; } = new();

        public int Compare(ReadOnlyMemory<byte> x, ReadOnlyMemory<byte> y) => x.Span.SequenceCompareTo(y.Span);
    }

    private sealed class ValueIdentity : IEqualityComparer<AttributeValue>
    {
        public static ValueIdentity Instance { get; } = new();

        public bool Equals(AttributeValue? x, AttributeValue? y) => x is not null && y is not null && Values.Same(x, y);

        public int GetHashCode(AttributeValue obj) => (int)obj.Kind;
    }
}

/// <summary>The attributes that conditions look at.</summary>
internal static class ConditionPaths
{
    public static IEnumerable<string> Heads(Expression expression) => expression switch
    {
        PathOperand path => [path.Path.Head],
        SizeOperand size => Heads(size.Operand),
        AndNode and => Heads(and.Left).Concat(Heads(and.Right)),
        OrNode or => Heads(or.Left).Concat(Heads(or.Right)),
        NotNode not => Heads(not.Inner),
        ComparisonNode comparison => Heads(comparison.Left).Concat(Heads(comparison.Right)),
        BetweenNode between => Heads(between.Value).Concat(Heads(between.Low)).Concat(Heads(between.High)),
        InNode among => Heads(among.Value).Concat(among.Among.SelectMany(Heads)),
        ExistsNode exists => [exists.Path.Head],
        TypeNode type => Heads(type.Value),
        BeginsWithNode begins => Heads(begins.Value),
        ContainsNode contains => Heads(contains.Value),
        _ => [],
    };
}
