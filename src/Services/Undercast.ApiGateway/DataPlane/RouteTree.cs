namespace Undercast.ApiGateway;

/// <summary>The resources of a deployed API by path: fixed segments before variables before greedy variables. A thousand routes cost no more than ten.</summary>
internal sealed class RouteTree<T>
    where T : class
{
    private readonly Node _root = new();

    public void Add(string path, IReadOnlyDictionary<string, T> methods)
    {
        var node = _root;
        foreach (var part in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part[0] != '{')
            {
                if (!node.Fixed.TryGetValue(part, out var next)) node.Fixed[part] = next = new Node();
                node = next;
            }
            else if (part.EndsWith("+}", StringComparison.Ordinal)) node = node.Greedy ??= new Node { Name = part[1..^2] };
            else node = node.Variable ??= new Node { Name = part[1..^1] };
        }
        node.Methods = methods;
    }

    /// <summary>The method that serves a request, with the path's variables, or null.</summary>
    public RouteMatch<T>? Find(string method, string path)
    {
        var variables = new List<KeyValuePair<string, string>>();
        var found = Find(_root, method, path.AsSpan().Trim('/'), variables);
        return found is null ? null : new RouteMatch<T>(found, variables);
    }

    /// <summary>As <see cref="Find(string, string)"/>, but a slash at the end counts: only a greedy variable takes it.</summary>
    public RouteMatch<T>? FindExact(string method, string path)
    {
        var variables = new List<KeyValuePair<string, string>>();
        var found = Find(_root, method, path.AsSpan().TrimStart('/'), variables);
        return found is null ? null : new RouteMatch<T>(found, variables);
    }

    private static T? Find(Node node, string method, ReadOnlySpan<char> rest, List<KeyValuePair<string, string>> variables)
    {
        if (rest.IsEmpty) return node.Methods is { } methods ? methods.GetValueOrDefault(method) ?? methods.GetValueOrDefault("ANY") : null;
        var slash = rest.IndexOf('/');
        var segment = slash < 0 ? rest : rest[..slash];
        var after = slash < 0 ? [] : rest[(slash + 1)..];
        // A slash at the end has been trimmed where it does not count.
        var ends = slash < 0 || !after.IsEmpty;
        if (ends && node.Fixed.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(segment, out var next) && Find(next, method, after, variables) is { } exact) return exact;
        var count = variables.Count;
        if (ends && node.Variable is { } variable && !segment.IsEmpty)
        {
            variables.Add(new(variable.Name, Uri.UnescapeDataString(segment)));
            if (Find(variable, method, after, variables) is { } found) return found;
            variables.RemoveRange(count, variables.Count - count);
        }
        if (node.Greedy is not { } greedy) return null;
        variables.Add(new(greedy.Name, Uri.UnescapeDataString(rest)));
        if (Find(greedy, method, [], variables) is { } all) return all;
        variables.RemoveRange(count, variables.Count - count);
        return null;
    }

    private sealed class Node
    {
        public string Name { get; init; } = "";
        public Dictionary<string, Node> Fixed { get; } = new(StringComparer.Ordinal);
        public Node? Variable { get; set; }
        public Node? Greedy { get; set; }
        public IReadOnlyDictionary<string, T>? Methods { get; set; }
    }
}

/// <summary>Which method serves a request.</summary>
internal sealed record RouteMatch<T>(T Method, IReadOnlyList<KeyValuePair<string, string>> Variables);
