using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Undercast.Cloud;
using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.Cognito;

/// <summary>Serves the domains of user pools: OAuth 2.0 and OpenID Connect endpoints, and the pages on which people sign in.</summary>
/// <remarks>
/// <code>
/// {prefix}.auth.{region}.… , /_aws/auth/{region}/{prefix}/… , a domain of the pool's own
///   │ 1 the domain, and its pool            or 404
///   │ 2 endpoints for programs              /oauth2/token, /oauth2/userInfo, /oauth2/revoke
///   │ 3 pages that need no client           /error, /logout, and returns from other providers
///   │ 4 the client's request, checked       or its error, at the client's page once that is known to be its own
///   ▼ 5 pages                               /oauth2/authorize, /login, /signup, …
/// </code>
/// </remarks>
internal sealed partial class HostedPlane(
    IStore store, Grants grants, TokenEndpoint tokens, SignInPages pages, FederationPages federation, CloudOptions options, TimeProvider time, ILogger<HostedPlane> log) : IDataPlane
{
    private static readonly HashSet<string> Paths =
    [
        "/", "/login", "/signup", "/confirm", "/confirmUser", "/forgotPassword", "/confirmForgotPassword", "/challenge", "/logout", "/error", "/oauth2/authorize", "/oauth2/token", "/oauth2/userInfo",
        "/oauth2/revoke", "/oauth2/idpresponse", "/saml2/idpresponse", "/saml2/finish",
    ];

    public bool Claims(string host, string path) => HostedAddress.Parse(host, path) is not null;

    // A domain of somebody's own is looked for only at paths that are served there.
    public ValueTask<bool> ClaimsAsync(string host, string path, CancellationToken ct) =>
        Claims(host, path) ? new ValueTask<bool>(true) : Paths.Contains(path) && HostedAddress.MayBeCustom(host) ? IsCustomAsync(host, ct) : new ValueTask<bool>(false);

    private ValueTask<bool> IsCustomAsync(string host, CancellationToken ct) => store.ReadAsync(tx => HostedTables.Domains.ExistsAsync(tx, new PairKey(HostedTables.Custom, host)), ct);

    public async Task ServeAsync(HttpContext context)
    {
        var (host, path) = (context.Request.Host.Host.ToLowerInvariant(), context.Request.Path.Value ?? "/");
        var address = HostedAddress.Parse(host, path) ?? new HostedAddress(new PairKey(HostedTables.Custom, host), "", path);
        // 1
        var found = await store.ReadAsync(
            async tx => await HostedTables.Domains.GetAsync(tx, address.Key) is { } d && await CognitoTables.Pools.GetAsync(tx, new IdKey(d.PoolId)) is { } p ? (d, p) : ((DomainRecord, PoolRecord)?)null,
            context.RequestAborted);
        if (found is not var (domain, pool))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        var call = new CallContext
        {
            RequestId = CallContext.NewRequestId(), Caller = Principal.Anonymous, Region = options.DefaultRegion == domain.Region ? options.DefaultRegion : domain.Region, Now = time.GetUtcNow(),
            Endpoint = $"{context.Request.Scheme}://{context.Request.Host.Value}", SourceIp = context.Connection.RemoteIpAddress?.ToString(), UserAgent = context.Request.Headers.UserAgent.ToString(),
            SecureTransport = context.Request.IsHttps, Cancelled = context.RequestAborted,
        };
        var visit = new Visit(context, call, domain, pool, address);
        context.Response.Headers["x-amz-cognito-request-id"] = call.RequestId;
        try
        {
            await ServeAsync(visit);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            context.Abort();
        }
        catch (Exception e) when (!context.Response.HasStarted)
        {
            if (e is not AwsException) LogFailure(log, visit.Path, call.RequestId, e);
            var status = e is StoreException ? StatusCodes.Status503ServiceUnavailable : e is AwsException known and not CommonException ? StatusCodes.Status400BadRequest : StatusCodes.Status500InternalServerError;
            await Page.ErrorAsync(visit, "Something went wrong", $"Please try again. Request id: {call.RequestId}", status);
        }
    }

    private async Task ServeAsync(Visit visit)
    {
        var isPost = HttpMethods.IsPost(visit.Request.Method);
        switch (visit.Path)
        {
            // 2
            case "/oauth2/token" or "/oauth2/userInfo" or "/oauth2/revoke" when HttpMethods.IsOptions(visit.Request.Method): Preflight(visit); return;
            case "/oauth2/token" when isPost: await tokens.TokenAsync(visit); return;
            case "/oauth2/revoke" when isPost: await tokens.RevokeAsync(visit); return;
            case "/oauth2/token" or "/oauth2/revoke": Refuse(visit); return;
            case "/oauth2/userInfo": await tokens.UserInfoAsync(visit); return;
            // 3
            case "/error": await ErrorAsync(visit); return;
            case "/oauth2/idpresponse": await federation.OidcReturnAsync(visit); return;
            case "/saml2/idpresponse" when isPost: await federation.SamlReturnAsync(visit); return;
            case "/saml2/finish": await federation.SamlFinishAsync(visit); return;
            case "/logout": await LogoutAsync(visit); return;
            case "/confirmUser": await pages.ConfirmByLinkAsync(visit, await ClientAsync(visit)); return;
        }
        if (visit.Path.StartsWith("/branding/", StringComparison.Ordinal))
        {
            await LogoAsync(visit);
            return;
        }
        if (!Paths.Contains(visit.Path) || visit.Path is "/" or "/saml2/idpresponse")
        {
            await Page.ErrorAsync(visit, "Not found", "There is no such page.", StatusCodes.Status404NotFound);
            return;
        }
        // 4
        var (request, clientPage, error) = SignInRequest.Read(visit.Request.Query, await ClientAsync(visit));
        if (request is null)
        {
            visit.Redirect(clientPage ?? visit.Local("/error", "?" + Visit.Encode(("error", error), ("client_id", visit.Query("client_id") is { Length: > 0 } id ? id : null))));
            return;
        }
        // 5
        switch (visit.Path)
        {
            case "/oauth2/authorize": await AuthorizeAsync(visit, request); return;
            case "/login": await pages.LoginAsync(visit, request); return;
            case "/signup": await pages.SignUpAsync(visit, request); return;
            case "/confirm": await pages.ConfirmAsync(visit, request); return;
            case "/forgotPassword": await pages.ForgottenAsync(visit, request); return;
            case "/confirmForgotPassword": await pages.ResetAsync(visit, request); return;
            default: await pages.ChallengeAsync(visit, request); return;
        }
    }

    private async Task AuthorizeAsync(Visit visit, SignInRequest request)
    {
        if (!HttpMethods.IsGet(visit.Request.Method))
        {
            Refuse(visit);
            return;
        }
        var session = request.AsksAgain ? null : await grants.SessionAsync(visit);
        if (session is var (signedIn, _))
        {
            await pages.CompleteAsync(visit, request, signedIn, isNew: false);
            return;
        }
        if (request.Prompt == "none")
        {
            visit.Redirect(request.Fail("login_required"));
            return;
        }
        var (named, provider) = await ProviderAsync(visit, request);
        if (provider is not null) await federation.BeginAsync(visit, request, provider);
        else if (named) visit.Redirect(request.Fail("invalid_request", "Identity provider is not supported for this client"));
        else visit.Redirect(visit.Local("/login", request.Query));
    }

    /// <summary>The provider that the request names, or the only one there is.</summary>
    private async ValueTask<(bool IsNamed, ProviderRecord? Provider)> ProviderAsync(Visit visit, SignInRequest request)
    {
        var allowed = SignInPages.Providers(request.Client);
        if (request.Provider == "COGNITO") return (!SignInPages.AllowsPasswords(request.Client), null);
        var name = request.Provider ?? (request.ProviderIdentifier is null && allowed is [var only] && !SignInPages.AllowsPasswords(request.Client) ? only : null);
        if (name is null && request.ProviderIdentifier is null) return (false, null);
        var all = await store.ReadAsync(tx => HostedTables.Providers.RangeAsync(tx, HostedTables.Providers.Prefix(visit.Pool.Id)), visit.Call.Cancelled);
        var found = all.Select(static r => r.Record).FirstOrDefault(p => allowed.Contains(p.Name) && (name is not null ? p.Name == name : p.Provider.IdpIdentifiers!.Contains(request.ProviderIdentifier!)));
        return (true, found);
    }

    private async Task LogoutAsync(Visit visit)
    {
        var client = await ClientAsync(visit);
        // AWS: logout_uri, or what a sign-in needs; anything else is no address to send a browser to.
        if (client is null) visit.Redirect(visit.Local("/error", "?error=invalid_request"));
        else if (visit.Query("logout_uri") is { Length: > 0 } uri)
        {
            if (client.LogoutURLs?.Contains(uri, StringComparer.Ordinal) != true)
            {
                visit.Redirect(visit.Local("/error", "?" + Visit.Encode(("error", "redirect_mismatch"), ("client_id", client.ClientId))));
                return;
            }
            await grants.EndAsync(visit);
            visit.Redirect(visit.Query("state") is { Length: > 0 } state ? $"{uri}{(uri.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{Visit.Encode(("state", state))}" : uri);
        }
        else if (SignInRequest.Read(visit.Request.Query, client).Request is { } request)
        {
            await grants.EndAsync(visit);
            visit.Redirect(visit.Local("/login", request.Query));
        }
        else visit.Redirect(visit.Local("/error", "?" + Visit.Encode(("error", "redirect_mismatch"), ("client_id", client.ClientId))));
    }

    private static Task ErrorAsync(Visit visit)
    {
        var text = visit.Query("error") switch
        {
            "redirect_mismatch" => "The application asked to be returned to an address that it has not registered.",
            "unauthorized_client" => "The application may not use this sign-in.",
            _ => "An error was encountered with the requested page.",
        };
        return Page.ErrorAsync(visit, "Sign-in is not possible", text, StatusCodes.Status400BadRequest);
    }

    private async Task LogoAsync(Visit visit)
    {
        var client = visit.Path.Split('/') is ["", "branding", var name, "logo"] ? name : "";
        var look = await store.ReadAsync(tx => HostedTables.Customizations.GetAsync(tx, new PairKey(visit.Pool.Id, client)), visit.Call.Cancelled);
        if (look?.Image is not { } image)
        {
            visit.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        visit.Response.ContentType = look.ImageType;
        visit.Response.Headers.XContentTypeOptions = "nosniff";
        await visit.Response.Body.WriteAsync(image, visit.Call.Cancelled);
    }

    private async ValueTask<UserPoolClientType?> ClientAsync(Visit visit) =>
        visit.Query("client_id") is { Length: > 0 } id && await store.ReadAsync(tx => CognitoTables.Clients.GetAsync(tx, new IdKey(id)), visit.Call.Cancelled) is { } record && record.Client.UserPoolId == visit.Pool.Id
            ? record.Client : null;

    private static void Preflight(Visit visit)
    {
        var headers = visit.Response.Headers;
        (headers.AccessControlAllowOrigin, headers.AccessControlAllowMethods, headers.AccessControlAllowHeaders) = ("*", "GET,POST,OPTIONS", "authorization,content-type,x-amz-user-agent,cache-control");
        visit.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private static void Refuse(Visit visit) => visit.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;

    [LoggerMessage(1, LogLevel.Error, "The sign-in page {Path} failed (request {RequestId}).")]
    private static partial void LogFailure(ILogger log, string path, string requestId, Exception e);
}
