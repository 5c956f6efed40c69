using System.Text;

namespace Undercast.DynamoDb;

internal enum StatementTokenKind
{
    End,
    Word,
    QuotedName,
    Text,
    Number,
    Parameter,
    Symbol,
}

/// <summary>A piece of a statement; <see cref="Text"/> is what it means, without quotes.</summary>
internal readonly record struct StatementToken(StatementTokenKind Kind, string Text)
{
    public bool IsWord(string word) => Kind == StatementTokenKind.Word && Text.Equals(word, StringComparison.OrdinalIgnoreCase);

    public bool IsSymbol(string symbol) => Kind == StatementTokenKind.Symbol && Text == symbol;
}

/// <summary>Cuts a PartiQL statement into pieces.</summary>
internal static class StatementTokens
{
    private static readonly string[] Symbols = ["<<", ">>", "<=", ">=", "<>", "!=", "(", ")", "[", "]", "{", "}", ",", ".", ":", "=", "<", ">", "+", "-", "*"];

    public static List<StatementToken> Of(string text)
    {
        var tokens = new List<StatementToken>();
        var at = 0;
        while (true)
        {
            while (at < text.Length && char.IsWhiteSpace(text[at])) at++;
            if (at == text.Length) break;
            tokens.Add(Next(text, ref at));
        }
        tokens.Add(new StatementToken(StatementTokenKind.End, ""));
        return tokens;
    }

    private static StatementToken Next(string text, ref int at)
    {
        var c = text[at];
        if (c is '\'' or '"') return new StatementToken(c == '"' ? StatementTokenKind.QuotedName : StatementTokenKind.Text, Quoted(text, ref at));
        if (c == '?')
        {
            at++;
            return new StatementToken(StatementTokenKind.Parameter, "?");
        }
        var start = at;
        if (char.IsAsciiLetter(c) || c is '_' or '$' or '#')
        {
            while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] is '_' or '$' or '#')) at++;
            return new StatementToken(StatementTokenKind.Word, text[start..at]);
        }
        if (char.IsAsciiDigit(c) || (c == '.' && at + 1 < text.Length && char.IsAsciiDigit(text[at + 1])))
        {
            Number(text, ref at);
            return new StatementToken(StatementTokenKind.Number, text[start..at]);
        }
        var rest = text.AsSpan(at);
        foreach (var symbol in Symbols)
        {
            if (!rest.StartsWith(symbol, StringComparison.Ordinal)) continue;
            at += symbol.Length;
            return new StatementToken(StatementTokenKind.Symbol, symbol);
        }
        throw StatementParser.Malformed("Unexpected character");
    }

    private static void Number(string text, ref int at)
    {
        while (at < text.Length && (char.IsAsciiDigit(text[at]) || text[at] == '.')) at++;
        if (at == text.Length || text[at] is not ('e' or 'E')) return;
        var end = at + 1;
        if (end < text.Length && text[end] is '+' or '-') end++;
        if (end == text.Length || !char.IsAsciiDigit(text[end])) return;
        while (end < text.Length && char.IsAsciiDigit(text[end])) end++;
        at = end;
    }

    // A quote inside is written twice.
    private static string Quoted(string text, ref int at)
    {
        var quote = text[at++];
        var value = new StringBuilder();
        while (at < text.Length)
        {
            if (text[at] != quote)
            {
                value.Append(text[at++]);
            }
            else if (at + 1 < text.Length && text[at + 1] == quote)
            {
                value.Append(quote);
                at += 2;
            }
            else
            {
                at++;
                return value.ToString();
            }
        }
        throw StatementParser.Malformed("");
    }
}
