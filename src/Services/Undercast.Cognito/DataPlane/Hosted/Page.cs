using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Undercast.Storage;

namespace Undercast.Cognito;

/// <summary>How a client's pages look, beyond our own style.</summary>
internal sealed record Look(string? ClientName, string? Css, string? Logo, bool IsLightOnly = false)
{
    public static async ValueTask<Look> OfAsync(IStore store, Visit visit, UserPoolClientType? client)
    {
        var pool = visit.Pool.Id;
        return await store.ReadAsync(
            async tx =>
            {
                // AWS: managed login has its branding, the pages before it their own kind.
                if (visit.Domain.LoginVersion == 2)
                {
                    var branding = client is null ? null : await HostedTables.Brandings.GetAsync(tx, new PairKey(pool, client.ClientId!));
                    return new Look(client?.ClientName, CssOf(branding), LogoOf(branding));
                }
                var own = client is null ? null : await HostedTables.Customizations.GetAsync(tx, new PairKey(pool, client.ClientId!));
                var look = own ?? await HostedTables.Customizations.GetAsync(tx, new PairKey(pool, "ALL"));
                return new Look(client?.ClientName, look?.Css, look?.Image is { } image ? $"data:{look.ImageType};base64,{Convert.ToBase64String(image)}" : null,
                    // AWS's older pages are light, and so a style for them counts on it.
                    IsLightOnly: look?.Css is not null);
            },
            visit.Call.Cancelled);
    }

    // Of a branding's settings those that a page of ours has a place for.
    private static string? CssOf(BrandingRecord? branding)
    {
        var css = "";
        foreach (var (mode, query) in ((string, string)[])[("lightMode", "all"), ("darkMode", "(prefers-color-scheme: dark)")])
        {
            var rules = "";
            void Set(string variable, params ReadOnlySpan<string> path)
            {
                if (BrandingRules.Color(branding?.Settings, path) is { } color) rules += $"--{variable}:{color};";
            }
            Set("page", "components", "pageBackground", mode, "color");
            Set("card", "components", "form", mode, "backgroundColor");
            Set("line", "components", "form", mode, "borderColor");
            Set("accent", "components", "primaryButton", mode, "defaults", "backgroundColor");
            Set("on-accent", "components", "primaryButton", mode, "defaults", "textColor");
            Set("text", "components", "pageText", mode, "bodyColor");
            if (rules.Length > 0) css += $"@media {query}{{:root{{{rules}}}}}";
        }
        return css.Length == 0 ? null : css;
    }

    private static string? LogoOf(BrandingRecord? branding) => branding?.Assets?.FirstOrDefault(static a => a is { Category: "FORM_LOGO", Bytes.Length: > 0 }) is not { } logo ? null
        : logo.Extension switch { "PNG" => "image/png", "JPEG" => "image/jpeg", "SVG" => "image/svg+xml", "WEBP" => "image/webp", _ => null } is not { } type ? null
        : $"data:{type};base64,{Convert.ToBase64String(logo.Bytes!)}";
}

