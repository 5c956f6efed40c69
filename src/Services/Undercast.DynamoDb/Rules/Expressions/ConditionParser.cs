using System.Globalization;

namespace Undercast.DynamoDb;

/// <summary>Parses condition, filter and key condition expressions.</summary>
internal sealed class ConditionParser : ExpressionParser
{
    // Kinds of faults in the order in which they are told; those of operands are told condition by condition.
    private const int Parentheses = 0, UnknownFunction = 1, MisusedFunction = 2, Reserved = 3, Conditions = 4;
    private const int Undefined = 5, OperandCount = 6, Distinct = 7, OperandType = 8, Kinds = 9;
    private const int MaxOperators = 300, MaxDepth = 300;
    private static readonly string[] TypeNames = ["S", "N", "B", "NULL", "SS", "BOOL", "L", "BS", "NS", "M"];
    private readonly HashSet<string> _heads = new(StringComparer.Ordinal);
    private readonly HashSet<string> _nestedHeads = new(StringComparer.Ordinal);
    private int _operators;
    private int _depth;
    private (int Open, int Close) _lastParentheses = (-1, -1);

    private ConditionParser(string name, string text, ExpressionScope scope) : base(name, text, scope, Kinds) { }

    /// <summary>Parses an expression.</summary>
    /// <param name="name">The parameter's name, for messages.</param>
    /// <param name="text">The expression.</param>
    /// <param name="scope">Names and values.</param>
    public static ParsedCondition Parse(string name, string text, ExpressionScope scope)
    {
        var parser = new ConditionParser(name, text, scope);
        var root = parser.Or();
        if (parser.Current.Kind != TokenKind.End) throw parser.SyntaxError();
        var condition = parser.Condition(root);
        parser.ThrowNoted();
        if (parser._operators > MaxOperators)
        {
            throw parser.Fault(string.Create(CultureInfo.InvariantCulture,
                $"The expression contains too many operators; operator count: {parser._operators}"));
        }
        return new ParsedCondition(condition, parser._heads, parser._nestedHeads);
    }

    private Expression Or()
    {
        if (++_depth > MaxDepth) throw Fault("The expression nests too deep;");
        var left = And();
        while (TryWord("OR"))
        {
            _operators++;
            left = new OrNode(Condition(left), Condition(And()));
        }
        _depth--;
        return left;
    }

    private Expression And()
    {
        var left = Not();
        while (TryWord("AND"))
        {
            _operators++;
            left = new AndNode(Condition(left), Condition(Not()));
        }
        return left;
    }

    private Expression Not()
    {
        if (!IsWord("NOT")) return Comparison();
        Advance();
        _operators++;
        if (++_depth > MaxDepth) throw Fault("The expression nests too deep;");
        var inner = new NotNode(Condition(Not()));
        _depth--;
        return inner;
    }

    private Expression Comparison()
    {
        var left = Primary();
        if (Comparators() is { } comparator)
        {
            var symbol = Text.ToString();
            Advance();
            var right = Primary();
            _operators++;
            var (a, b) = (Operand(left), Operand(right));
            CheckDistinct(symbol, a, b);
            if (comparator is not (Comparator.Equal or Comparator.NotEqual))
            {
                CheckOrdered(symbol, a);
                CheckOrdered(symbol, b);
            }
            return Settled(new ComparisonNode(comparator, a, b));
        }
        if (TryWord("BETWEEN"))
        {
            var low = Primary();
            if (!TryWord("AND")) throw SyntaxError();
            var high = Primary();
            _operators++;
            var (v, a, b) = (Operand(left), Operand(low), Operand(high));
            CheckBounds(a, b);
            return Settled(new BetweenNode(v, a, b));
        }
        if (TryWord("IN"))
        {
            Expect("(");
            var among = Arguments();
            _operators++;
            if (among.Length > 100) Note(OperandCount, string.Create(CultureInfo.InvariantCulture, $"Incorrect number of operands for operator or function; operator or function: IN, number of operands: {among.Length}"));
            return Settled(new InNode(Operand(left), among));
        }
        return left;
    }

