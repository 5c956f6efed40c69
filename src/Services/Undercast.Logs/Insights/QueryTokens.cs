using System.Globalization;
using System.Text;

namespace Undercast.Logs;

internal enum TokenKind
{
    End,
    Name,
    Number,
    Text,
    Regex,
    Sign,
}

/// <summary>A piece of a query's text.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Its text, without quotes.</param>
/// <param name="At">Where it begins.</param>
internal readonly record struct QueryToken(TokenKind Kind, string Text, int At);

/// <summary>Splits a query of Logs Insights into tokens.</summary>
internal static class QueryTokens
{
    private static readonly string[] LongSigns = ["!=", "<=", ">=", "=~", "&&", "||"];

    public static IReadOnlyList<QueryToken> Of(string text)
    {
        var tokens = new List<QueryToken>();
        var at = 0;
        while (at < text.Length)
        {
            var c = text[at];
            if (char.IsWhiteSpace(c)) at++;
            // A comment goes to the end of its line.
            else if (c == '#') at = text.IndexOf('\n', at) is var end and >= 0 ? end : text.Length;
            else if (c is '"' or '\'' or '`') tokens.Add(Quoted(text, ref at));
            else if (c == '/' && BeginsRegex(tokens)) tokens.Add(Regex(text, ref at));
            else if (char.IsAsciiDigit(c)) tokens.Add(Number(text, ref at));
            else if (IsName(c)) tokens.Add(Name(text, ref at));
            else
            {
                var sign = LongSigns.FirstOrDefault(s => text.AsSpan(at).StartsWith(s, StringComparison.Ordinal)) ?? c.ToString();
                if (sign.Length == 1 && !"|,()[]+-*/%^=<>".Contains(c, StringComparison.Ordinal)) throw QueryFault.At(at, $"unexpected symbol found {c}");
                tokens.Add(new QueryToken(TokenKind.Sign, sign, at));
                at += sign.Length;
            }
        }
        tokens.Add(new QueryToken(TokenKind.End, "", text.Length));
        return tokens;
    }

    private static bool IsName(char c) => char.IsLetter(c) || c is '_' or '@' or '$';

    // After a value a slash divides; anywhere else it begins a regular expression.
    private static bool BeginsRegex(List<QueryToken> before) => before.Count == 0 || before[^1] switch
    {
        { Kind: TokenKind.Number or TokenKind.Text } => false,
        { Kind: TokenKind.Name, Text: var word } => word.ToLowerInvariant() is "like" or "parse" or "not" || (before.Count > 1 && before[^2].Text.Equals("parse", StringComparison.OrdinalIgnoreCase)),
        { Kind: TokenKind.Sign, Text: ")" } => false,
        _ => true,
    };

    private static QueryToken Quoted(string text, ref int at)
    {
        var (start, quote) = (at, text[at]);
        var value = new StringBuilder();
        for (at++; at < text.Length && text[at] != quote; at++)
        {
            if (text[at] == '\\' && at + 1 < text.Length && text[at + 1] is '\\' or '"' or '\'' or '`') at++;
            value.Append(text[at]);
        }
        if (at++ >= text.Length) throw QueryFault.At(start, "the quoted text has no end");
        return new QueryToken(quote == '`' ? TokenKind.Name : TokenKind.Text, value.ToString(), start);
    }

    private static QueryToken Regex(string text, ref int at)
    {
        var start = at++;
        var body = new StringBuilder();
        while (at < text.Length && text[at] != '/')
        {
            if (text[at] == '\\' && at + 1 < text.Length)
            {
                if (text[at + 1] != '/') body.Append('\\');
                at++;
            }
            body.Append(text[at++]);
        }
        if (at++ >= text.Length) throw QueryFault.At(start, "the regular expression has no end");
        return new QueryToken(TokenKind.Regex, body.ToString(), start);
    }

    private static QueryToken Number(string text, ref int at)
    {
        var start = at;
        while (at < text.Length && (char.IsAsciiDigit(text[at]) || text[at] == '.')) at++;
        // A span of time such as 5m.
        while (at < text.Length && char.IsAsciiLetter(text[at])) at++;
        var whole = text[start..at];
        return new QueryToken(double.TryParse(whole, NumberStyles.Float, CultureInfo.InvariantCulture, out _) ? TokenKind.Number : TokenKind.Name, whole, start);
    }

    private static QueryToken Name(string text, ref int at)
    {
        var start = at;
        while (at < text.Length && (IsName(text[at]) || char.IsAsciiDigit(text[at]) || text[at] == '.')) at++;
        return new QueryToken(TokenKind.Name, text[start..at], start);
    }
}

internal static class QueryFault
{
    public static MalformedQueryException At(int at, string message) => new($"{message} at character offset {at}.")
    {
        QueryCompileError = new QueryCompileError { Location = new QueryCompileErrorLocation { StartCharOffset = at, EndCharOffset = at + 1 }, Message = message },
    };
}
