using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Undercast.Cloud;

namespace Undercast.Cognito.Tests;

/// <summary>What came back.</summary>
internal sealed record Answer(int Status, IHeaderDictionary Headers, string Text, Uri At)
{
    public string Location => Headers.Location.ToString();

    public JsonObject Json => (JsonObject)JsonNode.Parse(Text)!;

    /// <summary>A value of the query or fragment that the answer sends the browser to.</summary>
    public string? Sent(string name) => Parse(Location[(Location.IndexOfAny(['?', '#']) + 1)..]).GetValueOrDefault(name);

    public static Dictionary<string, string> Parse(string query) =>
        query.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(p => p.Split('=', 2)).GroupBy(p => p[0]).ToDictionary(p => p.Key, p => WebUtility.UrlDecode(p.First().Length > 1 ? p.First()[1] : ""));

    /// <summary>The heading of a page.</summary>
    public string Heading => WebUtility.HtmlDecode(Regex.Match(Text, "<h1>(.*?)</h1>").Groups[1].Value);

    public string? Alert => Regex.Match(Text, "role=\"alert\"[^>]*>(.*?)</p>") is { Success: true } match ? WebUtility.HtmlDecode(match.Groups[1].Value) : null;

    /// <summary>What a page's last form posts as it stands.</summary>
    public (string Action, Dictionary<string, string> Fields) Form()
    {
        var form = Regex.Matches(Text, "<form method=\"post\" action=\"(.*?)\">(.*?)</form>", RegexOptions.Singleline)[^1];
        var fields = new Dictionary<string, string>();
        foreach (Match input in Regex.Matches(form.Groups[2].Value, "<input[^>]*>"))
        {
            string Of(string name) => WebUtility.HtmlDecode(Regex.Match(input.Value, $" {name}=\"(.*?)\"").Groups[1].Value);
            if (Of("type") != "radio" || input.Value.Contains(" checked", StringComparison.Ordinal)) fields[Of("name")] = Of("value");
        }
        return (WebUtility.HtmlDecode(form.Groups[1].Value), fields);
    }
}

/// <summary>The server's data planes, without a network.</summary>
internal sealed class Web(IReadOnlyList<IDataPlane> planes) : HttpMessageHandler
{
    public async Task<Answer> SendAsync(string method, Uri url, IReadOnlyDictionary<string, string>? form = null, params (string Name, string Value)[] headers)
    {
        var context = new DefaultHttpContext();
        var request = context.Request;
        (request.Method, request.Scheme, request.Host, request.Path, request.QueryString) = (method, url.Scheme, HostString.FromUriComponent(url), PathString.FromUriComponent(url), new QueryString(url.Query));
        foreach (var (name, value) in headers) request.Headers.Append(name, value);
        if (form is not null)
        {
            var bytes = Encoding.UTF8.GetBytes(string.Join('&', form.Select(f => $"{Uri.EscapeDataString(f.Key)}={Uri.EscapeDataString(f.Value)}")));
            (request.ContentType, request.ContentLength, request.Body) = ("application/x-www-form-urlencoded", bytes.Length, new MemoryStream(bytes));
        }
        using var body = new MemoryStream();
        context.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(body));
        foreach (var plane in planes)
        {
            if (!await plane.ClaimsAsync(url.Host, url.AbsolutePath, default)) continue;
            await plane.ServeAsync(context);
            return new Answer(context.Response.StatusCode, context.Response.Headers, Encoding.UTF8.GetString(body.ToArray()), url);
        }
        throw new InvalidOperationException($"Nobody serves {url}.");
    }

    /// <summary>The same for what the service itself asks.</summary>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Asked.Add(request.RequestUri!.AbsoluteUri);
        if (Other?.Invoke(request) is { } other) return other;
        var form = request.Content is null ? null : Answer.Parse(await request.Content.ReadAsStringAsync(cancellationToken));
        var answer = await SendAsync(request.Method.Method, request.RequestUri!, form, request.Headers.Authorization is { } authorization ? [("Authorization", authorization.ToString())] : []);
        return new HttpResponseMessage((HttpStatusCode)answer.Status) { Content = new StringContent(answer.Text, Encoding.UTF8, "application/json") };
    }

    public List<string> Asked { get; } = [];

    /// <summary>Answers in the place of the planes.</summary>
    public Func<HttpRequestMessage, HttpResponseMessage?>? Other { get; set; }
}

/// <summary>A browser: it keeps cookies and follows redirects to hosts below localhost.</summary>
internal sealed class Browser(Web web)
{
    private readonly Dictionary<(string Host, string Path, string Name), string> _cookies = [];

    public IReadOnlyDictionary<(string Host, string Path, string Name), string> Cookies => _cookies;

    public Task<Answer> GetAsync(string url) => SendAsync("GET", new Uri(url), null, true);

    public async Task<Answer> PostAsync(Answer page, IReadOnlyDictionary<string, string> values, string? origin = null)
    {
        var (action, fields) = page.Form();
        foreach (var (name, value) in values) fields[name] = value;
        return await PostAsync(new Uri(page.At, action), fields, origin ?? page.At.GetLeftPart(UriPartial.Authority));
    }

    public Task<Answer> PostAsync(Uri url, IReadOnlyDictionary<string, string> fields, string? origin, bool isCrossSite = false) => SendAsync("POST", url, fields, !isCrossSite, origin is null ? [] : [("Origin", origin)]);

    private async Task<Answer> SendAsync(string method, Uri url, IReadOnlyDictionary<string, string>? form, bool withCookies, params (string, string)[] headers)
    {
        for (var i = 0; i < 10; i++)
        {
            // Browsers send Lax cookies with every navigation by GET, and with posts of the same site.
            var sent = string.Join("; ", _cookies.Where(c => c.Key.Host == url.Authority && url.AbsolutePath.StartsWith(c.Key.Path, StringComparison.Ordinal)).Select(c => $"{c.Key.Name}={c.Value}"));
            var answer = await web.SendAsync(method, url, form, withCookies && sent.Length > 0 ? [.. headers, ("Cookie", sent)] : headers);
            foreach (var cookie in answer.Headers.SetCookie) Keep(url, cookie!);
            if (answer.Status is not (302 or 303) || !Uri.TryCreate(url, answer.Location, out var next) || !next.Host.EndsWith(".localhost", StringComparison.Ordinal)) return answer;
            (method, url, form, withCookies, headers) = ("GET", next, null, true, []);
        }
        throw new InvalidOperationException("It goes round in circles.");
    }

    private void Keep(Uri url, string cookie)
    {
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(url.Scheme == "https", cookie.Contains("secure", StringComparison.OrdinalIgnoreCase));
        var parts = cookie.Split(';', StringSplitOptions.TrimEntries);
        var (pair, path) = (parts[0].Split('=', 2), parts.First(p => p.StartsWith("path=", StringComparison.OrdinalIgnoreCase))[5..]);
        var key = (url.Authority, path, pair[0]);
        if (pair[1].Length == 0) _cookies.Remove(key);
        else _cookies[key] = pair[1];
    }
}