    // A parenthesis may hold a condition or an operand; which one shows when it is used.
    private Expression Primary()
    {
        if (IsSymbol("("))
        {
            var open = Position;
            Advance();
            var inner = Or();
            // Nothing but another parenthesis stood inside.
            if (_lastParentheses == (open + 1, Position - 1)) Note(Parentheses, "The expression has redundant parentheses;");
            Expect(")");
            _lastParentheses = (open, Position - 1);
            return inner;
        }
        if (Current.Kind == TokenKind.ValuePlaceholder) return Value(Undefined);
        if (Current.Kind == TokenKind.Name && Of(Following()).SequenceEqual("(")) return Function();
        if (Current.Kind is not (TokenKind.Name or TokenKind.NamePlaceholder) || IsKeyword()) throw SyntaxError();
        var path = Path(Reserved, Undefined);
        _heads.Add(path.Head);
        if (path.IsNested) _nestedHeads.Add(path.Head);
        return new PathOperand(path);
    }

    private bool IsKeyword() => IsWord("AND") || IsWord("OR") || IsWord("NOT") || IsWord("BETWEEN") || IsWord("IN");

    private Comparator? Comparators() => Current.Kind != TokenKind.Symbol ? null : Text switch
    {
        "=" => Comparator.Equal,
        "<>" => Comparator.NotEqual,
        "<" => Comparator.Less,
        "<=" => Comparator.LessOrEqual,
        ">" => Comparator.Greater,
        ">=" => Comparator.GreaterOrEqual,
        _ => null,
    };

    private Operand[] Arguments()
    {
        var arguments = new List<Operand>();
        do arguments.Add(Operand(Primary()));
        while (TrySymbol(","));
        Expect(")");
        return [.. arguments];
    }

    private Expression Function()
    {
        var name = Text.ToString();
        Advance();
        Advance();
        var arguments = Arguments();
        _operators++;
        var wanted = name switch
        {
            "attribute_exists" or "attribute_not_exists" or "size" => 1,
            "attribute_type" or "begins_with" or "contains" => 2,
            _ => 0,
        };
        if (wanted == 0) Note(UnknownFunction, $"Invalid function name; function: {name}");
        else if (wanted != arguments.Length) Note(OperandCount, string.Create(CultureInfo.InvariantCulture, $"Incorrect number of operands for operator or function; operator or function: {name}, number of operands: {arguments.Length}"));
        if (wanted == 0 || wanted != arguments.Length) return Settled(new MisfitNode(name));
        if (arguments.Length == 2) CheckDistinct(name, arguments[0], arguments[1]);
        switch (name)
        {
            case "size":
                if (Type(arguments[0]) is AttributeKind.N or AttributeKind.BOOL or AttributeKind.NULL) BadType(name, Type(arguments[0])!.Value);
                return new SizeOperand(arguments[0]);
            case "begins_with":
                foreach (var argument in arguments)
                {
                    if (Type(argument) is { } type and not (AttributeKind.S or AttributeKind.B)) BadType(name, type);
                }
                return Settled(new BeginsWithNode(arguments[0], arguments[1]));
            case "contains": return Settled(new ContainsNode(arguments[0], arguments[1]));
            case "attribute_type":
                if (arguments[1] is not ValueOperand { Value: var wantedType }) Note(OperandType, $"Incorrect operand type for operator or function; operator or function: {name}, operand type: {{NS,SS,L,BS,N,M,B,BOOL,NULL,S}}");
                else if (wantedType.Kind != AttributeKind.S) BadType(name, wantedType.Kind);
                else if (!TypeNames.Contains(wantedType.Text)) Note(OperandType, $"Invalid attribute type name found; type: {wantedType.Text}, valid types: {{B,NULL,SS,BOOL,L,BS,N,NS,S,M}}");
                return Settled(new TypeNode(arguments[0], arguments[1]));
            default:
                if (arguments[0] is not PathOperand { Path: var path })
                {
                    Note(OperandType, $"Operator or function requires a document path; operator or function: {name}");
                    return Settled(new MisfitNode(name));
                }
                return Settled(new FunctionExistsNode(path, name));
        }
    }

