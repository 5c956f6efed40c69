using System.Globalization;
using Undercast.Kernel;

namespace Undercast.Protocol;

/// <summary>A form's parameters as a tree: <c>Entries.1.Id=x</c> is <c>Entries</c> → <c>1</c> → <c>Id</c> = <c>x</c>.</summary>
/// <remarks>Size and depth are bounded, and an index is a name like any other, so an absurd one costs nothing.</remarks>
public sealed class QueryTree
{
    private const int MaxParameters = 10_000;
    private const int MaxDepth = 64;

    private List<QueryTree>? _children;

    private QueryTree(string name) => Name = name;

    /// <summary>The name within the parent.</summary>
    public string Name { get; }

    /// <summary>The value given to exactly this name, or null.</summary>
    public string? Value { get; private set; }

    /// <summary>Whether names stand below.</summary>
    public bool HasChildren => _children is not null;

    /// <summary>The child of a name, or null.</summary>
    public QueryTree? this[string name]
    {
        get
        {
            if (_children is null) return null;
            foreach (var child in _children)
            {
                if (child.Name == name) return child;
            }
            return null;
        }
    }

    /// <summary>The children whose names are numbers from 1, in their order.</summary>
    public List<QueryTree> Numbered()
    {
        var numbered = new List<(long Number, QueryTree Tree)>();
        foreach (var child in _children ?? [])
        {
            if (long.TryParse(child.Name, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) numbered.Add((number, child));
        }
        numbered.Sort(static (a, b) => a.Number.CompareTo(b.Number));
        return [.. numbered.Select(static n => n.Tree)];
    }

    /// <summary>Reads form-encoded text. A name that comes twice keeps its last value.</summary>
    public static QueryTree Parse(ReadOnlySpan<byte> form)
    {
        var root = new QueryTree("");
        // Siblings can be many (batches, lists of values), so they are found by the whole name while the tree grows.
        var byPath = new Dictionary<string, QueryTree>(StringComparer.Ordinal);
        var count = 0;
        while (!form.IsEmpty)
        {
            var end = form.IndexOf((byte)'&');
            var pair = end < 0 ? form : form[..end];
            form = end < 0 ? default : form[(end + 1)..];
            if (pair.IsEmpty) continue;
            if (++count > MaxParameters) throw new CommonException(CommonError.RequestTooLarge, "The request has too many parameters.");
            var equals = pair.IndexOf((byte)'=');
            var name = PercentText.Decode(equals < 0 ? pair : pair[..equals], plusIsSpace: true);
            Node(root, byPath, name).Value = equals < 0 ? "" : PercentText.Decode(pair[(equals + 1)..], plusIsSpace: true);
        }
        return root;
    }

    /// <summary>Adds a parameter below the root unless it is there.</summary>
    internal void AddMissing(string name, string value)
    {
        if (this[name] is null) (_children ??= []).Add(new QueryTree(name) { Value = value });
    }

    private static QueryTree Node(QueryTree root, Dictionary<string, QueryTree> byPath, string path)
    {
        if (byPath.TryGetValue(path, out var known)) return known;
        var node = root;
        var depth = 0;
        for (var start = 0; ;)
        {
            if (++depth > MaxDepth) throw WireFaults.Serialization("The request's parameters nest too deep.");
            var dot = path.IndexOf('.', start);
            var end = dot < 0 ? path.Length : dot;
            var prefix = path[..end];
            if (!byPath.TryGetValue(prefix, out var child))
            {
                child = new QueryTree(path[start..end]);
                (node._children ??= []).Add(child);
                byPath[prefix] = child;
            }
            node = child;
            if (dot < 0) return node;
            start = dot + 1;
        }
    }
}
