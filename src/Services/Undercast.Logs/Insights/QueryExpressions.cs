using System.Globalization;
using System.Text.RegularExpressions;

namespace Undercast.Logs;

/// <summary>An expression over a row; aggregates are only asked for in <c>stats</c>.</summary>
/// <param name="Text">How a column without a name of its own is called.</param>
/// <param name="Of">Its value for a row.</param>
/// <param name="Aggregates">The aggregates in it, whose values stand in the row under their texts.</param>
internal sealed record QueryExpression(string Text, Func<QueryRow, object?> Of, IReadOnlyList<QueryAggregate> Aggregates)
{
    public static QueryExpression Pure(string text, Func<QueryRow, object?> of, params ReadOnlySpan<QueryExpression> parts)
    {
        var aggregates = new List<QueryAggregate>();
        foreach (var part in parts) aggregates.AddRange(part.Aggregates);
        return new QueryExpression(text, of, aggregates);
    }
}

/// <summary>Reads the expressions of a query.</summary>
internal sealed class QueryReader(string query, DateTimeOffset now)
{
    private const int MostDepth = 100;
    private static readonly TimeSpan RegexLimit = TimeSpan.FromMilliseconds(50);
    private readonly IReadOnlyList<QueryToken> _tokens = QueryTokens.Of(query);
    private int _at;
    private int _depth;

    public QueryToken Next => _tokens[_at];

    public bool IsEnd => Next.Kind == TokenKind.End;

    public QueryToken Read() => _tokens[_at++];

    public bool TakeSign(string sign)
    {
        if (Next.Kind != TokenKind.Sign || Next.Text != sign) return false;
        _at++;
        return true;
    }

    public bool TakeWord(string word)
    {
        if (Next.Kind != TokenKind.Name || !Next.Text.Equals(word, StringComparison.OrdinalIgnoreCase)) return false;
        _at++;
        return true;
    }

    public string Name()
    {
        if (Next.Kind != TokenKind.Name) throw Unexpected();
        return Read().Text;
    }

    public MalformedQueryException Unexpected() => QueryFault.At(Next.At, IsEnd ? "unexpected end of the query" : $"unexpected symbol found {Next.Text}");

    /// <summary>The text from a token's beginning to the present place.</summary>
    private string Since(int start) => query[_tokens[start].At..(_at > start ? End(_at - 1) : _tokens[start].At)].Trim();

    private int End(int token) => token + 1 < _tokens.Count ? _tokens[token + 1].At : query.Length;

    public QueryExpression Expression()
    {
        if (++_depth > MostDepth) throw QueryFault.At(Next.At, "the expression is nested too deeply");
        var result = Or();
        _depth--;
        return result;
    }

    private QueryExpression Or()
    {
        var start = _at;
        var left = And();
        while (TakeWord("or") || TakeSign("||"))
        {
            var (a, b) = (left, And());
            left = QueryExpression.Pure(Since(start), r => QueryValue.Of(QueryValue.IsTrue(a.Of(r)) || QueryValue.IsTrue(b.Of(r))), a, b);
        }
        return left;
    }

    private QueryExpression And()
    {
        var start = _at;
        var left = Not();
        while (TakeWord("and") || TakeSign("&&"))
        {
            var (a, b) = (left, Not());
            left = QueryExpression.Pure(Since(start), r => QueryValue.Of(QueryValue.IsTrue(a.Of(r)) && QueryValue.IsTrue(b.Of(r))), a, b);
        }
        return left;
    }

    private QueryExpression Not()
    {
        var start = _at;
        if (!TakeWord("not")) return Comparison();
        var inner = Not();
        return QueryExpression.Pure(Since(start), r => QueryValue.Of(!QueryValue.IsTrue(inner.Of(r))), inner);
    }

    private QueryExpression Comparison()
    {
        var start = _at;
        var left = Sum();
        foreach (var sign in (string[])["!=", "<=", ">=", "=~", "=", "<", ">"])
        {
            if (!TakeSign(sign)) continue;
            if (sign == "=~") return Like(start, left, negated: false);
            var right = Sum();
            return QueryExpression.Pure(Since(start), r => Holds(sign, left.Of(r), right.Of(r)), left, right);
        }
        var negated = TakeWord("not");
        if (TakeWord("like")) return Like(start, left, negated);
        if (TakeWord("in")) return In(start, left, negated);
        return negated ? throw Unexpected() : left;
    }

    private static object Holds(string sign, object? a, object? b)
    {
        // AWS: what is not there is unequal to everything, and neither more nor less.
        if (a is null || b is null) return QueryValue.Of(sign == "!=");
        var order = QueryValue.Compare(a, b);
        return QueryValue.Of(sign switch { "=" => order == 0, "!=" => order != 0, "<" => order < 0, "<=" => order <= 0, ">" => order > 0, _ => order >= 0 });
    }

