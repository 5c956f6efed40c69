namespace Undercast.DynamoDb;

/// <summary>Which parts of items are answered.</summary>
internal sealed class Projections
{
    private readonly Node _root = new();

    public Projections(IEnumerable<AttributePath> paths)
    {
        foreach (var path in paths)
        {
            var node = _root;
            foreach (var step in path.Steps) node = node.Enter(step);
            node.Whole = true;
        }
    }

    /// <summary>The names with which the paths begin.</summary>
    public IEnumerable<string> Heads => _root.Names.Keys;

    /// <summary>The parts of an item; elements of lists close up.</summary>
    public AttributeMap Of(AttributeMap item)
    {
        var values = new Dictionary<string, AttributeValue>(_root.Names.Count, StringComparer.Ordinal);
        foreach (var (name, node) in _root.Names)
        {
            if (item[name] is { } value && Cut(value, node) is { } part) values[name] = part;
        }
        return new AttributeMap(values);
    }

    private static AttributeValue? Cut(AttributeValue value, Node node)
    {
        if (node.Whole) return value;
        if (value.Kind == AttributeKind.M && node.Names.Count > 0)
        {
            var values = new Dictionary<string, AttributeValue>(StringComparer.Ordinal);
            foreach (var (name, inner) in node.Names)
            {
                if (value.Map[name] is { } entry && Cut(entry, inner) is { } part) values[name] = part;
            }
            return values.Count == 0 ? null : AttributeValue.Of(new AttributeMap(values));
        }
        if (value.Kind == AttributeKind.L && node.Places.Count > 0)
        {
            var list = new List<AttributeValue>();
            foreach (var (index, inner) in node.Places)
            {
                if (index < value.List.Count && Cut(value.List[index], inner) is { } part) list.Add(part);
            }
            return list.Count == 0 ? null : AttributeValue.Of(list);
        }
        return null;
    }

    private sealed class Node
    {
        public bool Whole { get; set; }
        public Dictionary<string, Node> Names { get; } = new(StringComparer.Ordinal);
        public SortedDictionary<int, Node> Places { get; } = [];

        public Node Enter(PathStep step)
        {
            if (step.Name is { } name)
            {
                if (!Names.TryGetValue(name, out var node)) Names[name] = node = new Node();
                return node;
            }
            if (!Places.TryGetValue(step.Index, out var place)) Places[step.Index] = place = new Node();
            return place;
        }
    }
}

/// <summary>Parses projection expressions.</summary>
internal sealed class ProjectionParser : ExpressionParser
{
    private const int Reserved = 0, Undefined = 1, Overlap = 2, Kinds = 3;

    private ProjectionParser(string text, ExpressionScope scope) : base("ProjectionExpression", text, scope, Kinds) { }

    public static AttributePath[] Parse(string text, ExpressionScope scope)
    {
        var parser = new ProjectionParser(text, scope);
        var paths = new List<AttributePath>();
        do
        {
            var path = parser.Path(Reserved, Undefined);
            foreach (var other in paths)
            {
                if (AttributePath.Clash(other, path) is { } clash) parser.Note(Overlap, clash);
            }
            paths.Add(path);
        }
        while (parser.TrySymbol(","));
        if (parser.Current.Kind != TokenKind.End) throw parser.SyntaxError();
        parser.ThrowNoted();
        return [.. paths];
    }
}
