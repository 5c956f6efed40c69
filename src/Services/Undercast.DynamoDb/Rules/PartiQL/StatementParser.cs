using System.Globalization;

namespace Undercast.DynamoDb;

/// <summary>Parses the PartiQL that DynamoDB takes: SELECT, INSERT, UPDATE, DELETE, EXISTS.</summary>
internal sealed partial class StatementParser
{
    private const int MaxDepth = 100;
    private static readonly string[] Keywords = ["SELECT", "FROM", "WHERE", "ORDER", "BY", "AND", "OR", "NOT", "IN", "IS", "BETWEEN", "SET", "REMOVE", "RETURNING", "VALUE", "INTO", "INSERT", "UPDATE", "DELETE"];
    private readonly List<StatementToken> _tokens;
    private readonly IReadOnlyList<AttributeValue> _parameters;
    private int _at;
    private int _depth;
    private int _used;

    private StatementParser(string text, IReadOnlyList<AttributeValue>? parameters)
    {
        _tokens = StatementTokens.Of(text);
        _parameters = parameters ?? [];
    }

    public static Kernel.CommonException Malformed(string detail) => Faults.Validation($"Statement wasn't well formed, can't be processed: {detail}");

    public static Statement Parse(string text, IReadOnlyList<AttributeValue>? parameters)
    {
        foreach (var parameter in parameters ?? [])
        {
            if (parameter.Kind == AttributeKind.Invalid) throw Faults.Validation(parameter.Fault);
        }
        var parser = new StatementParser(text, parameters);
        var statement = parser.ReadStatement();
        if (parser.Current.Kind != StatementTokenKind.End) throw Malformed("Unexpected token after expression");
        if (parser._used != parser._parameters.Count) throw Faults.Validation("Number of parameters in request and statement don't match.");
        return statement;
    }

    /// <summary>What a statement does to which table and index, read from its first words; null when it has no such form.</summary>
    public static (StatementVerb Verb, string Table, string? Index)? Peek(string? text)
    {
        try
        {
            var tokens = StatementTokens.Of(text ?? "");
            var at = tokens.FindIndex(t => t.IsWord("SELECT") || t.IsWord("INSERT") || t.IsWord("UPDATE") || t.IsWord("DELETE"));
            if (at < 0) return null;
            var verb = Enum.Parse<StatementVerb>(tokens[at].Text, ignoreCase: true);
            var parser = new StatementParser("", null) { _at = 0 };
            parser._tokens.Clear();
            parser._tokens.AddRange(tokens);
            parser._at = verb switch
            {
                StatementVerb.Select or StatementVerb.Delete => tokens.FindIndex(at, t => t.IsWord("FROM")) + 1,
                StatementVerb.Insert => tokens.FindIndex(at, t => t.IsWord("INTO")) + 1,
                _ => at + 1,
            };
            if (parser._at == 0) return null;
            var (table, index) = parser.Target();
            return (verb, table, index);
        }
        catch (Kernel.CommonException)
        {
            // What cannot be read names nothing; the operation itself says what is wrong with it.
            return null;
        }
    }

    private StatementToken Current => _tokens[_at];

    private void Advance() => _at = Math.Min(_at + 1, _tokens.Count - 1);

    private bool TryWord(string word)
    {
        if (!Current.IsWord(word)) return false;
        Advance();
        return true;
    }

    private bool TrySymbol(string symbol)
    {
        if (!Current.IsSymbol(symbol)) return false;
        Advance();
        return true;
    }

    private void Expect(string symbol)
    {
        if (!TrySymbol(symbol)) throw Malformed($"Expected '{symbol}'");
    }

    private void ExpectWord(string word)
    {
        if (!TryWord(word)) throw Malformed($"Expected {word}");
    }

    private Statement ReadStatement()
    {
        if (TryWord("SELECT")) return Select();
        if (TryWord("INSERT")) return Insert();
        if (TryWord("UPDATE")) return Update();
        if (TryWord("DELETE")) return Delete();
        if (!TryWord("EXISTS")) throw Malformed("Expected data manipulation");
        Expect("(");
        ExpectWord("SELECT");
        var inner = Select();
        Expect(")");
        return inner with { Verb = StatementVerb.Exists };
    }

    private Statement Select()
    {
        List<SelectedPath>? selected = null;
        if (!TrySymbol("*"))
        {
            selected = [];
            do
            {
                var path = Path();
                // Guess: a place in a list has no name of its own and is told by its position in the list of what is selected.
                var name = path.Steps[^1].Name ?? string.Create(CultureInfo.InvariantCulture, $"_{selected.Count + 1}");
                selected.Add(new SelectedPath(name, path));
            }
            while (TrySymbol(","));
        }
        ExpectWord("FROM");
        var (table, index) = Target();
        var where = TryWord("WHERE") ? Condition() : null;
        var order = new List<SortedBy>();
        if (TryWord("ORDER"))
        {
            ExpectWord("BY");
            do
            {
                var name = Name();
                var descending = TryWord("DESC");
                if (!descending) TryWord("ASC");
                order.Add(new SortedBy(name, descending));
            }
            while (TrySymbol(","));
        }
        return new Statement { Verb = StatementVerb.Select, Table = table, Index = index, Selected = selected, Where = where, OrderBy = order };
    }

