using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Undercast.Cloud;
using Undercast.Protocol;

namespace Undercast.Edge;

/// <summary>Asks resources that have rules of their own about foreign pages, before the cloud's rules are asked.</summary>
internal sealed class CrossOriginStep(IEnumerable<ICrossOriginRules> rules)
{
    private readonly ICrossOriginRules[] _rules = [.. rules];

    /// <summary>What the resource says, or null when none has a say.</summary>
    public async ValueTask<CrossOriginAnswer?> AskAsync(HttpRequest http, WireRequest request, string? signingName, CancellationToken ct)
    {
        if (_rules.Length == 0 || http.Headers.Origin is not [{ Length: > 0 } origin, ..]) return null;
        var isPreflight = BrowserRules.IsPreflight(http);
        var asked = new CrossOriginRequest(
            request.Path, origin, isPreflight ? http.Headers.AccessControlRequestMethod.ToString() : request.Method,
            isPreflight ? http.Headers.AccessControlRequestHeaders.ToString().Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) : []);
        foreach (var rule in _rules)
        {
            if ((signingName is null || signingName == rule.SigningName) && await rule.OfAsync(asked, ct) is { } answer) return answer;
        }
        return null;
    }

    public static async Task AnswerPreflightAsync(HttpContext context, CrossOriginAnswer answer)
    {
        context.Response.StatusCode = answer.IsAllowed ? StatusCodes.Status200OK : StatusCodes.Status403Forbidden;
        Decorate(answer, context.Response.Headers);
        if (answer.Refusal is null) return;
        context.Response.ContentType = answer.RefusalType;
        await context.Response.WriteAsync(answer.Refusal, context.RequestAborted);
    }

    /// <summary>Adds what the resource tells the browser. Before the answer starts.</summary>
    public static void Decorate(CrossOriginAnswer answer, IHeaderDictionary headers)
    {
        foreach (var (name, value) in answer.Headers)
        {
            if (name == HeaderNames.Vary) headers.Append(name, value);
            else headers[name] = value;
        }
    }
}
