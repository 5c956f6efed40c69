namespace Undercast.DynamoDb;

internal sealed partial class StatementParser
{
    private ConditionNode Condition() => Or() as ConditionNode ?? throw Malformed("Expected a condition");

    private static ConditionNode Condition(Expression expression) => expression as ConditionNode ?? throw Malformed("Expected a condition");

    private static Operand Operand(Expression expression) => expression as Operand ?? throw Malformed("Expected a value");

    private Expression Or()
    {
        Deeper();
        var left = And();
        while (TryWord("OR")) left = new OrNode(Condition(left), Condition(And()));
        _depth--;
        return left;
    }

    private Expression And()
    {
        var left = Not();
        while (TryWord("AND")) left = new AndNode(Condition(left), Condition(Not()));
        return left;
    }

    private Expression Not()
    {
        if (!TryWord("NOT")) return Predicate();
        Deeper();
        var inner = new NotNode(Condition(Not()));
        _depth--;
        return inner;
    }

    private Expression Predicate()
    {
        var left = Term();
        if (Comparators() is { } comparator)
        {
            var symbol = Current.Text;
            Advance();
            var (a, b) = (Operand(left), Operand(Term()));
            if (comparator is not (Comparator.Equal or Comparator.NotEqual))
            {
                CheckOrdered(symbol, a);
                CheckOrdered(symbol, b);
            }
            return new ComparisonNode(comparator, a, b);
        }
        var negated = Current.IsWord("NOT") && (_tokens[_at + 1].IsWord("BETWEEN") || _tokens[_at + 1].IsWord("IN"));
        if (negated) Advance();
        if (TryWord("BETWEEN"))
        {
            var low = Operand(Term());
            ExpectWord("AND");
            var high = Operand(Term());
            CheckOrdered("BETWEEN", low);
            CheckOrdered("BETWEEN", high);
            return Negated(negated, new BetweenNode(Operand(left), low, high));
        }
        if (TryWord("IN")) return Negated(negated, new InNode(Operand(left), Among()));
        return TryWord("IS") ? Is(Operand(left)) : left;
    }

    private static ConditionNode Negated(bool negated, ConditionNode node) => negated ? new NotNode(node) : node;

    private Operand[] Among()
    {
        var close = TrySymbol("[") ? "]" : ")";
        if (close == ")") Expect("(");
        var among = new List<Operand>();
        do among.Add(Operand(Term()));
        while (TrySymbol(","));
        Expect(close);
        return [.. among];
    }

    private ConditionNode Is(Operand operand)
    {
        var negated = TryWord("NOT");
        if (TryWord("MISSING")) return new ExistsNode(Path(operand), negated);
        if (TryWord("NULL")) return Negated(negated, new TypeNode(operand, new ValueOperand(AttributeValue.Of("NULL"))));
        throw Malformed("Expected MISSING or NULL");
    }

    private static AttributePath Path(Operand operand) => operand is PathOperand { Path: var path } ? path : throw Malformed("Expected a path");

    private Comparator? Comparators() => Current.Kind != StatementTokenKind.Symbol ? null : Current.Text switch
    {
        "=" => Comparator.Equal,
        "<>" or "!=" => Comparator.NotEqual,
        "<" => Comparator.Less,
        "<=" => Comparator.LessOrEqual,
        ">" => Comparator.Greater,
        ">=" => Comparator.GreaterOrEqual,
        _ => null,
    };

    // A value, a path, a function, or something in parentheses.
    private Expression Term()
    {
        if (TrySymbol("("))
        {
            var inner = Or();
            Expect(")");
            return inner;
        }
        if (Current.Kind == StatementTokenKind.Word && _tokens[_at + 1].IsSymbol("(")) return Function();
        if (IsValue()) return new ValueOperand(Value());
        return new PathOperand(Path());
    }

    private bool IsValue() => Current.Kind is StatementTokenKind.Text or StatementTokenKind.Number or StatementTokenKind.Parameter
        || Current.IsSymbol("-") || Current.IsSymbol("[") || Current.IsSymbol("{") || Current.IsSymbol("<<") || Current.IsWord("TRUE") || Current.IsWord("FALSE") || Current.IsWord("NULL");

    private List<Operand> Arguments(int count, string name)
    {
        Advance();
        Advance();
        var arguments = new List<Operand>();
        do arguments.Add(Sum());
        while (TrySymbol(","));
        Expect(")");
        return arguments.Count == count ? arguments : throw Malformed($"The function {name} takes {count} arguments");
    }

    private Expression Function()
    {
        var name = Current.Text.ToLowerInvariant();
        switch (name)
        {
            case "size": return new SizeOperand(Arguments(1, name)[0]);
            case "begins_with":
                var begins = Arguments(2, name);
                if (begins[1] is ValueOperand { Value.Kind: var kind and not (AttributeKind.S or AttributeKind.B) }) throw BadType(name, kind);
                return new BeginsWithNode(begins[0], begins[1]);
            case "contains":
                var contains = Arguments(2, name);
                return new ContainsNode(contains[0], contains[1]);
            case "attribute_type":
                var type = Arguments(2, name);
                return new TypeNode(type[0], type[1]);
            case "missing": return new ExistsNode(Path(Arguments(1, name)[0]), false);
            default: throw Malformed($"No such function: {Current.Text}");
        }
    }

