using System.Globalization;
using System.Text;

namespace Undercast.ApiGateway;

internal sealed partial class VtlParser
{
    // Weakest first; each level is left-associative. Words stand for signs.
    private static readonly string[][] Levels = [["||", "or"], ["&&", "and"], ["==", "!=", "eq", "ne"], ["<=", ">=", "<", ">", "le", "ge", "lt", "gt"], ["+", "-"], ["*", "/", "%"]];

    private static readonly Dictionary<string, string> Words = new(StringComparer.Ordinal)
    {
        ["or"] = "||", ["and"] = "&&", ["eq"] = "==", ["ne"] = "!=", ["le"] = "<=", ["ge"] = ">=", ["lt"] = "<", ["gt"] = ">",
    };

    private VtlExpression Expression(int level = 0)
    {
        if (level == Levels.Length) return Unary();
        if (level == 0 && ++_nesting > MostNesting) throw Malformed("an expression nests too deeply");
        var left = Expression(level + 1);
        while (Operator(Levels[level]) is { } op) left = new VtlBinary(op, left, Expression(level + 1));
        if (level == 0) _nesting--;
        return left;
    }

    private string? Operator(string[] operators)
    {
        Spaces();
        foreach (var op in operators)
        {
            if (!text.AsSpan(_at).StartsWith(op, StringComparison.Ordinal)) continue;
            if (!Words.TryGetValue(op, out var sign))
            {
                _at += op.Length;
                return op;
            }
            var end = _at + op.Length;
            if (end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] == '_')) continue;
            _at = end;
            return sign;
        }
        return null;
    }

    private VtlExpression Unary()
    {
        Spaces();
        if (_at >= text.Length) throw Malformed("an expression is missing");
        if (Take('!') || Word("not")) return Nested(static operand => new VtlNot(operand));
        if (text[_at] == '-' && !(_at + 1 < text.Length && char.IsAsciiDigit(text[_at + 1])))
        {
            _at++;
            return Nested(static operand => new VtlNegate(operand));
        }
        return Primary();
    }

    private VtlExpression Nested(Func<VtlExpression, VtlExpression> wrap)
    {
        if (++_nesting > MostNesting) throw Malformed("an expression nests too deeply");
        var operand = Unary();
        _nesting--;
        return wrap(operand);
    }

    private VtlExpression Primary()
    {
        switch (text[_at])
        {
            case '(':
                _at++;
                var inner = Expression();
                Expect(')');
                return inner;
            case '$':
                return PlainReference();
            case '\'':
                return new VtlConstant(Quoted('\''));
            case '"':
                // References and directives in it are alive.
                return Interpolated(Quoted('"'));
            case '[':
                return ListOrRange();
            case '{':
                return Map();
            case var c when char.IsAsciiDigit(c) || c == '-':
                return Number();
        }
        if (Word("true")) return new VtlConstant(true);
        if (Word("false")) return new VtlConstant(false);
        if (Word("null")) return new VtlConstant(null);
        throw Malformed("an expression is missing");
    }

    private VtlExpression Interpolated(string content)
    {
        if (content.AsSpan().IndexOfAny('$', '#', '\\') < 0) return new VtlConstant(content);
        var inner = new VtlParser(content) { _nesting = _nesting };
        try
        {
            return new VtlInterpolation(inner.Parse());
        }
        catch (VtlException) when (!content.Contains('$', StringComparison.Ordinal))
        {
            return new VtlConstant(content);
        }
    }

    /// <summary>A text in quotes; a quote in it is doubled, or stands behind a backslash.</summary>
    private string Quoted(char quote)
    {
        _at++;
        var content = new StringBuilder();
        while (_at < text.Length)
        {
            var c = text[_at++];
            if (c == '\\' && _at < text.Length && text[_at] == quote && quote == '"')
            {
                content.Append(quote);
                _at++;
                continue;
            }
            if (c != quote)
            {
                content.Append(c);
                continue;
            }
            if (!Take(quote)) return content.ToString();
            content.Append(quote);
        }
        throw Malformed("a quote is not closed");
    }

    private VtlExpression ListOrRange()
    {
        _at++;
        Spaces();
        if (Take(']')) return new VtlList([]);
        var first = Expression();
        Spaces();
        if (text.AsSpan(_at).StartsWith(".."))
        {
            _at += 2;
            var last = Expression();
            Expect(']');
            return new VtlRange(first, last);
        }
        var items = new List<VtlExpression> { first };
        while (Comma()) items.Add(Expression());
        Expect(']');
        return new VtlList([.. items]);
    }

    private VtlMap Map()
    {
        _at++;
        Spaces();
        var entries = new List<(VtlExpression, VtlExpression)>();
        if (Take('}')) return new VtlMap([]);
        do
        {
            var key = Expression();
            Expect(':');
            entries.Add((key, Expression()));
        }
        while (Comma());
        Expect('}');
        return new VtlMap([.. entries]);
    }

    private VtlExpression[] Arguments()
    {
        Expect('(');
        Spaces();
        var arguments = new List<VtlExpression>();
        if (Take(')')) return [];
        do
        {
            arguments.Add(Expression());
            Spaces();
        }
        while (Take(',') || (_at < text.Length && text[_at] != ')'));
        Expect(')');
        return [.. arguments];
    }

    private bool Comma()
    {
        Spaces();
        return Take(',');
    }

    private VtlConstant Number()
    {
        var start = _at++;
        while (_at < text.Length && char.IsAsciiDigit(text[_at])) _at++;
        // Two dots are a range.
        if (_at + 1 < text.Length && text[_at] == '.' && char.IsAsciiDigit(text[_at + 1]))
        {
            _at++;
            while (_at < text.Length && char.IsAsciiDigit(text[_at])) _at++;
            if (_at < text.Length && text[_at] is 'e' or 'E')
            {
                _at++;
                if (_at < text.Length && text[_at] is '+' or '-') _at++;
                while (_at < text.Length && char.IsAsciiDigit(text[_at])) _at++;
            }
            return new VtlConstant(double.Parse(text.AsSpan(start, _at - start), CultureInfo.InvariantCulture));
        }
        var digits = text.AsSpan(start, _at - start);
        return new VtlConstant(long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? (object)whole : double.Parse(digits, CultureInfo.InvariantCulture));
    }

    private bool Word(string word)
    {
        if (!text.AsSpan(_at).StartsWith(word, StringComparison.Ordinal)) return false;
        var end = _at + word.Length;
        if (end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] == '_')) return false;
        _at = end;
        return true;
    }
}
