using System.Globalization;
using System.Text;

namespace Undercast.DynamoDb;

/// <summary>What the parsers of all kinds of expression share: tokens, paths, and the order in which faults are told.</summary>
/// <remarks>
/// AWS: a syntax error is told at once; other faults are collected over the whole expression, and the first of the kind that comes first is told (seen by dynalite's
/// suite against the service).
/// </remarks>
internal abstract class ExpressionParser
{
    private const int MaxBytes = 4096;
    private readonly string _text;
    private readonly string _name;
    private readonly List<Token> _tokens;
    private readonly string?[] _faults;
    private int _at;

    protected ExpressionParser(string name, string text, ExpressionScope scope, int faultKinds)
    {
        _name = name;
        _text = text;
        Scope = scope;
        _faults = new string?[faultKinds];
        if (text.Length == 0) throw Fault("The expression can not be empty;");
        var bytes = Encoding.UTF8.GetByteCount(text);
        if (bytes > MaxBytes) throw Fault(string.Create(CultureInfo.InvariantCulture, $"Expression size has exceeded the maximum allowed size; expression size: {bytes}"));
        _tokens = Tokens.Of(text);
    }

    protected ExpressionScope Scope { get; }

    protected int Position => _at;

    protected Token Current => _tokens[_at];

    protected ReadOnlySpan<char> Text => Of(Current);

    protected Token Following(int by = 1) => _tokens[Math.Min(_at + by, _tokens.Count - 1)];

    protected ReadOnlySpan<char> Of(Token token) => _text.AsSpan(token.Start, token.Length);

    protected void Advance() => _at = Math.Min(_at + 1, _tokens.Count - 1);

    protected bool IsSymbol(string symbol) => Current.Kind == TokenKind.Symbol && Text.SequenceEqual(symbol);

    protected bool IsWord(string word) => Current.Kind == TokenKind.Name && Text.Equals(word, StringComparison.OrdinalIgnoreCase);

    protected bool TrySymbol(string symbol)
    {
        if (!IsSymbol(symbol)) return false;
        Advance();
        return true;
    }

    protected bool TryWord(string word)
    {
        if (!IsWord(word)) return false;
        Advance();
        return true;
    }

    protected void Expect(string symbol)
    {
        if (!TrySymbol(symbol)) throw SyntaxError();
    }

    /// <summary>Keeps a fault of a kind, unless there is one already.</summary>
    protected void Note(int kind, string fault) => _faults[kind] ??= fault;

    protected string? Noted(int kind) => _faults[kind];

    protected void ThrowNoted()
    {
        foreach (var fault in _faults)
        {
            if (fault is not null) throw Fault(fault);
        }
    }

    protected Kernel.CommonException Fault(string fault) => Faults.Validation($"Invalid {_name}: {fault}");

    protected Kernel.CommonException SyntaxError()
    {
        var token = Current.Kind == TokenKind.End ? "<EOF>" : Text.ToString();
        var start = _at > 0 ? _tokens[_at - 1].Start : Current.Start;
        var end = _at + 1 < _tokens.Count ? _tokens[_at + 1].End : Current.End;
        return Fault($"Syntax error; token: \"{token}\", near: \"{_text[start..end].TrimEnd()}\"");
    }

    /// <summary>Reads a path; faults of its names are noted under the two kinds.</summary>
    protected AttributePath Path(int reserved, int undefined)
    {
        var steps = new List<PathStep>(2) { Step(reserved, undefined) };
        while (true)
        {
            if (TrySymbol("."))
            {
                steps.Add(Step(reserved, undefined));
            }
            else if (IsSymbol("["))
            {
                Advance();
                if (Current.Kind != TokenKind.Number) throw SyntaxError();
                // AWS: an index that no list can have is a syntax matter; anything that fits is taken and then not found.
                var index = int.TryParse(Text, NumberStyles.None, CultureInfo.InvariantCulture, out var i) ? i : throw Fault($"List index is not within the allowable range; index: [{Text}]");
                Advance();
                Expect("]");
                steps.Add(new PathStep(null, index));
            }
            else
            {
                return new AttributePath([.. steps]);
            }
        }
    }

    private PathStep Step(int reserved, int undefined)
    {
        var text = Text.ToString();
        switch (Current.Kind)
        {
            case TokenKind.Name:
                if (ReservedWords.Contains(text)) Note(reserved, $"Attribute name is a reserved keyword; reserved keyword: {text}");
                break;
            case TokenKind.NamePlaceholder:
                if (Scope.Name(text) is { } name) text = name;
                else Note(undefined, $"An expression attribute name used in the document path is not defined; attribute name: {text}");
                break;
            default: throw SyntaxError();
        }
        Advance();
        return new PathStep(text, 0);
    }

    /// <summary>Reads a value's placeholder.</summary>
    protected ValueOperand Value(int undefined)
    {
        var text = Text.ToString();
        var value = Scope.Value(text);
        if (value is null) Note(undefined, $"An expression attribute value used in expression is not defined; attribute value: {text}");
        Advance();
        return new ValueOperand(value ?? AttributeValue.Null);
    }
}
