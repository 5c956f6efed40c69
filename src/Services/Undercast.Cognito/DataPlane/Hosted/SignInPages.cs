using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.Cognito;

/// <summary>The pages on which people sign in; every step is the API's own.</summary>
internal sealed partial class SignInPages(IStore store, CognitoService service, Grants grants, TokenIssuer tokens, Cloud.ICloudCalls? calls)
{
    private const string OldPage = "This page is out of date. Please try again.";

    /// <summary>Sends the browser to the client's page, with a code or tokens.</summary>
    public async ValueTask CompleteAsync(Visit visit, SignInRequest request, SignedIn user, bool isNew = true)
    {
        if (isNew) await grants.StartAsync(visit, user);
        if (request.ResponseType == "code")
        {
            visit.Redirect(request.Answer(("code", await grants.NewCodeAsync(visit, request, user))));
            return;
        }
        if (await grants.UserAsync(visit, user) is not { } record) throw CognitoFaults.NoUser();
        try
        {
            var result = await tokens.SignInAsync(visit.Call, visit.Pool, request.Client, record, "TokenGeneration_HostedAuth", null, grant: Grants.GrantOf(visit, request, user));
            visit.Redirect(request.Answer(
                ("id_token", result.IdToken), ("access_token", result.AccessToken), ("token_type", result.TokenType), ("expires_in", result.ExpiresIn?.ToString(System.Globalization.CultureInfo.InvariantCulture))));
        }
        catch (AwsException e) when (e is UserLambdaValidationException or UnexpectedLambdaException or InvalidLambdaResponseException)
        {
            visit.Redirect(request.Fail("invalid_request", e.Message));
        }
    }

    public async Task LoginAsync(Visit visit, SignInRequest request)
    {
        if (!HttpMethods.IsPost(visit.Request.Method))
        {
            await ShowLoginAsync(visit, request, null, request.LoginHint);
            return;
        }
        if (await FormAsync(visit) is not { } form)
        {
            await ShowLoginAsync(visit, request, OldPage, null);
            return;
        }
        if (form.ContainsKey("continue"))
        {
            if (!request.AsksAgain && await grants.SessionAsync(visit) is var (session, _)) await CompleteAsync(visit, request, session, isNew: false);
            else await ShowLoginAsync(visit, request, null, null);
            return;
        }
        var (username, password) = (form["username"].ToString().Trim(), form["password"].ToString());
        try
        {
            if (!AllowsPasswords(request.Client)) throw CognitoFaults.WrongPassword();
            if (username.Length == 0 || password.Length == 0) throw CognitoFaults.WrongPassword();
            await GoOnAsync(visit, request, username, await service.HostedBeginAsync(visit.Call, visit.Pool, request.Client, username, password));
        }
        catch (UserNotConfirmedException)
        {
            // The password was right: what is missing is the code.
            await ShowConfirmAsync(visit, request, username, await TicketAsync(visit, username), null, "Your account has not been confirmed yet. Enter the code that was sent to you, or ask for a new one.");
        }
        catch (PasswordResetRequiredException)
        {
            await ShowForgottenAsync(visit, request, "Your password has to be reset before you can sign in.", username);
        }
        catch (AwsException e) when (IsForPeople(e))
        {
            await ShowLoginAsync(visit, request, e.Message, username);
        }
    }

    /// <summary>The next page of a sign-in, or its end.</summary>
    private async ValueTask GoOnAsync(Visit visit, SignInRequest request, string username, HostedStep step)
    {
        if (step.User is { } user) await CompleteAsync(visit, request, Grants.Now(visit, user));
        else await ShowChallengeAsync(visit, request, username, step.Challenge!, step.Parameters, step.Session, null);
    }

    private async Task ShowLoginAsync(Visit visit, SignInRequest request, string? error, string? username)
    {
        var look = await LookAsync(visit, request);
        var client = request.Client;
        var parts = new List<Markup> { Page.Alert(error), Page.Notice(visit.Query("notice") switch { "reset" => "Your password has been changed. Sign in with the new one.", "confirmed" => "Your account is confirmed. You can sign in now.", _ => null }) };
        parts.Add(Page.Text($"to continue to {client.ClientName}"));
        if (await grants.SessionAsync(visit) is var (_, user) && !request.AsksAgain)
        {
            parts.Add(Page.Form(visit, visit.Local("/login", request.Query), Page.Quiet($"Continue as {user.Attribute("email") ?? user.Username}", "continue")));
            parts.Add(Markup.Of($"<p class=\"or\">or as somebody else</p>"));
        }
        if (AllowsPasswords(client))
        {
            var isEmail = visit.Pool.Pool.UsernameAttributes is ["email"];
            parts.Add(Page.Form(visit, visit.Local("/login", request.Query), Markup.Join([
                Page.Field("username", NameOf(visit.Pool), isEmail ? "email" : "text", "username", username, isFirst: string.IsNullOrEmpty(username)),
                Page.Field("password", "Password", "password", "current-password", isFirst: !string.IsNullOrEmpty(username)),
                Page.Button("Sign in", "signInSubmitButton"),
            ])));
        }
        var providers = Providers(client);
        if (providers.Count > 0 && AllowsPasswords(client)) parts.Add(Markup.Of($"<p class=\"or\">or</p>"));
        parts.AddRange(providers.Select(name =>
            Markup.Of($"<a class=\"provider idpButton-customizable\" href=\"{visit.Local("/oauth2/authorize", $"{request.Query}&{Visit.Encode(("identity_provider", name))}")}\">Continue with {Readable(name)}</a>")));
        if (AllowsPasswords(client))
        {
            parts.Add(Page.Foot(
                Recovers(visit.Pool) ? Page.Link(visit.Local("/forgotPassword", request.Query), "Forgot your password?") : Markup.Empty,
                SignsUp(visit.Pool) ? Page.Link(visit.Local("/signup", request.Query), "Create an account") : Markup.Empty));
        }
        await Page.SendAsync(visit, look, "Sign in", Markup.Join(parts), error is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);
    }

    private static async ValueTask<IFormCollection?> FormAsync(Visit visit) => await visit.FormAsync() is { } form && visit.IsOurs(form) ? form : null;

    private ValueTask<Look> LookAsync(Visit visit, SignInRequest request) => Look.OfAsync(store, visit, request.Client);

    public static bool AllowsPasswords(UserPoolClientType client) => client.SupportedIdentityProviders is not { Count: > 0 } list || list.Contains("COGNITO");

    public static List<string> Providers(UserPoolClientType client) => [.. (client.SupportedIdentityProviders ?? []).Where(static p => p != "COGNITO")];

    private static string Readable(string provider) => provider switch { "LoginWithAmazon" => "Amazon", "SignInWithApple" => "Apple", _ => provider };

    private static bool SignsUp(PoolRecord pool) => pool.Pool.AdminCreateUserConfig?.AllowAdminCreateUserOnly != true;

    private static bool Recovers(PoolRecord pool) => pool.Pool.AccountRecoverySetting?.RecoveryMechanisms is not { Count: > 0 } ways || ways.All(static w => w.Name != "admin_only");

    private static string NameOf(PoolRecord pool) => pool.Pool.UsernameAttributes switch
    {
        ["email"] => "Email",
        ["phone_number"] => "Phone number",
        { Count: > 1 } => "Email or phone number",
        _ => pool.Pool.AliasAttributes is { Count: > 0 } aliases && aliases.Contains("email") ? "Username or email" : "Username",
    };

    /// <summary>Whether a text of the API is one for the person at the page.</summary>
    private static bool IsForPeople(AwsException e) => e is not CommonException { Kind: not CommonError.NotSupported };
}
