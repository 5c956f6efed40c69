using System.Globalization;

namespace Undercast.ApiGateway;

/// <summary>JSONPath as mapping templates use it: members, indexes, slices, wildcards, descent, unions, filters and <c>length()</c>.</summary>
internal static class JsonPath
{
    /// <summary>What a path finds: one value, or a list when the path may find several; null when it finds nothing.</summary>
    public static object? Find(object? root, string path)
    {
        path = path.Trim();
        if (path.Length == 0 || path == "$") return root;
        var reader = new Reader(path.StartsWith('$') ? path : "$." + path) { At = 1 };
        var found = new List<object?> { root };
        var several = false;
        while (reader.At < reader.Path.Length)
        {
            var next = new List<object?>();
            if (reader.Take(".."))
            {
                several = true;
                var all = new List<object?>();
                foreach (var value in found) Descend(value, all, 0);
                found = all;
                if (reader.Peek != '[')
                {
                    var name = reader.Name();
                    foreach (var value in found) Member(value, name, next);
                    found = next;
                    continue;
                }
            }
            else if (reader.Take("."))
            {
                var name = reader.Name();
                if (name == "length()") return found is [var only] ? Length(only) : null;
                if (name == "*") several = true;
                foreach (var value in found) Member(value, name, next);
                found = next;
                continue;
            }
            if (!reader.Take("[")) throw new VtlException($"The path {path} is malformed.");
            several |= Bracket(reader, found, next);
            found = next;
        }
        if (several) return found;
        return found is [var one] ? one : null;
    }

    private static object? Length(object? value) => value switch { List<object?> list => (long)list.Count, JavaMap map => (long)map.Count, string text => (long)text.Length, _ => null };

    private static void Member(object? value, string name, List<object?> into)
    {
        if (name == "*") All(value, into);
        else if (value is JavaMap map)
        {
            if (map.TryGetValue(name, out var member)) into.Add(member);
        }
    }

    private static void All(object? value, List<object?> into)
    {
        if (value is JavaMap map) into.AddRange(map.Values);
        else if (value is List<object?> list) into.AddRange(list.ToArray());
    }

    private static void Descend(object? value, List<object?> into, int depth)
    {
        if (depth > 100 || into.Count > 1_000_000) throw new VtlException("A value nests too deeply.");
        into.Add(value);
        if (value is JavaMap map)
        {
            foreach (var item in map.Values) Descend(item, into, depth + 1);
        }
        else if (value is List<object?> list)
        {
            foreach (var item in list) Descend(item, into, depth + 1);
        }
    }

    /// <summary>What stands in brackets; true when it may find several values.</summary>
    private static bool Bracket(Reader reader, List<object?> found, List<object?> next)
    {
        if (reader.Take("*]"))
        {
            foreach (var value in found) All(value, next);
            return true;
        }
        if (reader.Take("?("))
        {
            var filter = new Filter(reader);
            if (!reader.Take(")]")) throw reader.Malformed();
            foreach (var value in found)
            {
                var items = new List<object?>();
                All(value is JavaMap ? new List<object?> { value } : value, items);
                next.AddRange(items.Where(filter.Holds));
            }
            return true;
        }
        if (reader.Peek is '\'' or '"')
        {
            var names = new List<string>();
            do names.Add(reader.Quoted());
            while (reader.TakeComma());
            if (!reader.Take("]")) throw reader.Malformed();
            foreach (var value in found)
            {
                foreach (var name in names)
                {
                    if (value is JavaMap map && map.TryGetValue(name, out var member)) next.Add(member);
                }
            }
            return names.Count > 1;
        }
        var text = reader.Until(']');
        if (text.Contains(':', StringComparison.Ordinal))
        {
            var ends = text.Split(':');
            foreach (var value in found)
            {
                if (value is not List<object?> list) continue;
                var from = Bound(ends[0], 0, list.Count);
                var to = Bound(ends[1], list.Count, list.Count);
                for (var i = from; i < to; i++) next.Add(list[i]);
            }
            return true;
        }
        var indexes = text.Split(',', StringSplitOptions.TrimEntries);
        foreach (var value in found)
        {
            if (value is not List<object?> list) continue;
            foreach (var one in indexes)
            {
                if (!int.TryParse(one, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var index)) throw reader.Malformed();
                var at = index < 0 ? list.Count + index : index;
                if (at >= 0 && at < list.Count) next.Add(list[at]);
            }
        }
        return indexes.Length > 1;
    }

    private static int Bound(string text, int otherwise, int count)
    {
        if (!int.TryParse(text.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var at)) return otherwise;
        return Math.Clamp(at < 0 ? count + at : at, 0, count);
    }

    /// <summary><c>@.a.b op value</c>, joined by <c>&amp;&amp;</c> and <c>||</c>.</summary>
    private sealed class Filter
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
                    value = reader.Peek is '\'' or '"' ? reader.Quoted() : JavaValues.FromJson(reader.UntilAny(" )&|"));
                    break;
                }
                _any[^1].Add((path, op, value));
                reader.Spaces();
                if (reader.Take("||")) _any.Add([]);
                else if (!reader.Take("&&")) return;
            }
        }

        public bool Holds(object? item) => _any.Exists(all => all.TrueForAll(test => Holds(item, test)));

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