    private static void CheckOrdered(string symbol, Operand operand)
    {
        if (operand is ValueOperand { Value.Kind: var kind and not (AttributeKind.S or AttributeKind.N or AttributeKind.B) }) throw BadType(symbol, kind);
    }

    // AWS: in these words, whatever the operator (nubo-db/dynamodb-conformance, error-messages/partiql).
    private static Kernel.CommonException BadType(string symbol, AttributeKind kind) =>
        Faults.Validation($"Incorrect operand type for operator or function; operator or function: {symbol}, operand type: {kind}");

    private UpdateAction SetAction(AttributePath path)
    {
        if (Current.Kind == StatementTokenKind.Word && _tokens[_at + 1].IsSymbol("(") && Current.Text.ToLowerInvariant() is ("set_add" or "set_delete") and var name)
        {
            var arguments = Arguments(2, name);
            if (!Path(arguments[0]).Equals(path) || arguments[1] is not ValueOperand { Value: { IsSet: true } }) throw Malformed($"The function {name} takes the path that is set, and a set");
            return new UpdateAction(name == "set_add" ? UpdateKind.Add : UpdateKind.Delete, path, arguments[1]);
        }
        return new UpdateAction(UpdateKind.Set, path, Sum());
    }

    // A value of an update: operands with plus and minus between.
    private Operand Sum()
    {
        var left = SumTerm();
        while (Current.IsSymbol("+") || Current.IsSymbol("-"))
        {
            var subtract = Current.Text == "-";
            Advance();
            left = new SumOperand(left, SumTerm(), subtract);
        }
        return left;
    }

    private Operand SumTerm()
    {
        if (Current.Kind == StatementTokenKind.Word && _tokens[_at + 1].IsSymbol("("))
        {
            switch (Current.Text.ToLowerInvariant())
            {
                case "list_append":
                    var lists = Arguments(2, "list_append");
                    return new ListAppendOperand(lists[0], lists[1]);
                case "if_not_exists":
                    var either = Arguments(2, "if_not_exists");
                    return new IfNotExistsOperand(Path(either[0]), either[1]);
            }
        }
        return Operand(Term());
    }

    private AttributeValue Value()
    {
        var token = Current;
        if (token.Kind == StatementTokenKind.Parameter)
        {
            Advance();
            return _used < _parameters.Count ? _parameters[_used++] : throw Faults.Validation("Number of parameters in request and statement don't match.");
        }
        if (token.Kind == StatementTokenKind.Text) return AttributeValue.Of(Quoted());
        if (TrySymbol("-")) return Current.Kind == StatementTokenKind.Number ? Number("-" + Quoted()) : throw Malformed("Expected a number");
        if (token.Kind == StatementTokenKind.Number) return Number(Quoted());
        if (TryWord("TRUE")) return AttributeValue.True;
        if (TryWord("FALSE")) return AttributeValue.False;
        if (TryWord("NULL")) return AttributeValue.Null;
        Deeper();
        var value = TrySymbol("[") ? AttributeValue.Of(Values("]")) : TrySymbol("<<") ? Set(Values(">>")) : TrySymbol("{") ? Map() : throw Malformed("Expected a value");
        _depth--;
        return value.Kind == AttributeKind.Invalid ? throw Faults.Validation(value.Fault) : value;
    }

    private static AttributeValue Number(string text) => DynamoNumber.TryParse(text, out var encoded, out var fault) ? AttributeValue.Number(encoded) : throw Faults.Validation(fault);

    private List<AttributeValue> Values(string close)
    {
        var values = new List<AttributeValue>();
        if (TrySymbol(close)) return values;
        do values.Add(Value());
        while (TrySymbol(","));
        Expect(close);
        return values;
    }

    private AttributeValue Map()
    {
        var map = new AttributeMap();
        if (TrySymbol("}")) return AttributeValue.Of(map);
        do
        {
            if (Current.Kind is not (StatementTokenKind.Text or StatementTokenKind.QuotedName)) throw Malformed("Expected a name");
            var name = Quoted();
            Expect(":");
            map.Values[name] = Value();
        }
        while (TrySymbol(","));
        Expect("}");
        return AttributeValue.Of(map);
    }

    private static AttributeValue Set(List<AttributeValue> members)
    {
        var kind = members.Count == 0 ? AttributeKind.S : members[0].Kind;
        if (members.Exists(m => m.Kind != kind)) throw Malformed("The members of a set are of one type");
        return kind switch
        {
            AttributeKind.S => SetRules.Texts([.. members.Select(m => m.Text)]),
            AttributeKind.N => SetRules.Numbers([.. members.Select(m => DynamoNumber.Text(m.Bytes))]),
            AttributeKind.B => SetRules.Binaries([.. members.Select(m => m.Bytes)]),
            _ => throw Malformed("A set holds texts, numbers or binaries"),
        };
    }
}
