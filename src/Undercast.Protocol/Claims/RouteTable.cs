namespace Undercast.Protocol;

// A trie of pieces between slashes. At each piece a literal is tried before a label, a label before a greedy label, and what fails later is
// tried again with the next; at the end the pattern with most required query parameters wins. So the most specific operation is found first.
// Members in headers and parameters that an input demands tell requests apart too: what demands more and gets it all goes before what demands less.

/// <summary>Finds the operation of an API for a method, path and query string.</summary>
internal sealed class RouteTable
{
    private readonly Node _root = new();

    // The parameters that tell of operations that are not built.
    private readonly string[] _unbuilt;

    public RouteTable(ApiDescriptor api)
    {
        _unbuilt = api.Api.UnbuiltQueries;
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

        /// <summary>The parameters that tell the operations of this path apart: one that does not know such a parameter is not meant by a request that has it.</summary>
        public HashSet<string>? Telling { get; set; }
    }

    public OperationDescriptor? Find(WireRequest request)
    {
        var pieces = RoutePattern.Split(request.Path);
        return Find(_root, pieces, 0, pieces.Count, request)
            // A slash at the end means nothing unless a greedy label took it: /bucket/ is /bucket.
            ?? (pieces.Count > 1 && pieces[^1].Length == 0 ? Find(_root, pieces, 0, pieces.Count - 1, request) : null);
    }

    private static OperationDescriptor? Find(Node node, List<string> pieces, int at, int end, WireRequest request)
    {
        if (at == end) return Best(node, request);
        var piece = pieces[at];
        if (node.Literals is not null && node.Literals.TryGetValue(piece, out var literal) && Find(literal, pieces, at + 1, end, request) is { } exact) return exact;
        if (piece.Length > 0 && node.Label is not null && Find(node.Label, pieces, at + 1, end, request) is { } labelled) return labelled;
        if (node.Greedy is null) return null;
        // An empty greedy label is none: /bucket/ is the bucket, not the object of no name.
        if (at == end - 1 && piece.Length == 0) return null;
        for (var stop = end; stop > at; stop--)
        {
            if (Find(node.Greedy, pieces, stop, end, request) is { } greedy) return greedy;
        }
        return null;
    }

    private static OperationDescriptor? Best(Node node, WireRequest request)
    {
        OperationDescriptor? lacking = null;
        foreach (var operation in node.Ends ?? [])
        {
            var route = operation.Route!;
            if (route.Method != request.Method || !route.MatchesQuery(request.Query) || IsForAnother(node, operation, request.Query)) continue;
            if (HasDemanded(operation, request)) return operation;
            // Alone at its pattern it is meant all the same, and says itself what is missing.
            lacking = operation;
        }
        return lacking;
    }

    private static bool IsForAnother(Node node, OperationDescriptor operation, string query)
    {
        if (query.Length == 0 || node.Telling!.Count == 0) return false;
        var names = node.Telling.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var range in query.AsSpan().Split('&'))
        {
            var pair = query.AsSpan()[range];
            var equals = pair.IndexOf('=');
            if (names.TryGetValue(equals < 0 ? pair : pair[..equals], out var name) && !Knows(operation, name)) return true;
        }
        return false;
    }

    private static bool Knows(OperationDescriptor operation, string parameter) =>
        operation.Route!.Query.Any(q => q.Name == parameter) || operation.Input.Schema.Members.Any(m => m.Location == MemberLocation.QueryRest || (m.Location == MemberLocation.Query && m.LocationName == parameter));

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
        node.Telling ??= [.. _unbuilt];
        node.Telling.UnionWith(route.Query.Where(static q => q.Value is null).Select(static q => q.Name));
        // Most required parameters first, those with values before those without; equal ones are a build error of the contract.
        var weight = Weight(operation);
        var at = node.Ends.FindIndex(other => Weight(other) < weight);
        node.Ends.Insert(at < 0 ? node.Ends.Count : at, operation);
    }

    private static bool HasDemanded(OperationDescriptor operation, WireRequest request)
    {
        foreach (var member in operation.Input.Schema.Members)
        {
            if (!member.IsRequired) continue;
            if (member.Location == MemberLocation.Header && !request.Headers.ContainsKey(member.LocationName!)) return false;
            if (member.Location == MemberLocation.Query && !RoutePattern.HasParameter(request.Query, member.LocationName!, null)) return false;
        }
        return true;
    }

    private static int Weight(OperationDescriptor operation) =>
        operation.Route!.Query.Sum(static q => q.Value is null ? 200 : 300)
        + operation.Input.Schema.Members.Count(static m => m is { IsRequired: true, Location: MemberLocation.Header or MemberLocation.Query });
}
