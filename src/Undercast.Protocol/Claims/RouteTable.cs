namespace Undercast.Protocol;

// A trie of pieces between slashes. At each piece a literal is tried before a label, a label before a greedy label, and what fails later is
// tried again with the next; at the end the pattern with most required query parameters wins. So the most specific operation is found first.

/// <summary>Finds the operation of an API for a method, path and query string.</summary>
internal sealed class RouteTable
{
    private readonly Node _root = new();

    public RouteTable(ApiDescriptor api)
    {
        foreach (var operation in api.Operations.Values)
        {
            if (operation.Route is { } route) Add(operation, route);
        }
    }

    private sealed class Node
    {
        public Dictionary<string, Node>? Literals { get; set; }

        public Node? Label { get; set; }

        public Node? Greedy { get; set; }

        public List<OperationDescriptor>? Ends { get; set; }
    }

    public OperationDescriptor? Find(string method, string path, string query)
    {
        var pieces = RoutePattern.Split(path);
        return Find(_root, pieces, 0, pieces.Count, method, query)
            // A slash at the end means nothing unless a greedy label took it: /bucket/ is /bucket.
            ?? (pieces.Count > 1 && pieces[^1].Length == 0 ? Find(_root, pieces, 0, pieces.Count - 1, method, query) : null);
    }

    private static OperationDescriptor? Find(Node node, List<string> pieces, int at, int end, string method, string query)
    {
        if (at == end) return Best(node.Ends, method, query);
        var piece = pieces[at];
        if (node.Literals is not null && node.Literals.TryGetValue(piece, out var literal) && Find(literal, pieces, at + 1, end, method, query) is { } exact) return exact;
        if (piece.Length > 0 && node.Label is not null && Find(node.Label, pieces, at + 1, end, method, query) is { } labelled) return labelled;
        if (node.Greedy is null) return null;
        // An empty greedy label is none: /bucket/ is the bucket, not the object of no name.
        if (at == end - 1 && piece.Length == 0) return null;
        for (var stop = end; stop > at; stop--)
        {
            if (Find(node.Greedy, pieces, stop, end, method, query) is { } greedy) return greedy;
        }
        return null;
    }

    private static OperationDescriptor? Best(List<OperationDescriptor>? ends, string method, string query)
    {
        foreach (var operation in ends ?? [])
        {
            if (operation.Route!.Method == method && operation.Route.MatchesQuery(query)) return operation;
        }
        return null;
    }

    private void Add(OperationDescriptor operation, RoutePattern route)
    {
        var node = _root;
        foreach (var segment in route.Segments)
        {
            if (segment.IsGreedy) node = node.Greedy ??= new Node();
            else if (segment.IsLabel) node = node.Label ??= new Node();
            else
            {
                node.Literals ??= new Dictionary<string, Node>(StringComparer.Ordinal);
                if (!node.Literals.TryGetValue(segment.Text, out var next)) node.Literals[segment.Text] = next = new Node();
                node = next;
            }
        }
        node.Ends ??= [];
        // Most required parameters first, those with values before those without; equal ones are a build error of the contract.
        var weight = Weight(operation);
        var at = node.Ends.FindIndex(other => Weight(other) < weight);
        node.Ends.Insert(at < 0 ? node.Ends.Count : at, operation);
    }

    private static int Weight(OperationDescriptor operation) => operation.Route!.Query.Sum(static q => q.Value is null ? 2 : 3);
}
