using System.Collections.Concurrent;
using System.Globalization;

namespace Undercast.ApiGateway;

/// <summary>JSONPath as mapping templates use it: members, indexes, slices, wildcards, descent, unions, filters and <c>length()</c>. A path is parsed once.</summary>
internal sealed class JsonPath
{
    // Templates name few; one that makes its paths as it runs must not fill the memory.
    private const int MostKnown = 1000;
    private const int LongestKnown = 256;
    private static readonly ConcurrentDictionary<string, JsonPath> Known = new(StringComparer.Ordinal);
    private readonly List<Step> _steps = [];
    private readonly bool _several;
    private readonly bool _isLength;

    private JsonPath(string path)
    {
        path = path.Trim();
        if (path.Length == 0 || path == "$") return;
        var reader = new Reader(path.StartsWith('$') ? path : "$." + path) { At = 1 };
        while (reader.At < reader.Path.Length && !_isLength)
        {
            if (reader.Take(".."))
            {
                _several = true;
                _steps.Add(new Descent());
                if (reader.Peek != '[')
                {
                    _steps.Add(Named(reader.Name()));
                    continue;
                }
            }
            else if (reader.Take("."))
            {
                var name = reader.Name();
                _isLength = name == "length()";
                if (!_isLength) _steps.Add(Named(name));
                _several |= name == "*";
                continue;
            }
            if (!reader.Take("[")) throw new VtlException($"The path {path} is malformed.");
            _steps.Add(Bracket(reader, out var several));
            _several |= several;
        }
    }

    /// <summary>What a path finds: one value, or a list when the path may find several; null when it finds nothing.</summary>
    public static object? Find(object? root, string path)
    {
        if (!Known.TryGetValue(path, out var known))
        {
            known = new JsonPath(path);
            if (path.Length > LongestKnown) return known.Find(root);
            if (Known.Count >= MostKnown) Known.Clear();
            Known[path] = known;
        }
        return known.Find(root);
    }

    private object? Find(object? root)
    {
        // Most paths are members of members: nothing is listed on their way.
        var at = 0;
        for (; at < _steps.Count && _steps[at] is Member member; at++)
        {
            if (root is not JavaMap map || !map.TryGetValue(member.Name, out root)) return _several && !_isLength ? new List<object?>() : null;
        }
        if (at == _steps.Count && !_several) return _isLength ? Length(root) : root;
        var found = new List<object?> { root };
        for (; at < _steps.Count; at++)
        {
            var next = new List<object?>();
            foreach (var value in found) _steps[at].Apply(value, next);
            found = next;
        }
        if (_isLength) return found is [var only] ? Length(only) : null;
        if (_several) return found;
        return found is [var one] ? one : null;
    }

    private static object? Length(object? value) => value switch { List<object?> list => JavaValues.Box(list.Count), JavaMap map => JavaValues.Box(map.Count), string text => JavaValues.Box(text.Length), _ => null };

    private static Step Named(string name) => name == "*" ? new Wildcard() : new Member(name);

    /// <summary>What stands in brackets, and whether it may find several values.</summary>
    private static Step Bracket(Reader reader, out bool several)
    {
        several = true;
        if (reader.Take("*]")) return new Wildcard();
        if (reader.Take("?("))
        {
            var filter = new Filter(reader);
            return reader.Take(")]") ? filter : throw reader.Malformed();
        }
        if (reader.Peek is '\'' or '"')
        {
            var names = new List<string>();
            do names.Add(reader.Quoted());
            while (reader.TakeComma());
            if (!reader.Take("]")) throw reader.Malformed();
            several = names.Count > 1;
            return several ? new Union(names) : new Member(names[0]);
        }
        var text = reader.Until(']');
        if (text.Split(':') is [var from, var to, ..]) return new Slice(from, to);
        var indexes = text.Split(',', StringSplitOptions.TrimEntries);
        several = indexes.Length > 1;
        return new Indexes(Array.ConvertAll(indexes, static i => int.TryParse(i, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var index) ? index : (int?)null), reader.Malformed().Message);
    }

    /// <summary>One step of a path: what it finds in a value that the steps before have found.</summary>
    private abstract class Step
    {
        public abstract void Apply(object? value, List<object?> into);
    }

    private sealed class Member(string name) : Step
    {
        public string Name => name;

        public override void Apply(object? value, List<object?> into)
        {
            if (value is JavaMap map && map.TryGetValue(name, out var member)) into.Add(member);
        }
    }

    private sealed class Union(List<string> names) : Step
    {
        public override void Apply(object? value, List<object?> into)
        {
            foreach (var name in names)
            {
                if (value is JavaMap map && map.TryGetValue(name, out var member)) into.Add(member);
            }
        }
    }

    private sealed class Wildcard : Step
    {
        public override void Apply(object? value, List<object?> into)
        {
            if (value is JavaMap map) into.AddRange(map.Values());
            else if (value is List<object?> list) into.AddRange(list.ToArray());
        }
    }

