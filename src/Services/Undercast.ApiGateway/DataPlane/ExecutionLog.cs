using System.Text;

namespace Undercast.ApiGateway;

/// <summary>What a request went through, in the lines that AWS writes of it.</summary>
internal static class ExecutionLog
{
    private const int MostBody = 1024;

    /// <param name="exchange">The request.</param>
    /// <param name="answer">What was answered.</param>
    /// <param name="withData">Whether bodies and headers are written, too.</param>
    public static IEnumerable<string> Of(Exchange exchange, GatewayAnswer answer, bool withData)
    {
        yield return $"Starting execution for request: {exchange.RequestId}";
        yield return $"HTTP Method: {exchange.HttpMethod}, Resource Path: {exchange.Address.Path}";
        if (withData)
        {
            yield return $"Method request path: {{{string.Join(", ", exchange.PathVariables.Select(static v => $"{v.Key}={v.Value}"))}}}";
            yield return $"Method request query string: {{{string.Join(", ", exchange.Query.Select(static q => $"{q.Key}={q.Value[^1]}"))}}}";
            yield return $"Method request headers: {{{string.Join(", ", exchange.Http.Request.Headers.Select(static h => $"{h.Key}={(h.Key.Equals("Authorization", StringComparison.OrdinalIgnoreCase) ? "*****" : h.Value.ToString())}"))}}}";
            yield return $"Method request body before transformations: {Cut(exchange.BodyText)}";
        }
        if (exchange.IntegrationStatus is { } status) yield return $"Received response. Status: {status}, Integration latency: {(long)(exchange.IntegrationTime ?? default).TotalMilliseconds} ms";
        if (exchange.Fault is { } fault) yield return $"Execution failed due to an error: {fault.Message}";
        if (withData)
        {
            yield return $"Method response body after transformations: {Cut(Encoding.UTF8.GetString(answer.Body.Span))}";
            yield return $"Method response headers: {{{string.Join(", ", answer.Headers.Select(static h => $"{h.Key}={h.Value}"))}}}";
        }
        if (exchange.Fault is null) yield return "Successfully completed execution";
        yield return $"Method completed with status: {answer.Status}";
    }

    private static string Cut(string text) => text.Length <= MostBody ? text : text[..MostBody] + "... [TRUNCATED]";
}
