using System.Globalization;
using System.Text;

namespace Undercast.ApiGateway;

/// <summary>Reads a template, directive by directive; expressions are read by the other half.</summary>
internal sealed partial class VtlParser(string text)
{
    private const int MostNesting = 100;
    private int _at;
    private int _nesting;

    public VtlNode[] Parse()
    {
        var nodes = Block(out var end);
        return end is null ? nodes : throw Malformed($"#{end} without a beginning");
    }

    /// <summary>Nodes up to the end of the text, or up to a directive that ends or divides a block, which is named.</summary>
    private VtlNode[] Block(out string? end)
    {
        if (++_nesting > MostNesting) throw Malformed("the template nests too deeply");
        var nodes = new List<VtlNode>();
        var plain = new StringBuilder();
        end = null;
        while (_at < text.Length && end is null)
        {
            var c = text[_at];
            if (c == '\\' && _at + 1 < text.Length && text[_at + 1] is '$' or '#')
            {
                plain.Append(text[_at + 1]);
                _at += 2;
            }
            else if (c == '$' && Reference() is { } reference)
            {
                Flush();
                nodes.Add(reference);
            }
            else if (c == '#' && _at + 1 < text.Length)
            {
                if (Comment(plain)) continue;
                var start = _at;
                if (DirectiveName() is not { } name)
                {
                    plain.Append('#');
                    _at = start + 1;
                    continue;
                }
                if (name is "end" or "else" or "elseif")
                {
                    end = name;
                    if (name != "elseif") Newline();
                    break;
                }
                if (name == "set") TrimLine(plain);
                Flush();
                if (Directive(name, start) is { } node) nodes.Add(node);
            }
            else
            {
                var stop = text.AsSpan(_at + 1).IndexOfAny('$', '#', '\\');
                var length = stop < 0 ? text.Length - _at : stop + 1;
                plain.Append(text, _at, length);
                _at += length;
            }
        }
        Flush();
        _nesting--;
        return [.. nodes];

        void Flush()
        {
            if (plain.Length == 0) return;
            nodes.Add(new VtlText(plain.ToString()));
            plain.Clear();
        }
    }

    private VtlNode? Directive(string name, int start)
    {
        switch (name)
        {
            case "set":
                Expect('(');
                Spaces();
                var target = Peek('$') ? PlainReference() : null;
                if (target is null) throw Malformed("#set needs a reference");
                Spaces();
                Expect('=');
                var value = Expression();
                Spaces();
                Expect(')');
                Newline();
                return new VtlSet(target, value);
            case "if":
                return If();
            case "foreach":
                return ForEach();
            case "break" or "stop":
                if (Peek('(')) Arguments();
                Newline();
                return new VtlEnd(name == "stop");
            case "define":
                Expect('(');
                Spaces();
                Expect('$');
                var variable = Name() ?? throw Malformed("#define needs a reference");
                Spaces();
                Expect(')');
                Newline();
                return new VtlDefine(variable, Closed());
            case "macro":
                return Macro();
            case "evaluate":
                return Arguments() is [var source] ? new VtlEvaluate(source) : throw Malformed("#evaluate needs one argument");
            default:
                // A name that is no directive may be a macro, or mere text such as a colour.
                if (!Peek('(')) return new VtlText(text[start.._at]);
                var before = _at;
                try
                {
                    var arguments = Arguments();
                    return new VtlMacroCall(name, arguments, text[start.._at]);
                }
                catch (VtlException)
                {
                    _at = before;
                    return new VtlText(text[start.._at]);
                }
        }
    }

    private VtlIf If()
    {
        var branches = new List<(VtlExpression?, VtlNode[])>();
        var condition = Condition();
        while (true)
        {
            var body = Block(out var end);
            branches.Add((condition, body));
            switch (end)
            {
                case "elseif" when condition is not null:
                    condition = Condition();
                    break;
                case "else" when condition is not null:
                    condition = null;
                    break;
                case "end":
                    return new VtlIf([.. branches]);
                default:
                    throw Malformed("#if without #end");
            }
        }
    }

    private VtlForEach ForEach()
    {
        Expect('(');
        Spaces();
        Expect('$');
        var braces = Take('{');
        var variable = Name() ?? throw Malformed("#foreach needs a reference");
        if (braces) Expect('}');
        Spaces();
        if (Name() != "in") throw Malformed("#foreach needs in");
        var over = Expression();
        Spaces();
        Expect(')');
        Newline();
        var body = Block(out var end);
        VtlNode[]? otherwise = null;
        if (end == "else") otherwise = Block(out end);
        return end == "end" ? new VtlForEach(variable, over, body, otherwise) : throw Malformed("#foreach without #end");
    }

