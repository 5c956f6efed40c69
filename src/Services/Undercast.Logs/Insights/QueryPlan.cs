using System.Text.RegularExpressions;

namespace Undercast.Logs;

/// <summary>A query of Logs Insights: commands one after the other, each taking the rows of the one before.</summary>
internal sealed class QueryPlan
{
    // AWS: what is answered at most, and without a limit.
    private const int MostRows = 10_000;
    private readonly List<Func<IEnumerable<QueryRow>, IEnumerable<QueryRow>>> _commands = [];
    private List<string> _columns = ["@timestamp", "@message"];
    private bool _isShaped;
    private bool _isSorted;
    private bool _isAggregated;

    /// <summary>What every row shows, in order.</summary>
    public IReadOnlyList<string> Columns => _columns;

    /// <summary>Whether rows still stand for events, which have a pointer.</summary>
    public bool HasPointers => !_isAggregated;

    /// <exception cref="MalformedQueryException">It is no query.</exception>
    public static QueryPlan Parse(string text, int? limit, DateTimeOffset now)
    {
        var plan = new QueryPlan();
        var reader = new QueryReader(text, now);
        if (!reader.IsEnd)
        {
            reader.TakeSign("|");
            do plan.Command(reader);
            while (reader.TakeSign("|"));
            if (!reader.IsEnd) throw reader.Unexpected();
        }
        // AWS: the newest first, unless the query says otherwise.
        if (!plan._isSorted && !plan._isAggregated) plan._commands.Insert(0, rows => rows.OrderByDescending(r => r.Event!.Time).ThenByDescending(r => r.Event!.Pointer, StringComparer.Ordinal));
        plan._commands.Add(rows => rows.Take(Math.Min(limit ?? MostRows, MostRows)));
        return plan;
    }

    public IEnumerable<QueryRow> Run(IEnumerable<QueryRow> rows) => _commands.Aggregate(rows, (r, command) => command(r));

    private void Command(QueryReader reader)
    {
        var at = reader.Next.At;
        var name = reader.Name().ToLowerInvariant();
        switch (name)
        {
            case "fields":
                Fields(reader, replaces: false);
                break;
            case "display":
                Fields(reader, replaces: true);
                break;
            case "filter" or "where":
                var condition = reader.Expression();
                _commands.Add(rows => rows.Where(r => QueryValue.IsTrue(condition.Of(r))));
                break;
            case "sort" or "order":
                Sort(reader);
                break;
            case "limit" or "head":
                if (reader.Next.Kind != TokenKind.Number || !int.TryParse(reader.Read().Text, out var count) || count < 1) throw QueryFault.At(at, "limit needs a number");
                _commands.Add(rows => rows.Take(count));
                break;
            case "stats":
                Stats(reader);
                break;
            case "parse":
                Parse(reader);
                break;
            case "dedup":
                var keys = new List<QueryExpression>();
                do keys.Add(reader.Expression());
                while (reader.TakeSign(","));
                _commands.Add(rows => rows.DistinctBy(r => string.Join('\u001f', keys.Select(k => QueryValue.Text(k.Of(r)) ?? "\u001e"))));
                break;
            case "pattern":
                var field = reader.Expression();
                _commands.Add(rows => QueryPatterns.Of(rows, field.Of));
                _columns = ["@pattern", "@ratio", "@sampleCount", "@severityLabel"];
                (_isAggregated, _isShaped, _isSorted) = (true, true, true);
                break;
            case "unmask" or "unnest" or "diff" or "source" or "filterindex" or "anomaly" or "join" or "lookup" or "addtotals":
                throw Kernel.CommonException.NotSupported($"The command {name} of Logs Insights");
            default:
                throw QueryFault.At(at, $"unexpected symbol found {name}");
        }
    }

