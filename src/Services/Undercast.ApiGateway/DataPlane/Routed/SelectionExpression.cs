using System.Text;

namespace Undercast.ApiGateway.Routed;

/// <summary>An expression that chooses by a message's content, such as <c>$request.body.action</c> or <c>${request.header.a}-${request.body.b}</c>.</summary>
internal sealed class SelectionExpression
{
    // A text, or a variable's name.
    private readonly List<(bool IsVariable, string Text)> _parts = [];

    public SelectionExpression(string text)
    {
        var at = 0;
        while (at < text.Length)
        {
            var dollar = text.IndexOf('$', at);
            if (dollar < 0) dollar = text.Length;
            if (dollar > at) _parts.Add((false, text[at..dollar]));
            if (dollar == text.Length) break;
            if (dollar + 1 < text.Length && text[dollar + 1] == '{' && text.IndexOf('}', dollar) is var close and > 0)
            {
                _parts.Add((true, text[(dollar + 2)..close]));
                at = close + 1;
                continue;
            }
            var end = dollar + 1;
            while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] is '.' or '_' or '-' or '[' or ']' or '@' or '*')) end++;
            _parts.Add(end == dollar + 1 ? (false, "$") : (true, text[(dollar + 1)..end]));
            at = end;
        }
    }

    /// <summary>The text that the variables make; null when one of them has no value.</summary>
    public string? Evaluate(Func<string, string?> variable)
    {
        if (_parts is [var single]) return single.IsVariable ? variable(single.Text) : single.Text;
        var output = new StringBuilder();
        foreach (var (isVariable, text) in _parts)
        {
            if (!isVariable) output.Append(text);
            else if (variable(text) is { } value) output.Append(value);
            else return null;
        }
        return output.ToString();
    }
}
