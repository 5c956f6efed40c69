using System.Text;
using System.Text.RegularExpressions;

namespace Undercast.ApiGateway;

/// <summary>A request as an integration gets it.</summary>
/// <param name="Body">The body after mapping.</param>
/// <param name="Headers">The headers.</param>
/// <param name="Query">The query's parameters.</param>
/// <param name="Path">The path's variables.</param>
internal sealed record IntegrationRequest(ReadOnlyMemory<byte> Body, Dictionary<string, string> Headers, List<KeyValuePair<string, string>> Query, Dictionary<string, string> Path);

/// <summary>Maps requests to integrations and their answers back: parameters, templates, passthrough, content handling.</summary>
internal static class Mappings
{
    private const string JsonType = "application/json";

    public static IntegrationRequest Request(Exchange exchange)
    {
        var integration = exchange.Method.Integration;
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var path = new Dictionary<string, string>(StringComparer.Ordinal);
        var query = new List<KeyValuePair<string, string>>();
        foreach (var (target, expression) in integration.RequestParameters ?? new Dictionary<string, string>())
        {
            if (Expressions.Evaluate(exchange, expression) is not { } value) continue;
            if (target.StartsWith("integration.request.header.", StringComparison.Ordinal)) headers[target["integration.request.header.".Length..]] = value;
            else if (target.StartsWith("integration.request.querystring.", StringComparison.Ordinal)) query.Add(new(target["integration.request.querystring.".Length..], value));
            else if (target.StartsWith("integration.request.path.", StringComparison.Ordinal)) path[target["integration.request.path.".Length..]] = value;
        }
        var body = integration.ContentHandling switch
        {
            "CONVERT_TO_TEXT" when !exchange.Body.IsEmpty && exchange.Stage.IsBinary(exchange.Header("Content-Type")) => Encoding.UTF8.GetBytes(Convert.ToBase64String(exchange.Body.Span)),
            "CONVERT_TO_BINARY" when !exchange.Body.IsEmpty => FromBase64(exchange.BodyText),
            _ => exchange.Body,
        };
        var type = (exchange.Header("Content-Type") ?? JsonType).Split(';')[0].Trim();
        if (exchange.Method.RequestTemplates.TryGetValue(type, out var template) || exchange.Method.RequestTemplates.TryGetValue("$default", out template))
        {
            body = template.Render(TemplateScope.ForRequest(exchange));
            headers.TryAdd("Content-Type", JsonType);
        }
        else if (integration.PassthroughBehavior == "NEVER" || (integration.PassthroughBehavior == "WHEN_NO_TEMPLATES" && exchange.Method.RequestTemplates.Count > 0)) throw GatewayFault.UnsupportedMediaType();
        else headers.TryAdd("Content-Type", exchange.Header("Content-Type") ?? JsonType);
        foreach (var (name, value) in exchange.Overrides.RequestHeaders) headers[name] = value;
        foreach (var (name, value) in exchange.Overrides.RequestPath) path[name] = value;
        foreach (var (name, value) in exchange.Overrides.RequestQuery)
        {
            query.RemoveAll(q => q.Key == name);
            query.Add(new(name, value));
        }
        return new IntegrationRequest(body, headers, query, path);
    }

    /// <summary>The answer by the integration response whose pattern fits.</summary>
    public static GatewayAnswer Answer(Exchange exchange, IntegrationAnswer answer)
    {
        exchange.IntegrationStatus = answer.Status;
        var chosen = Choose(exchange.Method, answer) ?? throw GatewayFault.Misconfigured();
        var result = new GatewayAnswer { Status = chosen.Status };
        foreach (var (target, expression) in chosen.Response.ResponseParameters ?? new Dictionary<string, string>())
        {
            if (target.StartsWith("method.response.header.", StringComparison.Ordinal) && Expressions.Evaluate(exchange, expression, answer) is { } value) result.Set(target["method.response.header.".Length..], value);
        }
        // AWS: the template is chosen by the type of what the integration answered.
        var type = (answer.Headers.LastOrDefault(static h => h.Key.Equals("Content-Type", StringComparison.OrdinalIgnoreCase)).Value ?? JsonType).Split(';')[0].Trim();
        if (chosen.Templates.Count > 0)
        {
            var (key, template) = chosen.Templates.TryGetValue(type, out var own) ? (type, own) : chosen.Templates.Select(static t => (t.Key, t.Value)).First();
            try
            {
                result.Body = template.Render(TemplateScope.ForResponse(exchange, answer.Body));
            }
            catch (VtlException)
            {
                throw GatewayFault.Misconfigured();
            }
            if (!result.Has("Content-Type")) result.Set("Content-Type", key == "$default" ? JsonType : key);
        }
        else
        {
            result.Body = answer.Body;
            if (!result.Has("Content-Type")) result.Set("Content-Type", type);
        }
        result.Body = chosen.Response.ContentHandling switch
        {
            "CONVERT_TO_BINARY" => FromBase64(Encoding.UTF8.GetString(result.Body.Span)),
            "CONVERT_TO_TEXT" => Encoding.UTF8.GetBytes(Convert.ToBase64String(result.Body.Span)),
            _ => result.Body,
        };
        return Overridden(exchange, result);
    }

    /// <summary>The answer as it is.</summary>
    public static GatewayAnswer PassThrough(Exchange exchange, IntegrationAnswer answer)
    {
        exchange.IntegrationStatus = answer.Status;
        var result = new GatewayAnswer { Status = answer.Status, Body = answer.Body };
        foreach (var (name, value) in answer.Headers) ResponseHeaders.Add(result, name, value);
        return result;
    }

    private static GatewayAnswer Overridden(Exchange exchange, GatewayAnswer answer)
    {
        if (exchange.Overrides.Status is { } status) answer.Status = status;
        foreach (var (name, value) in exchange.Overrides.ResponseHeaders) answer.Set(name, value);
        return answer;
    }

    private static CompiledMethod.CompiledAnswer? Choose(CompiledMethod method, IntegrationAnswer answer)
    {
        // AWS: functions are told apart by their error's message, and only when they fail; all else by the status.
        var isFunction = method.Target.FunctionArn is not null && method.Integration.Type == "AWS";
        var selector = isFunction ? answer.Selector : answer.Status.ToString(System.Globalization.CultureInfo.InvariantCulture);
        if (selector is null) return method.DefaultAnswer;
        try
        {
            return Array.Find(method.Answers, a => a.Pattern!.IsMatch(selector)) ?? method.DefaultAnswer;
        }
        catch (RegexMatchTimeoutException)
        {
            throw GatewayFault.Misconfigured();
        }
    }

    private static byte[] FromBase64(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) ? bytes[..length] : throw GatewayFault.Misconfigured();
    }
}
