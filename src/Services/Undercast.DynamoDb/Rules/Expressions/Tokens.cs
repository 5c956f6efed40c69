namespace Undercast.DynamoDb;

internal enum TokenKind
{
    End,
    Name,
    NamePlaceholder,
    ValuePlaceholder,
    Number,
    Symbol,
    Unknown,
}

/// <summary>A piece of an expression.</summary>
internal readonly record struct Token(TokenKind Kind, int Start, int Length)
{
    public int End => Start + Length;
}

/// <summary>Cuts an expression into pieces.</summary>
internal static class Tokens
{
    public static List<Token> Of(string text)
    {
        var tokens = new List<Token>(text.Length / 4 + 2);
        var at = 0;
        while (true)
        {
            while (at < text.Length && text[at] is ' ' or '\t' or '\r' or '\n') at++;
            if (at == text.Length) break;
            var token = Next(text, at);
            tokens.Add(token);
            at = token.End;
        }
        tokens.Add(new Token(TokenKind.End, text.Length, 0));
        return tokens;
    }

    private static Token Next(string text, int at)
    {
        var c = text[at];
        if (char.IsAsciiLetter(c) || c == '_') return new Token(TokenKind.Name, at, Run(text, at));
        if (c is '#' or ':')
        {
            var rest = at + 1 < text.Length ? Run(text, at + 1) : 0;
            return rest == 0 ? new Token(TokenKind.Unknown, at, 1) : new Token(c == '#' ? TokenKind.NamePlaceholder : TokenKind.ValuePlaceholder, at, rest + 1);
        }
        if (char.IsAsciiDigit(c))
        {
            var end = at;
            while (end < text.Length && char.IsAsciiDigit(text[end])) end++;
            return new Token(TokenKind.Number, at, end - at);
        }
        if (at + 1 < text.Length && (text.AsSpan(at, 2) is "<>" or "<=" or ">=")) return new Token(TokenKind.Symbol, at, 2);
        return new Token("()[],.=<>+-".Contains(c, StringComparison.Ordinal) ? TokenKind.Symbol : TokenKind.Unknown, at, 1);
    }

    private static int Run(string text, int at)
    {
        var end = at;
        while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] == '_')) end++;
        return end - at;
    }
}
