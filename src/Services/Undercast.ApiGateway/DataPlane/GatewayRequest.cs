using System.Text;
using Microsoft.AspNetCore.Http;
using Undercast.Kernel;

namespace Undercast.ApiGateway;

/// <summary>One request to a deployed API of any kind, on its way through the gateway.</summary>
internal abstract class GatewayRequest(HttpContext http, ApiAddress address, DateTimeOffset now)
{
    private string? _body;
    private Dictionary<string, List<string>>? _query;

    public HttpContext Http { get; } = http;
    public ApiAddress Address { get; } = address;
    public DateTimeOffset Now { get; } = now;
    public string RequestId { get; } = CallContext.NewRequestId();
    public string ExtendedId { get; } = Convert.ToBase64String(Ids.NewGuid().ToByteArray().AsSpan(0, 11)).Replace('/', '_').Replace('+', '-');
    public string HttpMethod => Http.Request.Method;
    public IReadOnlyList<KeyValuePair<string, string>> PathVariables { get; set; } = [];
    public ReadOnlyMemory<byte> Body { get; set; }
    /// <summary>Who signed the request; null without AWS_IAM.</summary>
    public Principal? Caller { get; set; }
    /// <summary>The certificate that the client showed on a custom domain that wants one.</summary>
    public ShownCertificate? Certificate => Http.Features.Get<ShownCertificate>();
    /// <summary>What the integration answered, once it did.</summary>
    public int? IntegrationStatus { get; set; }
    /// <summary>How long the integration took.</summary>
    public TimeSpan? IntegrationTime { get; set; }
    public abstract string Account { get; }
    public abstract string Region { get; }
    public abstract string ApiId { get; }

    public string SourceIp => Http.Connection.RemoteIpAddress is { } ip ? (ip.IsIPv4MappedToIPv6 ? ip.MapToIPv4() : ip).ToString() : "127.0.0.1";
    public string UserAgent => Http.Request.Headers.UserAgent.ToString();
    public string Protocol => Http.Request.Protocol;
    public string Host => Http.Request.Host.Host;
    public string DomainName => Address.Domain ?? (Host.Contains(".execute-api.", StringComparison.Ordinal) ? Host : $"{ApiId}.execute-api.{Region}.amazonaws.com");
    public string DomainPrefix => Address.Domain is { } domain ? domain.Split('.')[0] : ApiId;

    /// <summary>The body as text.</summary>
    public string BodyText => _body ??= Encoding.UTF8.GetString(Body.Span);

    /// <summary>The query's parameters, decoded, each with its values in their order.</summary>
    public Dictionary<string, List<string>> Query => _query ??= Parse(Http.Request.QueryString.Value);

    /// <summary>The last value of a header, or null.</summary>
    public string? Header(string name) => Http.Request.Headers.TryGetValue(name, out var values) && values.Count > 0 ? values[^1] : null;

    public string? Variable(string name)
    {
        foreach (var (key, value) in PathVariables)
        {
            if (key == name) return value;
        }
        return null;
    }

    private static Dictionary<string, List<string>> Parse(string? query)
    {
        var result = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        if (string.IsNullOrEmpty(query)) return result;
        foreach (var range in query.AsSpan(1).Split('&'))
        {
            var pair = query.AsSpan(1)[range];
            if (pair.IsEmpty) continue;
            var equals = pair.IndexOf('=');
            var name = Decode(equals < 0 ? pair : pair[..equals]);
            var value = equals < 0 ? "" : Decode(pair[(equals + 1)..]);
            if (!result.TryGetValue(name, out var list)) result[name] = list = new List<string>(1);
            list.Add(value);
        }
        return result;
    }

    private static string Decode(ReadOnlySpan<char> text) => Uri.UnescapeDataString(text.Contains('+') ? text.ToString().Replace('+', ' ') : text.ToString());
}
