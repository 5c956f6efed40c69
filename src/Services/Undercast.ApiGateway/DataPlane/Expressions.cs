using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Undercast.ApiGateway;

/// <summary>The expressions that map parameters: <c>method.request.…</c>, <c>integration.response.…</c>, <c>context.…</c>, <c>stageVariables.…</c> and quoted texts.</summary>
internal static class Expressions
{
    private const string Request = "method.request.";
    private const string Response = "integration.response.";

    /// <summary>The value, or null where there is none.</summary>
    /// <param name="exchange">The request.</param>
    /// <param name="expression">The expression.</param>
    /// <param name="answer">What the integration answered, for expressions of its response.</param>
    public static string? Evaluate(Exchange exchange, string expression, IntegrationAnswer? answer = null)
    {
        if (expression.Length >= 2 && expression[0] == '\'' && expression[^1] == '\'') return expression[1..^1];
        if (expression.StartsWith(Request, StringComparison.Ordinal)) return OfRequest(exchange, expression[Request.Length..]);
        if (expression.StartsWith(Response, StringComparison.Ordinal)) return answer is null ? null : OfResponse(answer, expression[Response.Length..]);
        if (expression.StartsWith("stageVariables.", StringComparison.Ordinal)) return exchange.Stage.Variables.GetValueOrDefault(expression["stageVariables.".Length..]);
        if (!expression.StartsWith("context.", StringComparison.Ordinal)) return null;
        return Of(new ContextObject(exchange), expression["context.".Length..]);
    }

    /// <summary>A variable of a context by its dotted name.</summary>
    public static string? Of(ContextObject context, string name)
    {
        object? value = context;
        foreach (var part in name.Split('.')) value = value is null ? null : JavaValues.Get(value, part);
        return JavaValues.Text(value);
    }

    private static string? OfRequest(Exchange exchange, string rest)
    {
        var dot = rest.IndexOf('.', StringComparison.Ordinal);
        var (place, name) = dot < 0 ? (rest, "") : (rest[..dot], rest[(dot + 1)..]);
        return place switch
        {
            "header" => exchange.Header(name),
            "multivalueheader" => exchange.Http.Request.Headers.TryGetValue(name, out var lines) ? string.Join(',', lines.ToArray()) : null,
            "querystring" => exchange.Query.TryGetValue(name, out var values) ? values[^1] : null,
            "multivaluequerystring" => exchange.Query.TryGetValue(name, out var all) ? string.Join(',', all) : null,
            "path" => exchange.Variable(name),
            "body" => name.Length == 0 ? exchange.BodyText : JavaValues.Text(JsonPath.Find(JsonValues.Read(exchange.Body.Span), "$." + name)),
            _ => null,
        };
    }

    private static string? OfResponse(IntegrationAnswer answer, string rest)
    {
        var dot = rest.IndexOf('.', StringComparison.Ordinal);
        var (place, name) = dot < 0 ? (rest, "") : (rest[..dot], rest[(dot + 1)..]);
        return place switch
        {
            "header" => answer.Headers.LastOrDefault(h => h.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value,
            "multivalueheader" => answer.Headers.Where(h => h.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(static h => h.Value).ToArray() is { Length: > 0 } lines ? string.Join(',', lines) : null,
            "body" => name.Length == 0 ? answer.Text : JavaValues.Text(JsonPath.Find(JsonValues.Read(answer.Body.Span), "$." + name)),
            _ => null,
        };
    }

    /// <summary>A URI with its stage variables filled in; an unknown one is empty.</summary>
    public static string? WithStageVariables(string? uri, IReadOnlyDictionary<string, string> variables)
    {
        const string open = "${stageVariables.";
        if (uri is null || !uri.Contains(open, StringComparison.Ordinal)) return uri;
        var output = new StringBuilder();
        var at = 0;
        while (uri.IndexOf(open, at, StringComparison.Ordinal) is var start and >= 0)
        {
            var end = uri.IndexOf('}', start);
            if (end < 0) break;
            output.Append(uri, at, start - at).Append(variables.GetValueOrDefault(uri[(start + open.Length)..end]));
            at = end + 1;
        }
        return output.Append(uri, at, uri.Length - at).ToString();
    }

    /// <summary>A text as JSON, quotes included.</summary>
    public static string Quote(string? text) => text is null ? "null" : $"\"{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";
}

/// <summary>What an integration answered, before any mapping.</summary>
internal sealed class IntegrationAnswer
{
    private string? _text;

    public required int Status { get; init; }
    public required ReadOnlyMemory<byte> Body { get; init; }
    public List<KeyValuePair<string, string>> Headers { get; init; } = [];
    /// <summary>What selection patterns look at where it is not the status: a function's error message.</summary>
    public string? Selector { get; init; }
    public string Text => _text ??= Encoding.UTF8.GetString(Body.Span);
}