    private VtlMacro Macro()
    {
        Expect('(');
        Spaces();
        var name = Name() ?? throw Malformed("#macro needs a name");
        var parameters = new List<string>();
        while (true)
        {
            Spaces();
            Take(',');
            Spaces();
            if (Take(')')) break;
            Expect('$');
            parameters.Add(Name() ?? throw Malformed("a parameter needs a name"));
        }
        Newline();
        return new VtlMacro(name, [.. parameters], Closed());
    }

    private VtlNode[] Closed()
    {
        var body = Block(out var end);
        return end == "end" ? body : throw Malformed("a block without #end");
    }

    private VtlExpression Condition()
    {
        Expect('(');
        var condition = Expression();
        Spaces();
        Expect(')');
        Newline();
        return condition;
    }

    private bool Comment(StringBuilder plain)
    {
        var rest = text.AsSpan(_at);
        if (rest.StartsWith("##"))
        {
            var end = rest.IndexOf('\n');
            _at = end < 0 ? text.Length : _at + end + 1;
            return true;
        }
        if (rest.StartsWith("#*"))
        {
            var end = rest.IndexOf("*#");
            _at = end < 0 ? text.Length : _at + end + 2;
            return true;
        }
        if (!rest.StartsWith("#[[")) return false;
        var close = rest.IndexOf("]]#");
        plain.Append(rest[3..(close < 0 ? rest.Length : close)]);
        _at = close < 0 ? text.Length : _at + close + 3;
        return true;
    }

    /// <summary>A directive's name after <c>#</c>, also in braces; the position is after it.</summary>
    private string? DirectiveName()
    {
        _at++;
        Take('@');
        if (!Take('{')) return Name();
        var name = Name();
        return name is not null && Take('}') ? name : null;
    }

    /// <summary>A reference in the text; null when the dollar sign is only that.</summary>
    private VtlReferenceText? Reference()
    {
        var start = _at;
        _at++;
        var quiet = Take('!');
        var braces = Take('{');
        if (Name() is { } name)
        {
            var reference = Steps(name);
            if (!braces || Take('}')) return new VtlReferenceText(reference, text[start.._at], quiet);
        }
        _at = start;
        return null;
    }

    private VtlReference PlainReference()
    {
        Expect('$');
        Take('!');
        var braces = Take('{');
        var reference = Steps(Name() ?? throw Malformed("a reference needs a name"));
        if (braces) Expect('}');
        return reference;
    }

    private VtlReference Steps(string name)
    {
        var steps = new List<VtlStep>();
        while (_at < text.Length)
        {
            if (text[_at] == '[')
            {
                var before = _at;
                _at++;
                try
                {
                    var index = Expression();
                    Spaces();
                    Expect(']');
                    steps.Add(new VtlIndex(index));
                    continue;
                }
                catch (VtlException)
                {
                    // A bracket that is only text.
                    _at = before;
                    break;
                }
            }
            if (text[_at] != '.' || _at + 1 >= text.Length || !(char.IsAsciiLetter(text[_at + 1]) || text[_at + 1] == '_')) break;
            _at++;
            var member = Name()!;
            steps.Add(_at < text.Length && text[_at] == '(' ? new VtlCall(member, Arguments()) : new VtlProperty(member));
        }
        return new VtlReference(name, [.. steps]);
    }

    private string? Name()
    {
        var start = _at;
        while (_at < text.Length && (char.IsAsciiLetterOrDigit(text[_at]) || text[_at] is '_' or '-') && (_at > start || char.IsAsciiLetter(text[_at]) || text[_at] == '_')) _at++;
        return _at == start ? null : text[start.._at];
    }

    private void Newline()
    {
        // Velocity: a directive takes the rest of its line with it, when that is empty.
        var at = _at;
        while (at < text.Length && text[at] is ' ' or '\t') at++;
        if (at < text.Length && text[at] == '\r') at++;
        if (at < text.Length && text[at] == '\n') _at = at + 1;
    }

    private static void TrimLine(StringBuilder plain)
    {
        var end = plain.Length;
        while (end > 0 && plain[end - 1] is ' ' or '\t') end--;
        plain.Length = end;
    }

    private void Spaces()
    {
        while (_at < text.Length && char.IsWhiteSpace(text[_at])) _at++;
    }

    private bool Peek(char c)
    {
        var at = _at;
        while (at < text.Length && text[at] is ' ' or '\t') at++;
        if (at >= text.Length || text[at] != c) return false;
        _at = at;
        return true;
    }

    private bool Take(char c)
    {
        if (_at >= text.Length || text[_at] != c) return false;
        _at++;
        return true;
    }

    private void Expect(char c)
    {
        Spaces();
        if (!Take(c)) throw Malformed($"'{c}' is missing");
    }

    private VtlException Malformed(string what) => new(string.Create(CultureInfo.InvariantCulture, $"The template is malformed at character {_at}: {what}."));
}
