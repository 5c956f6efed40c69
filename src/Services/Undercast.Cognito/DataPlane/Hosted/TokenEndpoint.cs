using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.Cognito;

/// <summary><c>/oauth2/token</c>, <c>/oauth2/revoke</c> and <c>/oauth2/userInfo</c>: programs call them, their answers are JSON.</summary>
internal sealed class TokenEndpoint(IStore store, Grants grants, TokenIssuer tokens, TokenVerifier verifier, PoolKeys keys, TriggerCalls triggers)
{
    private sealed class Refusal(string error, int status = StatusCodes.Status400BadRequest) : Exception(error)
    {
        public int Status => status;
    }

    public async Task TokenAsync(Visit visit) => await AnswerAsync(visit, async () =>
    {
        var form = await visit.FormAsync() ?? throw new Refusal("invalid_request");
        var client = await ClientAsync(visit, form);
        var answer = form["grant_type"].ToString() switch
        {
            "" => throw new Refusal("invalid_request"),
            "authorization_code" => await ForCodeAsync(visit, client, form),
            "refresh_token" => await ForRefreshTokenAsync(visit, client, form),
            "client_credentials" => await ForClientAsync(visit, client, form),
            _ => throw new Refusal("unsupported_grant_type"),
        };
        await visit.JsonAsync(StatusCodes.Status200OK, answer);
    });

    private async ValueTask<JsonObject> ForCodeAsync(Visit visit, UserPoolClientType client, IFormCollection form)
    {
        if (client.AllowedOAuthFlows?.Contains("code") != true) throw new Refusal("unauthorized_client");
        var (code, redirect, verifierText) = (Need(form, "code"), form["redirect_uri"].ToString(), form["code_verifier"].ToString());
        // AWS: an address that the client does not have at all is another error than one that it did not begin with.
        if (redirect.Length > 0 && client.CallbackURLs?.Contains(redirect, StringComparer.Ordinal) != true) throw new Refusal("unauthorized_client");
        var grant = await grants.TakeCodeAsync(visit, code) ?? throw new Refusal("invalid_grant");
        if (grant.ClientId != client.ClientId || (redirect.Length == 0 ? client.DefaultRedirectURI != grant.RedirectUri : grant.RedirectUri != redirect)) throw new Refusal("invalid_grant");
        if (grant.CodeChallenge is null ? verifierText.Length > 0 : !Proves(verifierText, grant.CodeChallenge)) throw new Refusal("invalid_grant");
        if (await grants.UserAsync(visit, grant.User) is not { Enabled: true } user) throw new Refusal("invalid_grant");
        return Answer(await tokens.SignInAsync(visit.Call, visit.Pool, client, user, "TokenGeneration_HostedAuth", null, grant: grant), withRefresh: true);
    }

    private async ValueTask<JsonObject> ForRefreshTokenAsync(Visit visit, UserPoolClientType client, IFormCollection form)
    {
        var rotates = ClientRules.Rotates(client);
        return Answer(await tokens.RefreshAsync(visit.Call, visit.Pool, client, Need(form, "refresh_token"), null, rotates), rotates);
    }

    private async ValueTask<JsonObject> ForClientAsync(Visit visit, UserPoolClientType client, IFormCollection form)
    {
        if (client.ClientSecret is null || client.AllowedOAuthFlows?.Contains("client_credentials") != true) throw new Refusal("unauthorized_client");
        var allowed = client.AllowedOAuthScopes ?? [];
        var asked = HostedClaims.Scopes(form["scope"].ToString());
        if (asked.Any(s => !allowed.Contains(s, StringComparer.Ordinal))) throw new Refusal("invalid_scope");
        var claims = HostedClaims.OfClient(visit.Call, visit.Pool, client, string.Join(' ', asked.Length > 0 ? asked.Distinct() : allowed));
        await ClientTokenGeneration.ApplyAsync(triggers, visit.Call, visit.Pool, client, claims);
        return new JsonObject
        {
            ["access_token"] = Jwt.Write(await keys.GetAsync(visit.Pool.Id, visit.Call.Cancelled), claims),
            ["expires_in"] = (int)ClientRules.AccessLife(client).TotalSeconds,
            ["token_type"] = "Bearer",
        };
    }

    public async Task RevokeAsync(Visit visit) => await AnswerAsync(visit, async () =>
    {
        var form = await visit.FormAsync() ?? throw new Refusal("invalid_request");
        UserPoolClientType client;
        try
        {
            client = await ClientAsync(visit, form);
        }
        catch (Refusal)
        {
            throw new Refusal("invalid_client", StatusCodes.Status401Unauthorized);
        }
        var token = Need(form, "token");
        if (client.EnableTokenRevocation == false) throw new Refusal("invalid_request");
        try
        {
            await tokens.RevokeAsync(visit.Call, visit.Pool, client, token);
        }
        catch (UnsupportedTokenTypeException)
        {
            throw new Refusal("unsupported_token_type");
        }
        catch (InvalidParameterException)
        {
            // AWS: what is no token is as good as revoked.
        }
        visit.Response.StatusCode = StatusCodes.Status200OK;
    });

