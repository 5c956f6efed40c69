using System.Globalization;

namespace Undercast.DynamoDb;

/// <summary>Parses update expressions.</summary>
internal sealed class UpdateParser : ExpressionParser
{
    // Kinds of faults in the order in which they are told.
    private const int Reserved = 0, UnknownFunction = 1, Section = 2, UndefinedName = 3, UndefinedValue = 4, Overlap = 5, Conflict = 6, OperandType = 7, Function = 8, Kinds = 9;
    private readonly List<UpdateAction> _actions = [];
    private readonly HashSet<UpdateKind> _sections = [];
    private readonly HashSet<string> _nestedHeads = new(StringComparer.Ordinal);
    private int _operators;

    private UpdateParser(string text, ExpressionScope scope) : base("UpdateExpression", text, scope, Kinds) { }

    public static ParsedUpdate Parse(string text, ExpressionScope scope)
    {
        var parser = new UpdateParser(text, scope);
        do parser.ReadSection();
        while (parser.Current.Kind != TokenKind.End);
        parser.ThrowNoted();
        if (parser._operators > 300)
        {
            throw parser.Fault(string.Create(CultureInfo.InvariantCulture,
                $"The expression contains too many operators; operator count: {parser._operators}"));
        }
        return new ParsedUpdate(parser._actions, parser._nestedHeads);
    }

    private void ReadSection()
    {
        var kind = TryWord("SET") ? UpdateKind.Set : TryWord("REMOVE") ? UpdateKind.Remove : TryWord("ADD") ? UpdateKind.Add : TryWord("DELETE") ? UpdateKind.Delete : throw SyntaxError();
        if (!_sections.Add(kind)) Note(Section, $"The \"{kind.ToString().ToUpperInvariant()}\" section can only be used once in an update expression;");
        do ReadAction(kind);
        while (TrySymbol(","));
    }

    private void ReadAction(UpdateKind kind)
    {
        var path = Operand(kind) is PathOperand { Path: var target } ? target : throw SyntaxError();
        foreach (var other in _actions)
        {
            if (AttributePath.Clash(other.Path, path) is { } clash) Note(clash.Contains("overlap", StringComparison.Ordinal) ? Overlap : Conflict, clash);
        }
        Operand? value = null;
        if (kind == UpdateKind.Set)
        {
            Expect("=");
            _operators++;
            value = SetValue();
        }
        else if (kind is UpdateKind.Add or UpdateKind.Delete)
        {
            if (Current.Kind != TokenKind.ValuePlaceholder) throw SyntaxError();
            var given = Value(UndefinedValue);
            value = given;
            CheckOperand(kind, given.Value);
        }
        _actions.Add(new UpdateAction(kind, path, value));
    }

    private void CheckOperand(UpdateKind kind, AttributeValue value)
    {
        if (Noted(UndefinedValue) is not null || value.IsSet || (kind == UpdateKind.Add && value.Kind == AttributeKind.N)) return;
        var type = value.Kind switch
        {
            AttributeKind.S => "STRING",
            AttributeKind.N => "NUMBER",
            AttributeKind.B => "BINARY",
            AttributeKind.BOOL => "BOOLEAN",
            AttributeKind.L => "LIST",
            AttributeKind.M => "MAP",
            _ => "NULL",
        };
        Note(OperandType, $"Incorrect operand type for operator or function; operator: {kind.ToString().ToUpperInvariant()}, operand type: {type}");
    }

    private Operand SetValue()
    {
        var left = SetOperand();
        while (IsSymbol("+") || IsSymbol("-"))
        {
            var symbol = Text.ToString();
            Advance();
            _operators++;
            var right = SetOperand();
            CheckArguments(symbol, AttributeKind.N, left, right);
            left = new SumOperand(left, right, symbol == "-");
        }
        return left;
    }

    private Operand SetOperand()
    {
        if (!TrySymbol("(")) return Operand(UpdateKind.Set);
        var inner = SetValue();
        Expect(")");
        return inner;
    }

    private Operand Operand(UpdateKind kind)
    {
        if (Current.Kind == TokenKind.ValuePlaceholder) return Value(UndefinedValue);
        if (Current.Kind == TokenKind.Name && Of(Following()).SequenceEqual("(")) return ReadFunction();
        // A section's word where a path should stand ends the list too early.
        if ((IsWord("SET") || IsWord("REMOVE") || IsWord("ADD") || IsWord("DELETE")) && kind != UpdateKind.Set) throw SyntaxError();
        var path = Path(Reserved, UndefinedName);
        if (path.IsNested) _nestedHeads.Add(path.Head);
        return new PathOperand(path);
    }

    private Operand ReadFunction()
    {
        var name = Text.ToString();
        Advance();
        Advance();
        var arguments = new List<Operand>();
        do arguments.Add(SetOperand());
        while (TrySymbol(","));
        Expect(")");
        _operators++;
        if (name is not ("if_not_exists" or "list_append"))
        {
            Note(UnknownFunction, $"Invalid function name; function: {name}");
        }
        else if (arguments.Count != 2)
        {
            Note(Function, string.Create(CultureInfo.InvariantCulture, $"Incorrect number of operands for operator or function; operator or function: {name}, number of operands: {arguments.Count}"));
        }
        else if (name == "list_append")
        {
            CheckArguments(name, AttributeKind.L, [.. arguments]);
            return new ListAppendOperand(arguments[0], arguments[1]);
        }
        else if (arguments[0] is PathOperand { Path: var path })
        {
            return new IfNotExistsOperand(path, arguments[1]);
        }
        else
        {
            Note(Function, $"Operator or function requires a document path; operator or function: {name}");
        }
        return arguments[0];
    }

    private void CheckArguments(string name, AttributeKind wanted, params ReadOnlySpan<Operand> arguments)
    {
        foreach (var argument in arguments)
        {
            if (argument is ValueOperand { Value: var value } && value.Kind != wanted && Noted(UndefinedValue) is null)
                Note(Function, $"Incorrect operand type for operator or function; operator or function: {name}, operand type: {value.Kind}");
        }
    }
}

/// <summary>A parsed update, and the names with which its nested paths begin.</summary>
internal sealed record ParsedUpdate(IReadOnlyList<UpdateAction> Actions, IReadOnlySet<string> NestedHeads);