    private void Fields(QueryReader reader, bool replaces)
    {
        var columns = new List<(string Name, QueryExpression Of)>();
        do
        {
            var expression = reader.Expression();
            columns.Add((reader.TakeWord("as") ? reader.Name() : expression.Text, expression));
        }
        while (reader.TakeSign(","));
        _columns = replaces || !_isShaped ? [.. columns.Select(c => c.Name)] : [.. _columns.Concat(columns.Select(c => c.Name)).Distinct()];
        _isShaped = true;
        _commands.Add(rows => rows.Select(r =>
        {
            foreach (var (name, of) in columns)
            {
                if (name != of.Text || of.Aggregates.Count > 0 || r[name] is null) r[name] = of.Of(r);
            }
            return r;
        }));
    }

    private void Sort(QueryReader reader)
    {
        reader.TakeWord("by");
        var keys = new List<(QueryExpression Of, bool Descending)>();
        do
        {
            var expression = reader.Expression();
            // AWS: descending is not the default.
            keys.Add((expression, reader.TakeWord("desc") || !(reader.TakeWord("asc") || true)));
        }
        while (reader.TakeSign(","));
        _isSorted = true;
        var comparer = Comparer<object?>.Create(QueryValue.Compare);
        _commands.Add(rows =>
        {
            IOrderedEnumerable<QueryRow>? sorted = null;
            foreach (var (of, descending) in keys)
            {
                sorted = sorted is null ? (descending ? rows.OrderByDescending(of.Of, comparer) : rows.OrderBy(of.Of, comparer))
                    : descending ? sorted.ThenByDescending(of.Of, comparer) : sorted.ThenBy(of.Of, comparer);
            }
            return sorted!;
        });
    }

    private void Stats(QueryReader reader)
    {
        var columns = new List<(string Name, QueryExpression Of)>();
        do
        {
            var expression = reader.Expression();
            if (expression.Aggregates.Count == 0) throw QueryFault.At(reader.Next.At, $"{expression.Text} is not an aggregate");
            columns.Add((reader.TakeWord("as") ? reader.Name() : expression.Text, expression));
        }
        while (reader.TakeSign(","));
        var groups = new List<(string Name, QueryExpression Of)>();
        if (reader.TakeWord("by"))
        {
            do
            {
                var expression = reader.Expression();
                groups.Add((reader.TakeWord("as") ? reader.Name() : expression.Text, expression));
            }
            while (reader.TakeSign(","));
        }
        _columns = [.. groups.Select(g => g.Name), .. columns.Select(c => c.Name)];
        (_isAggregated, _isShaped) = (true, true);
        _commands.Add(rows => Gather(rows, columns, groups));
    }

    private static IEnumerable<QueryRow> Gather(IEnumerable<QueryRow> rows, List<(string Name, QueryExpression Of)> columns, List<(string Name, QueryExpression Of)> groups)
    {
        var aggregates = columns.SelectMany(c => c.Of.Aggregates).DistinctBy(a => a.Text).ToArray();
        var found = new Dictionary<string, (object?[] Keys, QueryAccumulator[] Values)>(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            var keys = groups.Select(g => g.Of.Of(row)).ToArray();
            var id = string.Join('\u001f', keys.Select(k => QueryValue.Text(k) ?? "\u001e"));
            if (!found.TryGetValue(id, out var group)) found[id] = group = (keys, [.. aggregates.Select(a => a.Begin())]);
            foreach (var value in group.Values) value.Add(row);
        }
        foreach (var (keys, values) in found.Values)
        {
            var row = new QueryRow();
            for (var i = 0; i < groups.Count; i++) row[groups[i].Name] = keys[i];
            for (var i = 0; i < aggregates.Length; i++) row[aggregates[i].Text] = values[i].Value;
            foreach (var (name, of) in columns) row[name] = of.Of(row);
            yield return row;
        }
    }

