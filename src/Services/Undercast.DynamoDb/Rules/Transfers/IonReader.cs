using System.Globalization;
using System.Text;

namespace Undercast.DynamoDb;

/// <summary>Reads values of Ion text as far as items have them.</summary>
internal sealed class IonReader(string text)
{
    private int _at;
    private int _depth;

    /// <summary>Passes over a word when it stands here.</summary>
    public void Skip(string word)
    {
        Space();
        if (text.AsSpan(_at).StartsWith(word, StringComparison.Ordinal)) _at += word.Length;
    }

    /// <summary>Refuses what follows.</summary>
    public void End()
    {
        Space();
        if (_at < text.Length) throw Broken("the end");
    }

    public AttributeValue Value()
    {
        Space();
        if (++_depth > ValueFaults.MaxDepth * 2) throw new FormatException(ValueFaults.TooDeep);
        var value = Peek() switch
        {
            '{' when Peek(1) == '{' => Blob(),
            '{' => AttributeValue.Of(Struct()),
            '[' => AttributeValue.Of(List()),
            '"' => AttributeValue.Of(Quoted('"')),
            '\'' when Peek(1) == '\'' && Peek(2) == '\'' => AttributeValue.Of(Long()),
            '\'' => Annotated(Quoted('\'')),
            '-' or '+' or (>= '0' and <= '9') => Number(),
            _ => Annotated(Symbol()),
        };
        _depth--;
        return value;
    }

    private AttributeValue Annotated(string symbol)
    {
        Space();
        if (Peek() == ':' && Peek(1) == ':')
        {
            _at += 2;
            var value = Value();
            return symbol switch
            {
                "$dynamodb_SS" => Set(value, AttributeKind.S, l => SetRules.Texts([.. l.Select(v => v.Text)])),
                "$dynamodb_NS" => Set(value, AttributeKind.N, l => SetRules.Numbers([.. l.Select(v => DynamoNumber.Text(v.Bytes))])),
                "$dynamodb_BS" => Set(value, AttributeKind.B, l => SetRules.Binaries([.. l.Select(v => v.Bytes)])),
                _ => value,
            };
        }
        if (symbol == "null" && Peek() == '.')
        {
            _at++;
            Symbol();
        }
        return symbol switch { "null" => AttributeValue.Null, "true" => AttributeValue.True, "false" => AttributeValue.False, _ => AttributeValue.Of(symbol) };
    }

    private static AttributeValue Set(AttributeValue list, AttributeKind kind, Func<List<AttributeValue>, AttributeValue> make)
    {
        if (list.Kind != AttributeKind.L || list.List.Exists(v => v.Kind != kind)) throw new FormatException("A set is a list of values of its type.");
        var set = make(list.List);
        return set.Kind == AttributeKind.Invalid ? throw new FormatException(set.Fault) : set;
    }

    private AttributeMap Struct()
    {
        var values = new Dictionary<string, AttributeValue>(StringComparer.Ordinal);
        _at++;
        while (!Closes('}'))
        {
            var name = Peek() switch { '"' => Quoted('"'), '\'' when Peek(1) == '\'' && Peek(2) == '\'' => Long(), '\'' => Quoted('\''), _ => Symbol() };
            Expect(':');
            values[name] = Value();
            if (!Closes('}')) Expect(',');
            else break;
        }
        _at++;
        return new AttributeMap(values);
    }

    private List<AttributeValue> List()
    {
        var values = new List<AttributeValue>();
        _at++;
        while (!Closes(']'))
        {
            values.Add(Value());
            if (!Closes(']')) Expect(',');
            else break;
        }
        _at++;
        return values;
    }

    private AttributeValue Blob()
    {
        var end = text.IndexOf("}}", _at, StringComparison.Ordinal);
        if (end < 0) throw Broken("}}");
        var base64 = text[(_at + 2)..end].Trim();
        _at = end + 2;
        return AttributeValue.Binary(Convert.FromBase64String(base64));
    }

    private AttributeValue Number()
    {
        var start = _at;
        while (_at < text.Length && (char.IsAsciiLetterOrDigit(text[_at]) || text[_at] is '.' or '-' or '+' or '_')) _at++;
        var number = text[start.._at].Replace("_", "", StringComparison.Ordinal).Replace('d', 'E').Replace('D', 'E');
        if (number.EndsWith('.')) number = number[..^1];
        number = number.Replace(".E", "E", StringComparison.Ordinal);
        return DynamoNumber.TryParse(number, out var encoded, out var fault) ? AttributeValue.Number(encoded) : throw new FormatException(fault);
    }

    private string Symbol()
    {
        Space();
        var start = _at;
        while (_at < text.Length && (char.IsAsciiLetterOrDigit(text[_at]) || text[_at] is '_' or '$')) _at++;
        return _at > start ? text[start.._at] : throw Broken("a value");
    }

    // Long strings that stand beside each other are one.
    private string Long()
    {
        var all = new StringBuilder();
        while (Peek() == '\'' && Peek(1) == '\'' && Peek(2) == '\'')
        {
            _at += 3;
            while (!text.AsSpan(_at).StartsWith("'''", StringComparison.Ordinal)) Character(all);
            _at += 3;
            Space();
        }
        return all.ToString();
    }

    private string Quoted(char quote)
    {
        var all = new StringBuilder();
        _at++;
        while (Peek() != quote) Character(all);
        _at++;
        return all.ToString();
    }

    private void Character(StringBuilder all)
    {
        if (_at >= text.Length) throw Broken("a quote");
        var c = text[_at++];
        if (c != '\\')
        {
            all.Append(c);
            return;
        }
        switch (Peek())
        {
            case 'n': all.Append('\n'); break;
            case 'r': all.Append('\r'); break;
            case 't': all.Append('\t'); break;
            case '0': all.Append('\0'); break;
            case 'a': all.Append('\a'); break;
            case 'b': all.Append('\b'); break;
            case 'f': all.Append('\f'); break;
            case 'v': all.Append('\v'); break;
            case 'x': all.Append(char.ConvertFromUtf32(Hex(2))); return;
            case 'u': all.Append((char)Hex(4)); return;
            case 'U': all.Append(char.ConvertFromUtf32(Hex(8))); return;
            case '\0': throw Broken("an escaped sign");
            case var other: all.Append(other); break;
        }
        _at++;
    }

    private int Hex(int digits)
    {
        if (_at + 1 + digits > text.Length || !int.TryParse(text.AsSpan(_at + 1, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code) || code is < 0 or > 0x10FFFF || (digits == 8 && code is >= 0xD800 and <= 0xDFFF)) throw Broken("a code point");
        _at += 1 + digits;
        return code;
    }

    private bool Closes(char c)
    {
        Space();
        return Peek() == c;
    }

    private void Expect(char c)
    {
        Space();
        if (Peek() != c) throw Broken($"{c}");
        _at++;
    }

    private char Peek(int ahead = 0) => _at + ahead < text.Length ? text[_at + ahead] : '\0';

    private void Space()
    {
        while (_at < text.Length && char.IsWhiteSpace(text[_at])) _at++;
    }

    private FormatException Broken(string wanted) => new(string.Create(CultureInfo.InvariantCulture, $"Ion: {wanted} was expected at place {_at + 1}."));
}