    private Statement Insert()
    {
        ExpectWord("INTO");
        var (table, index) = Target();
        if (index is not null) throw Faults.Validation("Index is not supported in INSERT statements");
        ExpectWord("VALUE");
        var value = Value();
        return value.Kind == AttributeKind.M ? new Statement { Verb = StatementVerb.Insert, Table = table, Item = value.Map } : throw Malformed("Expected a map to be inserted");
    }

    private Statement Update()
    {
        var (table, _) = Target();
        var actions = new List<UpdateAction>();
        while (true)
        {
            if (TryWord("SET"))
            {
                do
                {
                    var path = Path();
                    Expect("=");
                    actions.Add(SetAction(path));
                }
                while (TrySymbol(","));
            }
            else if (TryWord("REMOVE"))
            {
                do actions.Add(new UpdateAction(UpdateKind.Remove, Path(), null));
                while (TrySymbol(","));
            }
            else
            {
                break;
            }
        }
        if (actions.Count == 0) throw Malformed("Expected SET or REMOVE");
        for (var i = 0; i < actions.Count; i++)
        {
            for (var j = 0; j < i; j++)
            {
                if (AttributePath.Clash(actions[j].Path, actions[i].Path) is { } clash) throw Faults.Validation(clash);
            }
        }
        if (!TryWord("WHERE")) throw Faults.Validation(StatementRules.NoKey);
        var where = Condition();
        return new Statement { Verb = StatementVerb.Update, Table = table, Actions = actions, Where = where, Returning = Returning() };
    }

    private Statement Delete()
    {
        ExpectWord("FROM");
        var (table, _) = Target();
        if (!TryWord("WHERE")) throw Faults.Validation(StatementRules.NoKey);
        var where = Condition();
        var returning = Returning();
        // AWS: these words (nubo-db/dynamodb-conformance, error-messages/partiql).
        if (returning is not (null or "ALL OLD"))
            throw Faults.Validation($"Invalid returning clause: RETURNING {returning} *. Only RETURNING ALL OLD * is allowed in DELETE statements.");
        return new Statement { Verb = StatementVerb.Delete, Table = table, Where = where, Returning = returning };
    }

    private string? Returning()
    {
        if (!TryWord("RETURNING")) return null;
        var which = TryWord("ALL") ? "ALL" : TryWord("MODIFIED") ? "MODIFIED" : throw Malformed("Expected ALL or MODIFIED");
        var when = TryWord("OLD") ? "OLD" : TryWord("NEW") ? "NEW" : throw Malformed("Expected OLD or NEW");
        Expect("*");
        return $"{which} {when}";
    }

    private (string Table, string? Index) Target()
    {
        var names = new List<string>();
        do names.Add(Current.Kind == StatementTokenKind.QuotedName ? Quoted() : Name());
        while (TrySymbol("."));
        if (names.Contains("")) throw Faults.Validation("Path component cannot be an empty string");
        if (names.Count > 2) throw Faults.Validation("A path may contain at most 2 components in the FROM clause");
        return (names[0], names.Count > 1 ? names[1] : null);
    }

    private string Quoted()
    {
        var text = Current.Text;
        Advance();
        return text;
    }

    private string Name()
    {
        if (Current.Kind == StatementTokenKind.QuotedName) return Quoted();
        if (Current.Kind != StatementTokenKind.Word || Array.Exists(Keywords, k => Current.IsWord(k))) throw Malformed("Expected identifier");
        return Quoted();
    }

    private AttributePath Path()
    {
        var steps = new List<PathStep> { new(Name(), 0) };
        while (true)
        {
            if (TrySymbol(".")) steps.Add(new PathStep(Name(), 0));
            else if (!TrySymbol("[")) return new AttributePath([.. steps]);
            else if (Current.Kind == StatementTokenKind.Number && int.TryParse(Current.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var index))
            {
                Advance();
                Expect("]");
                steps.Add(new PathStep(null, index));
            }
            else if (Current.Kind == StatementTokenKind.Text)
            {
                steps.Add(new PathStep(Quoted(), 0));
                Expect("]");
            }
            else
            {
                throw Malformed("Expected an index");
            }
        }
    }

    private void Deeper()
    {
        if (++_depth > MaxDepth) throw Malformed("The statement nests too deep");
    }
}