    // parse [field] "text with * in place of what is wanted" as a, b; or parse [field] /regex with (?<names>)/.
    private void Parse(QueryReader reader)
    {
        var from = reader.Next.Kind is TokenKind.Text or TokenKind.Regex ? QueryExpression.Pure("@message", r => r["@message"]) : reader.Expression();
        var pattern = reader.Read();
        if (pattern.Kind == TokenKind.Regex)
        {
            var regex = reader.Expression(pattern);
            var names = regex.GetGroupNames().Where(n => !char.IsAsciiDigit(n[0])).ToArray();
            if (names.Length == 0) throw QueryFault.At(pattern.At, "the regular expression has no named groups");
            Extract(from, regex, names);
            return;
        }
        if (pattern.Kind != TokenKind.Text) throw QueryFault.At(pattern.At, "parse needs a text or a regular expression");
        var columns = new List<string>();
        if (!reader.TakeWord("as")) throw reader.Unexpected();
        do columns.Add(reader.Name());
        while (reader.TakeSign(","));
        var pieces = pattern.Text.Split('*');
        if (pieces.Length - 1 != columns.Count) throw QueryFault.At(pattern.At, $"the text has {pieces.Length - 1} places for {columns.Count} names");
        var body = string.Concat(pieces.Select((p, i) => Regex.Escape(p) + (i < columns.Count ? i == columns.Count - 1 && pieces[^1].Length == 0 ? $"(?<g{i}>.*)" : $"(?<g{i}>.*?)" : "")));
        Extract(from, new Regex(body, RegexOptions.CultureInvariant | RegexOptions.Singleline, TimeSpan.FromMilliseconds(50)), [.. columns.Select((_, i) => $"g{i}")], columns);
    }

    private void Extract(QueryExpression from, Regex regex, string[] groups, List<string>? columns = null)
    {
        columns ??= [.. groups];
        if (_isShaped) _columns = [.. _columns.Concat(columns).Distinct()];
        _commands.Add(rows => rows.Select(r =>
        {
            if (QueryValue.Text(from.Of(r)) is not { } text || Match(regex, text) is not { Success: true } match) return r;
            for (var i = 0; i < groups.Length; i++) r[columns[i]] = match.Groups[groups[i]].Value;
            return r;
        }));
    }

    private static Match? Match(Regex regex, string text)
    {
        try
        {
            return regex.Match(text);
        }
        catch (RegexMatchTimeoutException)
        {
            return null;
        }
    }
}

/// <summary>Groups messages that differ in numbers and identifiers only, or in few of their words.</summary>
internal static class QueryPatterns
{
    private const string Any = "<*>";

    public static IEnumerable<QueryRow> Of(IEnumerable<QueryRow> rows, Func<QueryRow, object?> field)
    {
        var clusters = new Dictionary<(int Length, string First), List<(string[] Words, List<int> Count)>>();
        long total = 0;
        foreach (var row in rows)
        {
            if (QueryValue.Text(field(row)) is not { } text) continue;
            total++;
            var words = text.Split((char[])[' ', '\t', '\n'], StringSplitOptions.RemoveEmptyEntries).Select(w => w.Any(char.IsAsciiDigit) ? Any : w).ToArray();
            var key = (words.Length, words.Length > 0 ? words[0] : "");
            if (!clusters.TryGetValue(key, out var like)) clusters[key] = like = [];
            var at = like.FindIndex(c => c.Words.Zip(words).Count(p => p.First == p.Second) * 2 >= words.Length);
            if (at < 0) like.Add((words, [1]));
            else
            {
                for (var i = 0; i < words.Length; i++) like[at].Words[i] = like[at].Words[i] == words[i] ? words[i] : Any;
                like[at].Count[0]++;
            }
        }
        foreach (var (words, count) in clusters.Values.SelectMany(c => c).OrderByDescending(c => c.Count[0]))
        {
            var row = new QueryRow();
            var text = string.Join(' ', words);
            (row["@pattern"], row["@sampleCount"], row["@ratio"]) = (text, (double)count[0], (double)count[0] / total);
            row["@severityLabel"] = ((string[])["ERROR", "WARN", "INFO", "DEBUG"]).FirstOrDefault(l => text.Contains(l, StringComparison.OrdinalIgnoreCase)) ?? "NONE";
            yield return row;
        }
    }
}
