using System.Text;

namespace Undercast.Protocol;

/// <summary>Turns the expressions of AWS's models, which are in Java's dialect, into .NET's.</summary>
/// <remarks>The generator compiles this file too, to refuse an expression that could not be used.</remarks>
internal static class PatternDialect
{
    // Java's POSIX classes, as the inside of a bracket expression.
    private static readonly Dictionary<string, string> Classes = new(StringComparer.Ordinal)
    {
        ["ASCII"] = @"\x00-\x7F",
        ["Alnum"] = "a-zA-Z0-9",
        ["Alpha"] = "a-zA-Z",
        ["Blank"] = @" \t",
        ["Cntrl"] = @"\x00-\x1F\x7F",
        ["Digit"] = "0-9",
        ["Graph"] = @"\x21-\x7E",
        ["IsAlphabetic"] = @"\p{L}\p{Nl}",
        ["IsDigit"] = @"\p{Nd}",
        ["IsLetter"] = @"\p{L}",
        ["Lower"] = "a-z",
        ["Print"] = @"\x20-\x7E",
        ["Punct"] = @"\x21-\x2F\x3A-\x40\x5B-\x60\x7B-\x7E",
        ["Space"] = @"\s",
        ["Upper"] = "A-Z",
        ["XDigit"] = "0-9a-fA-F",
    };

    public static string ToDotNet(string expression)
    {
        // Java ranges over code points beyond the first plane, .NET over the halves of surrogate pairs.
        expression = expression.Replace(@"\uD800\uDC00-\uDBFF\uDFFF", @"\uD800-\uDFFF").Replace(@"\ud800\udc00-\udbff\udfff", @"\ud800-\udfff");
        var text = new StringBuilder();
        var inClass = false;
        for (var i = 0; i < expression.Length; i++)
        {
            var c = expression[i];
            if (c != '\\' || i + 1 == expression.Length)
            {
                if (c == '[' && inClass)
                {
                    // A bracket inside brackets is a character here and a nested class in Java, which no model has.
                    text.Append('\\');
                }
                else if (c is '[' or ']')
                {
                    inClass = c == '[';
                }
                text.Append(c);
                continue;
            }
            var escaped = expression[++i];
            if (escaped == '_')
            {
                text.Append('_');
                continue;
            }
            var end = escaped is 'p' or 'P' && i + 1 < expression.Length && expression[i + 1] == '{' ? expression.IndexOf('}', i) : -1;
            if (end > 0 && Classes.TryGetValue(expression.Substring(i + 2, end - i - 2), out var known) && (escaped == 'p' || !inClass))
            {
                text.Append(inClass ? known : escaped == 'p' ? $"[{known}]" : $"[^{known}]");
                i = end;
                continue;
            }
            text.Append(c).Append(escaped);
        }
        return text.ToString();
    }
}
