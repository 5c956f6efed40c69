using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Undercast.Kernel;

namespace Undercast.Cognito;

/// <summary>One request to a pool's sign-in pages or OAuth endpoints.</summary>
internal sealed class Visit(HttpContext context, CallContext call, DomainRecord domain, PoolRecord pool, HostedAddress address)
{
    private const string SessionCookie = "cognito";
    private const string BrowserCookie = "cognito-browser";
    private const int MostFields = 64;
    // A SAML response is the largest thing that anybody posts here.
    private const int LargestForm = 1024 * 1024;

    private string? _browser;

    public CallContext Call => call;

    public DomainRecord Domain => domain;

    public PoolRecord Pool => pool;

    public string Path => address.Path;

    public HttpRequest Request => context.Request;

    public HttpResponse Response => context.Response;

    /// <summary>A page's own address below this domain.</summary>
    public string Local(string path, string query = "") => address.Root + path + query;

    /// <summary>The same for others: with scheme and host.</summary>
    public string Absolute(string path) => $"{context.Request.Scheme}://{context.Request.Host.Value}{address.Root}{path}";

    public string Query(string name) => context.Request.Query[name].ToString();

    public string QueryString => context.Request.QueryString.Value ?? "";

    /// <summary>The posted form; null when it is none, or too large.</summary>
    public async ValueTask<IFormCollection?> FormAsync()
    {
        if (!context.Request.HasFormContentType) return null;
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = LargestForm;
        if (context.Request.ContentLength > LargestForm) return null;
        try
        {
            return await new FormFeature(context.Request, new FormOptions { ValueCountLimit = MostFields, ValueLengthLimit = LargestForm, KeyLengthLimit = 256, BufferBodyLengthLimit = LargestForm }).ReadFormAsync(call.Cancelled);
        }
        catch (Exception e) when (e is InvalidDataException or BadHttpRequestException)
        {
            return null;
        }
    }

    /// <summary>The secret that this browser is known by, before and after sign-in; made when it has none.</summary>
    public string Browser
    {
        get
        {
            if (_browser is not null) return _browser;
            if (context.Request.Cookies[BrowserCookie] is { Length: 43 } known && Base64Url.IsValid(known)) return _browser = known;
            _browser = NewSecret();
            SetCookie(BrowserCookie, _browser, null);
            return _browser;
        }
    }

    /// <summary>Whether the browser has said who it is; without that nothing is bound to it.</summary>
    public bool HasBrowser => context.Request.Cookies.ContainsKey(BrowserCookie);

    public byte[] BrowserDigest => SHA256.HashData(Encoding.UTF8.GetBytes(Browser));

    /// <summary>What a form must carry: nobody but a page of this pool in this browser can know it.</summary>
    public string FormToken => Base64Url.EncodeToString(HMACSHA256.HashData(pool.Secret, Encoding.UTF8.GetBytes($"form/{Browser}")));

    /// <summary>Whether a post comes from a page of ours in this browser.</summary>
    public bool IsOurs(IFormCollection form)
    {
        // Browsers tell where a form was. A page of no origin (a sandbox, a file) is not ours.
        if (context.Request.Headers.Origin is [{ Length: > 0 } origin, ..] && origin != $"{context.Request.Scheme}://{context.Request.Host.Value}") return false;
        return HasBrowser && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(FormToken), Encoding.UTF8.GetBytes(form["_csrf"].ToString()));
    }

    public string? Session => context.Request.Cookies[SessionCookie];

    public void SetSession(string value, TimeSpan life) => SetCookie(SessionCookie, value, life);

    public void DropSession() => context.Response.Cookies.Delete(SessionCookie, CookieOptions(null));

    private void SetCookie(string name, string value, TimeSpan? life) => context.Response.Cookies.Append(name, value, CookieOptions(life));

    // Lax: a sign-in begins with a link from the application's own site.
    private CookieOptions CookieOptions(TimeSpan? life) => new()
    {
        HttpOnly = true, Secure = context.Request.IsHttps, SameSite = SameSiteMode.Lax, Path = address.Root + "/", MaxAge = life,
    };

    public void Redirect(string location)
    {
        // After a post too, the browser is to come by GET.
        context.Response.StatusCode = HttpMethods.IsPost(context.Request.Method) ? StatusCodes.Status303SeeOther : StatusCodes.Status302Found;
        context.Response.Headers.Location = System.Text.Ascii.IsValid(location) ? location : string.Concat(location.EnumerateRunes().Select(static r => r.IsAscii ? r.ToString() : Uri.EscapeDataString(r.ToString())));
        context.Response.Headers.CacheControl = "no-store";
    }

    public Task JsonAsync(int status, JsonObject body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json;charset=UTF-8";
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsync(body.ToJsonString(), call.Cancelled);
    }

    public static string NewSecret() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>A query of names and values; what has no value is left out.</summary>
    public static string Encode(params ReadOnlySpan<(string Name, string? Value)> values)
    {
        var text = new StringBuilder();
        foreach (var (name, value) in values)
        {
            if (value is null) continue;
            if (text.Length > 0) text.Append('&');
            text.Append(Uri.EscapeDataString(name)).Append('=').Append(Uri.EscapeDataString(value));
        }
        return text.ToString();
    }
}