    // The faults of a condition are told in their order, before those of later conditions.
    private T Settled<T>(T node)
    {
        for (var kind = Undefined; kind < Kinds; kind++)
        {
            if (Noted(kind) is { } fault)
            {
                Note(Conditions, fault);
                break;
            }
        }
        return node;
    }

    private ConditionNode Condition(Expression node)
    {
        switch (node)
        {
            case FunctionExistsNode function: return function.Node;
            case ConditionNode condition: return condition;
            case SizeOperand:
                Note(MisusedFunction, "The function is not allowed to be used this way in an expression; function: size");
                return new MisfitNode("size");
            default: throw SyntaxError();
        }
    }

    private Operand Operand(Expression node)
    {
        switch (node)
        {
            case Operand operand: return operand;
            case INamedFunction function:
                Note(MisusedFunction, $"The function is not allowed to be used this way in an expression; function: {function.Name}");
                return new ValueOperand(AttributeValue.Null);
            case BeginsWithNode: return Misused("begins_with");
            case ContainsNode: return Misused("contains");
            case TypeNode: return Misused("attribute_type");
            default: throw SyntaxError();
        }
    }

    private ValueOperand Misused(string name)
    {
        Note(MisusedFunction, $"The function is not allowed to be used this way in an expression; function: {name}");
        return new ValueOperand(AttributeValue.Null);
    }

    private void CheckDistinct(string name, Operand a, Operand b)
    {
        if (a is PathOperand { Path: var one } && b is PathOperand { Path: var two } && one.Equals(two))
            Note(Distinct, $"The first operand must be distinct from the remaining operands for this operator or function; operator: {name}, first operand: {one}");
    }

    private void CheckOrdered(string symbol, Operand operand)
    {
        if (Type(operand) is { } type and not (AttributeKind.S or AttributeKind.N or AttributeKind.B))
            Note(OperandType, $"Incorrect operand type for operator or function; operator: {symbol}, operand type: {type}");
    }

    private void CheckBounds(Operand low, Operand high)
    {
        if (low is not ValueOperand { Value: var a } || high is not ValueOperand { Value: var b }) return;
        var bounds = $"lower bound operand: AttributeValue: {a}, upper bound operand: AttributeValue: {b}";
        if (a.Kind != b.Kind) Note(OperandType, $"The BETWEEN operator requires same data type for lower and upper bounds; {bounds}");
        else if (Values.Compare(a, b) > 0) Note(OperandType, $"The BETWEEN operator requires upper bound to be greater than or equal to lower bound; {bounds}");
    }

    private void BadType(string function, AttributeKind type) =>
        Note(OperandType, $"Incorrect operand type for operator or function; operator or function: {function}, operand type: {type}");

    private static AttributeKind? Type(Operand operand) => operand switch
    {
        ValueOperand { Value: var value } => value.Kind,
        SizeOperand => AttributeKind.N,
        _ => null,
    };

    private interface INamedFunction
    {
        string Name { get; }
    }

    // Stands for what cannot be used, until the fault about it is told.
    private sealed class MisfitNode(string name) : ConditionNode, INamedFunction
    {
        public string Name => name;

        public override bool Holds(AttributeMap? item) => throw new InvalidOperationException("An expression with a fault is never evaluated.");
    }

    private sealed class FunctionExistsNode(AttributePath path, string name) : ConditionNode, INamedFunction
    {
        public string Name => name;

        public ExistsNode Node { get; } = new(path, name == "attribute_exists");

        public override bool Holds(AttributeMap? item) => Node.Holds(item);
    }
}

/// <summary>A parsed condition, the names with which its paths begin, and those of them that go on.</summary>
internal sealed record ParsedCondition(ConditionNode Node, IReadOnlySet<string> Heads, IReadOnlySet<string> NestedHeads);