    private QueryExpression Like(int start, QueryExpression left, bool negated)
    {
        var token = Read();
        if (token.Kind is not (TokenKind.Regex or TokenKind.Text)) throw QueryFault.At(token.At, "like needs a text or a regular expression");
        Func<string, bool> matches;
        if (token.Kind == TokenKind.Text) matches = s => s.Contains(token.Text, StringComparison.Ordinal);
        else
        {
            var regex = Expression(token);
            matches = s => FilterPattern.IsMatch(regex, s);
        }
        return QueryExpression.Pure(Since(start), r => QueryValue.Of(QueryValue.Text(left.Of(r)) is { } text && matches(text) != negated), left);
    }

    private QueryExpression In(int start, QueryExpression left, bool negated)
    {
        var close = TakeSign("[") ? "]" : TakeSign("(") ? ")" : throw Unexpected();
        var items = new List<QueryExpression>();
        do items.Add(Expression());
        while (TakeSign(","));
        if (!TakeSign(close)) throw Unexpected();
        return QueryExpression.Pure(Since(start), r => QueryValue.Of(left.Of(r) is { } value && items.Exists(i => QueryValue.Compare(value, i.Of(r)) == 0) != negated), left);
    }

    private QueryExpression Sum() => Operators(Product, ("+", (a, b) => a + b), ("-", (a, b) => a - b));

    private QueryExpression Product() => Operators(Power, ("*", (a, b) => a * b), ("/", (a, b) => a / b), ("%", (a, b) => a % b));

    private QueryExpression Power() => Operators(Primary, ("^", Math.Pow));

    private QueryExpression Operators(Func<QueryExpression> operand, params (string Sign, Func<double, double, double> Of)[] operators)
    {
        var start = _at;
        var left = operand();
        while (true)
        {
            var found = Array.FindIndex(operators, o => Next.Kind == TokenKind.Sign && Next.Text == o.Sign);
            if (found < 0) return left;
            Read();
            var (a, b, of) = (left, operand(), operators[found].Of);
            left = QueryExpression.Pure(Since(start), r => QueryValue.Number(a.Of(r)) is { } x && QueryValue.Number(b.Of(r)) is { } y && of(x, y) is var z && double.IsFinite(z) ? z : null, a, b);
        }
    }

    private QueryExpression Primary()
    {
        var start = _at;
        if (TakeSign("("))
        {
            var inner = Expression();
            return TakeSign(")") ? inner : throw Unexpected();
        }
        if (TakeSign("-"))
        {
            var inner = Primary();
            return QueryExpression.Pure(Since(start), r => QueryValue.Number(inner.Of(r)) is { } n ? -n : null, inner);
        }
        var token = Read();
        switch (token.Kind)
        {
            case TokenKind.Number:
                var number = double.Parse(token.Text, CultureInfo.InvariantCulture);
                return QueryExpression.Pure(token.Text, _ => number);
            case TokenKind.Text:
                return QueryExpression.Pure(token.Text, _ => token.Text);
            case TokenKind.Name when TakeSign("("):
                return Call(start, token);
            case TokenKind.Name:
                return QueryExpression.Pure(token.Text, r => r[token.Text]);
            default:
                _at--;
                throw Unexpected();
        }
    }

    private QueryExpression Call(int start, QueryToken name)
    {
        var function = name.Text.ToLowerInvariant();
        var arguments = new List<QueryExpression>();
        if (!TakeSign(")"))
        {
            do
            {
                if (TakeSign("*")) continue;
                // A span of time is no field.
                if (Next.Kind == TokenKind.Name && QueryFunctions.Period(Next.Text) is not null)
                {
                    var period = Read().Text;
                    arguments.Add(QueryExpression.Pure(period, _ => period));
                }
                else arguments.Add(Expression());
            }
            while (TakeSign(","));
            if (!TakeSign(")")) throw Unexpected();
        }
        var text = Since(start);
        if (function == "bin")
        {
            var period = arguments.Count == 1 ? QueryFunctions.Period(arguments[0].Text) : null;
            if (period is not { } length || length <= 0) throw QueryFault.At(name.At, "bin needs a span of time such as 5m");
            return QueryExpression.Pure(text, r => QueryValue.Number(r["@timestamp"]) is { } at ? new QueryTime(Math.Floor(at / length) * length) : null);
        }
        if (QueryAggregate.Make(function, text, arguments) is { } aggregate) return new QueryExpression(text, r => r[aggregate.Text], [aggregate]);
        if (QueryFunctions.Find(function) is not { } known) throw QueryFault.At(name.At, $"the function {name.Text} is not known");
        return QueryExpression.Pure(text, r => known([.. arguments.Select(a => a.Of(r))], now), [.. arguments]);
    }

    public Regex Expression(QueryToken token)
    {
        try
        {
            // AWS: named groups are written as in Java.
            return new Regex(token.Text, RegexOptions.CultureInvariant, RegexLimit);
        }
        catch (ArgumentException)
        {
            throw QueryFault.At(token.At, "the regular expression is invalid");
        }
    }
}