    public async Task UserInfoAsync(Visit visit)
    {
        Allow(visit);
        var header = visit.Request.Headers.Authorization.ToString();
        var token = header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? header["Bearer ".Length..].Trim() : "";
        if (token.Length == 0)
        {
            await DenyAsync(visit, StatusCodes.Status400BadRequest, "invalid_request", "Bad OAuth2 request at UserInfo Endpoint");
            return;
        }
        var (state, claims) = await verifier.CheckAsync(visit.Pool.Id, token, visit.Call.Cancelled);
        var isAccess = state == TokenState.Good && Jwt.Text(claims, "token_use") == "access" && Jwt.Text(claims, "username") is not null;
        var found = isAccess ? await store.ReadAsync(tx => Users.FindAsync(tx, visit.Pool, Jwt.Text(claims, "sub")!), visit.Call.Cancelled) : null;
        var client = isAccess ? (await store.ReadAsync(tx => CognitoTables.Clients.GetAsync(tx, new IdKey(Jwt.Text(claims, "client_id") ?? "")), visit.Call.Cancelled))?.Client : null;
        if (found is not (_, { Enabled: true } user) || client is null)
        {
            await DenyAsync(visit, StatusCodes.Status401Unauthorized, "invalid_token", "Access token is expired, disabled, or deleted, or the user has globally signed out.");
            return;
        }
        var scopes = HostedClaims.Scopes(Jwt.Text(claims, "scope") ?? "");
        if (!scopes.Contains(OAuthRules.OpenId))
        {
            await DenyAsync(visit, StatusCodes.Status401Unauthorized, "invalid_token", "Access token does not contain openid scope");
            return;
        }
        var answer = new JsonObject { ["sub"] = user.Sub };
        foreach (var (name, value) in user.Attributes)
        {
            // AWS: every value is text here, those of verified addresses too.
            if (SchemaRules.MayRead(client, name) && OAuthRules.Brings(scopes, name)) answer[name] = value;
        }
        answer["username"] = user.Username;
        await visit.JsonAsync(StatusCodes.Status200OK, answer);
    }

    private static Task DenyAsync(Visit visit, int status, string error, string description)
    {
        visit.Response.Headers.WWWAuthenticate = $"Bearer error=\"{error}\", error_description=\"{description}\"";
        return visit.JsonAsync(status, new JsonObject { ["error"] = error, ["error_description"] = description });
    }

    private static async ValueTask AnswerAsync(Visit visit, Func<ValueTask> work)
    {
        Allow(visit);
        try
        {
            await work();
        }
        catch (Refusal refusal)
        {
            await visit.JsonAsync(refusal.Status, new JsonObject { ["error"] = refusal.Message });
        }
        catch (NotAuthorizedException)
        {
            await visit.JsonAsync(StatusCodes.Status400BadRequest, new JsonObject { ["error"] = "invalid_grant" });
        }
        catch (AwsException e) when (e is RefreshTokenReuseException or UnauthorizedException)
        {
            await visit.JsonAsync(StatusCodes.Status400BadRequest, new JsonObject { ["error"] = "invalid_grant" });
        }
        catch (AwsException e) when (e is UserLambdaValidationException or UnexpectedLambdaException or InvalidLambdaResponseException)
        {
            await visit.JsonAsync(StatusCodes.Status400BadRequest, new JsonObject { ["error"] = "invalid_request", ["error_description"] = e.Message });
        }
    }

    // Applications in browsers call these from their own origin. No cookie counts here, so any may.
    private static void Allow(Visit visit) => visit.Response.Headers.AccessControlAllowOrigin = "*";

    private static string Need(IFormCollection form, string name) => form[name].ToString() is { Length: > 0 } value ? value : throw new Refusal("invalid_request");

    private static bool Proves(string verifier, string challenge) => verifier.Length is >= 43 and <= 128
        && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)))), Encoding.ASCII.GetBytes(challenge));

    /// <summary>The client that calls, by its secret in the header or in the form, or by its id where it has no secret.</summary>
    private async ValueTask<UserPoolClientType> ClientAsync(Visit visit, IFormCollection form)
    {
        var (id, secret) = (form["client_id"].ToString(), form["client_secret"].ToString());
        var header = visit.Request.Headers.Authorization.ToString();
        if (header.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase))
        {
            if (Basic(header["Basic ".Length..].Trim()) is not var (named, proof) || (id.Length > 0 && id != named)) throw new Refusal("invalid_client");
            (id, secret) = (named, proof);
        }
        if (id.Length == 0) throw new Refusal("invalid_request");
        var client = (await store.ReadAsync(tx => CognitoTables.Clients.GetAsync(tx, new IdKey(id)), visit.Call.Cancelled))?.Client;
        if (client?.UserPoolId != visit.Pool.Id) throw new Refusal("invalid_client");
        var isProven = client.ClientSecret is null ? secret.Length == 0 : ClientRules.HasSecret(client, secret);
        if (!isProven) throw new Refusal("invalid_client");
        return client.AllowedOAuthFlowsUserPoolClient == true ? client : throw new Refusal("unauthorized_client");
    }

    // By the standard both halves are form-encoded; ids and secrets of pools have nothing that would differ.
    private static (string Id, string Secret)? Basic(string encoded)
    {
        var bytes = new byte[encoded.Length];
        if (!Convert.TryFromBase64String(encoded, bytes, out var length)) return null;
        var text = Encoding.UTF8.GetString(bytes, 0, length);
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? null : (WebUtility.UrlDecode(text[..colon]), WebUtility.UrlDecode(text[(colon + 1)..]));
    }

    private static JsonObject Answer(AuthenticationResultType result, bool withRefresh)
    {
        var answer = new JsonObject();
        if (result.IdToken is { } id) answer["id_token"] = id;
        answer["access_token"] = result.AccessToken;
        if (withRefresh && result.RefreshToken is { } refresh) answer["refresh_token"] = refresh;
        answer["expires_in"] = result.ExpiresIn;
        answer["token_type"] = result.TokenType;
        return answer;
    }
}