    private sealed class Descent : Step
    {
        public override void Apply(object? value, List<object?> into) => Apply(value, into, 0);

        private static void Apply(object? value, List<object?> into, int depth)
        {
            if (depth > 100 || into.Count > 1_000_000) throw new VtlException("A value nests too deeply.");
            into.Add(value);
            if (value is JavaMap map)
            {
                foreach (var (_, item) in map.Entries) Apply(item, into, depth + 1);
            }
            else if (value is List<object?> list)
            {
                foreach (var item in list) Apply(item, into, depth + 1);
            }
        }
    }

    private sealed class Slice(string from, string to) : Step
    {
        public override void Apply(object? value, List<object?> into)
        {
            if (value is not List<object?> list) return;
            var end = Bound(to, list.Count, list.Count);
            for (var i = Bound(from, 0, list.Count); i < end; i++) into.Add(list[i]);
        }

        private static int Bound(string text, int otherwise, int count)
        {
            if (!int.TryParse(text.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var at)) return otherwise;
            return Math.Clamp(at < 0 ? count + at : at, 0, count);
        }
    }

    private sealed class Indexes(int?[] indexes, string malformed) : Step
    {
        public override void Apply(object? value, List<object?> into)
        {
            if (value is not List<object?> list) return;
            foreach (var one in indexes)
            {
                var index = one ?? throw new VtlException(malformed);
                var at = index < 0 ? list.Count + index : index;
                if (at >= 0 && at < list.Count) into.Add(list[at]);
            }
        }
    }

    /// <summary><c>@.a.b op value</c>, joined by <c>&amp;&amp;</c> and <c>||</c>.</summary>
    private sealed class Filter : Step
    {
        private readonly List<List<(string Path, string? Op, object? Value)>> _any = [[]];

        public Filter(Reader reader)
        {
            while (true)
            {
                reader.Spaces();
                if (!reader.Take("@")) throw reader.Malformed();
                var path = "$" + reader.UntilAny(" =!<>)&|");
                reader.Spaces();
                string? op = null;
                object? value = null;
                foreach (var sign in (string[])["==", "!=", "<=", ">=", "<", ">"])
                {
                    if (!reader.Take(sign)) continue;
                    op = sign;
                    reader.Spaces();
                    value = reader.Peek is '\'' or '"' ? reader.Quoted() : JsonValues.Read(reader.UntilAny(" )&|"));
                    break;
                }
                _any[^1].Add((path, op, value));
                reader.Spaces();
                if (reader.Take("||")) _any.Add([]);
                else if (!reader.Take("&&")) return;
            }
        }

        public override void Apply(object? value, List<object?> into)
        {
            // An object stands for itself, a list for its items.
            if (value is JavaMap)
            {
                if (Holds(value)) into.Add(value);
            }
            else if (value is List<object?> list) into.AddRange(list.FindAll(Holds));
        }

        private bool Holds(object? item) => _any.Exists(all => all.TrueForAll(test => Holds(item, test)));

        private static bool Holds(object? item, (string Path, string? Op, object? Value) test)
        {
            var found = Find(item, test.Path);
            switch (test.Op)
            {
                case null: return found is not null;
                case "==": return JavaValues.AreEqual(found, test.Value);
                case "!=": return !JavaValues.AreEqual(found, test.Value);
            }
            int order;
            if (JavaValues.Number(found) is { } a && JavaValues.Number(test.Value) is { } b) order = a.CompareTo(b);
            else if (found is string x && test.Value is string y) order = string.CompareOrdinal(x, y);
            else return false;
            return test.Op switch { "<" => order < 0, ">" => order > 0, "<=" => order <= 0, _ => order >= 0 };
        }
    }

    private sealed class Reader(string path)
    {
        public string Path => path;
        public int At { get; set; }
        public char Peek => At < path.Length ? path[At] : '\0';

        public bool Take(string word)
        {
            if (!path.AsSpan(At).StartsWith(word, StringComparison.Ordinal)) return false;
            At += word.Length;
            return true;
        }

        public bool TakeComma()
        {
            Spaces();
            var taken = Take(",");
            Spaces();
            return taken;
        }

        public void Spaces()
        {
            while (Peek == ' ') At++;
        }

        public string Name()
        {
            var start = At;
            while (At < path.Length && path[At] is not ('.' or '[')) At++;
            return At > start ? path[start..At] : throw Malformed();
        }

        public string Quoted()
        {
            var quote = path[At++];
            var end = path.IndexOf(quote, At);
            if (end < 0) throw Malformed();
            var name = path[At..end];
            At = end + 1;
            return name;
        }

        public string Until(char end)
        {
            var at = path.IndexOf(end, At);
            if (at < 0) throw Malformed();
            var found = path[At..at];
            At = at + 1;
            return found;
        }

        public string UntilAny(string ends)
        {
            var start = At;
            while (At < path.Length && !ends.Contains(path[At], StringComparison.Ordinal)) At++;
            return path[start..At];
        }

        public VtlException Malformed() => new($"The path {path} is malformed.");
    }
}
