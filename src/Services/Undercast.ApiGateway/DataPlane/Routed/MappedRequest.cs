using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Primitives;

namespace Undercast.ApiGateway.Routed;

/// <summary>A request as its integration gets it: as it came, with what parameter mappings add, overwrite and remove.</summary>
internal sealed class MappedRequest
{
    private readonly RoutedRequest _request;
    private readonly bool _isChanged;

    public MappedRequest(RoutedRequest request)
    {
        _request = request;
        Query = request.Query;
        foreach (var (name, values) in request.Http.Request.Headers)
        {
            if (values.Count > 0 && !name.StartsWith(':')) Headers[name] = values;
        }
        Headers.TryAdd("X-Forwarded-For", request.SourceIp);
        Headers.TryAdd("X-Forwarded-Port", (request.Http.Request.Host.Port ?? (request.Http.Request.IsHttps ? 443 : 80)).ToString(System.Globalization.CultureInfo.InvariantCulture));
        Headers.TryAdd("X-Forwarded-Proto", request.Http.Request.Scheme);
    }

    public MappedRequest(RoutedRequest request, IReadOnlyDictionary<string, string>? mappings)
        : this(request)
    {
        if (mappings is not { Count: > 0 }) return;
        foreach (var (target, expression) in mappings)
        {
            var colon = target.IndexOf(':', StringComparison.Ordinal);
            if (colon < 0) continue;
            var (verb, place) = (target[..colon], target[(colon + 1)..]);
            // AWS: a mapping whose value is not there changes nothing; a removal needs none.
            var value = verb == "remove" ? "" : MappingText.Evaluate(expression, Variable);
            if (value is null) continue;
            if (place == "path") Path = value.StartsWith('/') ? value : "/" + value;
            else if (place.StartsWith("header.", StringComparison.Ordinal)) Change(Headers, verb, place["header.".Length..], value);
            else if (place.StartsWith("querystring.", StringComparison.Ordinal))
            {
                if (!_isChanged) (Query, _isChanged) = (request.Query.ToDictionary(static q => q.Key, static q => new List<string>(q.Value), StringComparer.Ordinal), true);
                var name = place["querystring.".Length..];
                if (verb == "remove") Query.Remove(name);
                else if (verb == "append" && Query.TryGetValue(name, out var list)) list.Add(value);
                else Query[name] = [value];
            }
        }
    }

    public Dictionary<string, StringValues> Headers { get; } = new(StringComparer.OrdinalIgnoreCase);

    public Dictionary<string, List<string>> Query { get; private set; }

    /// <summary>The path that a mapping says; null where none does.</summary>
    public string? Path { get; private set; }

    public string RawQuery => _isChanged
        ? string.Join('&', Query.SelectMany(static q => q.Value.Select(v => $"{Uri.EscapeDataString(q.Key)}={Uri.EscapeDataString(v)}")))
        : _request.Http.Request.QueryString is { HasValue: true, Value: { } query } ? query[1..] : "";

    /// <summary>What expressions of requests name.</summary>
    public static string? Variable(RoutedRequest request, string name)
    {
        if (name == "request.body") return request.BodyText;
        if (name == "request.path") return request.RawPath;
        if (name == "request.querystring") return request.Http.Request.QueryString is { HasValue: true, Value: { } query } ? query[1..] : "";
        if (name.StartsWith("request.header.", StringComparison.Ordinal)) return request.JoinedHeader(name["request.header.".Length..]);
        if (name.StartsWith("request.querystring.", StringComparison.Ordinal)) return request.Query.TryGetValue(name["request.querystring.".Length..], out var values) ? string.Join(',', values) : null;
        if (name.StartsWith("request.path.", StringComparison.Ordinal)) return request.Variable(name["request.path.".Length..]);
        if (name.StartsWith("request.body.", StringComparison.Ordinal)) return MappingText.OfJson(request.Json, name["request.body.".Length..]);
        if (name.StartsWith("context.", StringComparison.Ordinal)) return request.Context(name["context.".Length..]);
        return name.StartsWith("stageVariables.", StringComparison.Ordinal) ? request.Stage.Variables.GetValueOrDefault(name["stageVariables.".Length..]) : null;
    }

    private string? Variable(string name) => Variable(_request, name);

    private static void Change(Dictionary<string, StringValues> headers, string verb, string name, string value)
    {
        if (verb == "remove") headers.Remove(name);
        else if (verb == "append" && headers.TryGetValue(name, out var old)) headers[name] = StringValues.Concat(old, value);
        else headers[name] = value;
    }

    /// <summary>Applies the mappings of an answer's status to it.</summary>
    public static void Apply(RoutedRequest request, GatewayAnswer answer, IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>? mappings)
    {
        if (mappings is null || !mappings.TryGetValue(answer.Status.ToString(System.Globalization.CultureInfo.InvariantCulture), out var own)) return;
        var before = answer.Headers.ToList();
        JsonElement? json = null;
        foreach (var (target, expression) in own)
        {
            var colon = target.IndexOf(':', StringComparison.Ordinal);
            if (colon < 0) continue;
            var (verb, place) = (target[..colon], target[(colon + 1)..]);
            var value = verb == "remove" ? "" : MappingText.Evaluate(expression, OfAnswer);
            if (value is null) continue;
            if (place == "statuscode")
            {
                if (int.TryParse(value, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var status) && status is >= 200 and <= 599) answer.Status = status;
            }
            else if (place.StartsWith("header.", StringComparison.Ordinal))
            {
                var name = place["header.".Length..];
                if (verb == "remove") answer.Headers.RemoveAll(h => h.Key.Equals(name, StringComparison.OrdinalIgnoreCase));
                else if (verb == "append") answer.Headers.Add(new(name, value));
                else answer.Set(name, value);
            }
        }

        string? OfAnswer(string name)
        {
            if (name.StartsWith("response.header.", StringComparison.Ordinal)) return before.LastOrDefault(h => h.Key.Equals(name["response.header.".Length..], StringComparison.OrdinalIgnoreCase)).Value;
            if (name == "response.body") return Encoding.UTF8.GetString(answer.Body.Span);
            if (name.StartsWith("response.body.", StringComparison.Ordinal)) return MappingText.OfJson(json ??= MappingText.Parse(answer.Body), name["response.body.".Length..]);
            return Variable(request, name);
        }
    }
}

/// <summary>Values of parameter mappings: a text, a variable, or texts and variables in braces together.</summary>
internal static class MappingText
{
    public static string? Evaluate(string expression, Func<string, string?> variable)
    {
        if (!expression.Contains('$', StringComparison.Ordinal)) return expression;
        return new SelectionExpression(expression).Evaluate(variable);
    }

    public static JsonElement Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return default;
        }
    }

    /// <summary>A member by its dotted path, with places in lists between brackets; objects and lists as JSON.</summary>
    public static string? OfJson(JsonElement json, string path)
    {
        foreach (var part in path.Split('.'))
        {
            var bracket = part.IndexOf('[', StringComparison.Ordinal);
            var name = bracket < 0 ? part : part[..bracket];
            if (name.Length > 0 && (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty(name, out json))) return null;
            foreach (var index in bracket < 0 ? [] : part[bracket..].Split('[', StringSplitOptions.RemoveEmptyEntries))
            {
                if (json.ValueKind != JsonValueKind.Array || !int.TryParse(index.TrimEnd(']'), out var at) || at < 0 || at >= json.GetArrayLength()) return null;
                json = json[at];
            }
        }
        return json.ValueKind switch { JsonValueKind.Undefined or JsonValueKind.Null => null, JsonValueKind.String => json.GetString(), _ => json.GetRawText() };
    }
}