/// <summary>The frame of every page: one column, no script, nothing from elsewhere.</summary>
internal static class Page
{
    public static Task SendAsync(Visit visit, Look look, string title, Markup body, int status = StatusCodes.Status200OK)
    {
        var nonce = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        var logo = look.Logo is { } image ? Markup.Of($"<img class=\"logo logo-customizable\" src=\"{image}\" alt=\"{look.ClientName}\">") : Markup.Empty;
        var page = Markup.Of($"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="robots" content="noindex">
            <meta name="color-scheme" content="{(look.IsLightOnly ? "light" : "light dark")}">
            <title>{title}</title>
            <style nonce="{nonce}">{Markup.Trusted(Style)}{Markup.Trusted(look.IsLightOnly ? "" : Dark)}{Markup.Trusted(look.Css ?? "")}</style>
            </head>
            <body>
            <main class="card background-customizable">
            <header class="banner-customizable">{logo}<h1>{title}</h1></header>
            {body}
            </main>
            </body>
            </html>
            """);
        var response = visit.Response;
        response.StatusCode = status;
        response.ContentType = "text/html; charset=utf-8";
        response.Headers.CacheControl = "no-store";
        // No form-action: browsers hold it against redirects too, and a form here ends at the application's page.
        response.Headers.ContentSecurityPolicy = $"default-src 'none'; style-src 'nonce-{nonce}'; img-src data:; base-uri 'none'; frame-ancestors 'none'";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.XFrameOptions = "DENY";
        // Not no-referrer: then browsers would not tell where a form was.
        response.Headers["Referrer-Policy"] = "same-origin";
        return response.WriteAsync(page.ToString(), visit.Call.Cancelled);
    }

    public static Task ErrorAsync(Visit visit, string title, string text, int status) =>
        SendAsync(visit, new Look(null, null, null), title, Markup.Of($"<p class=\"text textDescription-customizable\">{text}</p>"), status);

    /// <summary>What the person should know first.</summary>
    public static Markup Alert(string? error) => error is null ? Markup.Empty : Markup.Of($"<p class=\"alert errorMessage-customizable\" role=\"alert\" id=\"error\">{error}</p>");

    public static Markup Notice(string? text) => text is null ? Markup.Empty : Markup.Of($"<p class=\"notice\" role=\"status\">{text}</p>");

    public static Markup Text(string text) => Markup.Of($"<p class=\"text textDescription-customizable\">{text}</p>");

    public static Markup Form(Visit visit, string action, Markup fields) =>
        Markup.Of($"<form method=\"post\" action=\"{action}\"><input type=\"hidden\" name=\"_csrf\" value=\"{visit.FormToken}\">{fields}</form>");

    public static Markup Hidden(string name, string? value) => Markup.Of($"<input type=\"hidden\" name=\"{name}\" value=\"{value}\">");

    public static Markup Button(string text, string name = "submit") => Markup.Of($"<button type=\"submit\" class=\"primary submitButton-customizable\" name=\"{name}\" value=\"1\">{text}</button>");

    /// <summary>A button that sends the form without its fields being filled.</summary>
    public static Markup Quiet(string text, string name) => Markup.Of($"<button type=\"submit\" class=\"quiet\" name=\"{name}\" value=\"1\" formnovalidate>{text}</button>");

    public static Markup Link(string target, string text) => Markup.Of($"<a class=\"redirect-customizable\" href=\"{target}\">{text}</a>");

    public static Markup Foot(params Markup[] links) => Markup.Of($"<nav class=\"foot\">{Markup.Join(links.Where(static l => l != Markup.Empty))}</nav>");

    /// <summary>A field with its label, and a hint that screen readers tell with it.</summary>
    public static Markup Field(string name, string label, string type, string autocomplete, string? value = null, string? hint = null, bool isFirst = false)
    {
        var id = "f-" + new string([.. name.Select(static c => char.IsAsciiLetterOrDigit(c) ? c : '-')]);
        var mode = type == "code" ? Markup.Of($" inputmode=\"numeric\" spellcheck=\"false\"") : Markup.Empty;
        var (described, note) = hint is null ? (Markup.Empty, Markup.Empty) : (Markup.Of($" aria-describedby=\"{id}-hint\""), Markup.Of($"<p class=\"hint\" id=\"{id}-hint\">{hint}</p>"));
        var focus = isFirst ? Markup.Of($" autofocus") : Markup.Empty;
        var plain = type is "password" or "code" ? Markup.Empty : Markup.Of($" autocapitalize=\"none\" value=\"{value}\"");
        return Markup.Of($"""
            <div class="field"><label class="label-customizable" for="{id}">{label}</label>
            <input class="inputField-customizable" id="{id}" name="{name}" type="{(type == "code" ? "text" : type)}" autocomplete="{autocomplete}" required{mode}{plain}{described}{focus}>{note}</div>
            """);
    }

    public static Markup Choice(string name, string legend, IEnumerable<(string Value, string Text)> choices)
    {
        var isFirst = true;
        var items = new List<Markup>();
        foreach (var (value, text) in choices)
        {
            var chosen = isFirst ? Markup.Of($" checked") : Markup.Empty;
            items.Add(Markup.Of($"<label class=\"choice\"><input type=\"radio\" name=\"{name}\" value=\"{value}\" required{chosen}> {text}</label>"));
            isFirst = false;
        }
        return Markup.Of($"<fieldset><legend class=\"label-customizable\">{legend}</legend>{Markup.Join(items)}</fieldset>");
    }

    /// <summary>What a pool asks of passwords, in a sentence.</summary>
    public static string PasswordHint(PoolRecord pool)
    {
        var policy = PasswordRules.PolicyOf(pool);
        var kinds = ((bool?, string)[])[
            (policy.RequireUppercase, "a capital letter"), (policy.RequireLowercase, "a small letter"), (policy.RequireNumbers, "a digit"), (policy.RequireSymbols, "a symbol")];
        var needed = kinds.Where(static k => k.Item1 == true).Select(static k => k.Item2).ToList();
        var list = needed.Count switch { 0 => "", 1 => $", with {needed[0]}", _ => $", with {string.Join(", ", needed[..^1])} and {needed[^1]}" };
        return $"At least {policy.MinimumLength} characters{list}.";
    }

    private const string Dark = "@media (prefers-color-scheme: dark){:root{--page:#10141b;--card:#1a202b;--text:#e8ecf3;--soft:#a4aebf;--line:#465166;--accent:#7fb0ff;--on-accent:#0b1220;--bad:#ffb4b4;--bad-back:#3a1a1d;--good-back:#15301f;--good:#b5e5c5}}";

    private const string Style = """
        :root{--page:#eef1f6;--card:#fff;--text:#1b2430;--soft:#566072;--line:#c3cad6;--accent:#1d5fd1;--on-accent:#fff;--bad:#a4161a;--bad-back:#fdecec;--good-back:#e8f4ec;--good:#14532d}
        *{box-sizing:border-box}
        body{margin:0;min-height:100vh;display:flex;align-items:center;justify-content:center;padding:1.5rem 1rem;background:var(--page);color:var(--text);font:1rem/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",sans-serif}
        .card{width:100%;max-width:25.5rem;padding:2.25rem 2rem;background:var(--card);border-radius:14px;box-shadow:0 1px 2px rgba(16,24,40,.08),0 12px 32px rgba(16,24,40,.10)}
        header{margin-bottom:1.25rem}
        .logo{display:block;max-width:100%;max-height:4.5rem;margin:0 0 1rem}
        .card>:last-child{margin-bottom:0}
        h1{margin:0;font-size:1.5rem;line-height:1.25;font-weight:650;letter-spacing:-.01em}
        form{margin:0}
        .field{margin-bottom:1rem}
        label,legend{display:block;margin-bottom:.3rem;font-size:.925rem;font-weight:550}
        input[type=text],input[type=password],input[type=email],input[type=tel],input[type=date],input[type=url]{width:100%;min-height:2.75rem;padding:.5rem .75rem;border:1px solid var(--line);border-radius:8px;background:transparent;color:inherit;font:inherit}
        input:focus-visible,button:focus-visible,a:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
        .hint{margin:.3rem 0 0;font-size:.85rem;color:var(--soft)}
        .text{margin:0 0 1.25rem;color:var(--soft)}
        .alert,.notice{margin:0 0 1.25rem;padding:.7rem .9rem;border-radius:8px;font-size:.95rem}
        .alert{background:var(--bad-back);color:var(--bad)}
        .notice{background:var(--good-back);color:var(--good)}
        button,.provider{display:block;width:100%;min-height:2.75rem;padding:.6rem 1rem;border-radius:8px;font:inherit;font-weight:600;text-align:center;cursor:pointer}
        .primary{margin-top:1.35rem;border:1px solid transparent;background:var(--accent);color:var(--on-accent)}
        .primary:hover{filter:brightness(1.08)}
        .quiet,.provider{margin-top:.65rem;border:1px solid var(--line);background:transparent;color:inherit;text-decoration:none}
        .quiet:hover,.provider:hover{border-color:var(--accent)}
        .or{display:flex;align-items:center;gap:.75rem;margin:1.4rem 0 .75rem;color:var(--soft);font-size:.85rem}
        .or::before,.or::after{content:"";flex:1;border-top:1px solid var(--line)}
        .foot{display:flex;flex-wrap:wrap;justify-content:space-between;gap:.5rem 1rem;margin-top:1.5rem;font-size:.925rem}
        a{color:var(--accent)}
        .foot a{padding:.2rem 0}
        fieldset{margin:0 0 1rem;padding:0;border:0}
        .choice{display:flex;align-items:center;gap:.6rem;min-height:2.75rem;font-weight:400}
        .choice input{width:1.15rem;height:1.15rem;accent-color:var(--accent)}
        .secret{display:block;margin:0 0 1rem;padding:.7rem .9rem;border:1px dashed var(--line);border-radius:8px;font:600 1rem/1.5 ui-monospace,Menlo,Consolas,monospace;overflow-wrap:anywhere}
        @media (max-width:26rem){body{align-items:flex-start;padding:0;background:var(--card)}.card{padding:2rem 1.25rem;border-radius:0;box-shadow:none}}
        """;
}
