using Microsoft.AspNetCore.Http;
using Undercast.Kernel;

namespace Undercast.Cognito;

internal sealed partial class SignInPages
{
    public async Task ForgottenAsync(Visit visit, SignInRequest request)
    {
        if (!HttpMethods.IsPost(visit.Request.Method))
        {
            await ShowForgottenAsync(visit, request, null, request.LoginHint);
            return;
        }
        if (await FormAsync(visit) is not { } form || form["username"].ToString().Trim() is not { Length: > 0 } username)
        {
            await ShowForgottenAsync(visit, request, OldPage, null);
            return;
        }
        try
        {
            await HideAsync(async () => await service.ForgotPassword(
                new ForgotPasswordInput { ClientId = request.Client.ClientId!, SecretHash = ClientRules.SecretHash(request.Client, username), Username = username }, visit.Call));
            await ShowResetAsync(visit, request, username, null);
        }
        catch (AwsException e) when (IsForPeople(e))
        {
            await ShowForgottenAsync(visit, request, e.Message, username);
        }
    }

    public async Task ResetAsync(Visit visit, SignInRequest request)
    {
        if (!HttpMethods.IsPost(visit.Request.Method) || await FormAsync(visit) is not { } form)
        {
            visit.Redirect(visit.Local("/forgotPassword", request.Query));
            return;
        }
        var (username, password) = (form["username"].ToString(), form["password"].ToString());
        try
        {
            if (password != form["confirm"].ToString()) throw CognitoFaults.Invalid("The two passwords are not the same.");
            await service.ConfirmForgotPassword(
                new ConfirmForgotPasswordInput
                {
                    ClientId = request.Client.ClientId!, SecretHash = ClientRules.SecretHash(request.Client, username), Username = username, ConfirmationCode = form["code"].ToString().Trim(), Password = password,
                },
                visit.Call);
            visit.Redirect(visit.Local("/login", request.Query + "&notice=reset"));
        }
        catch (AwsException e) when (IsForPeople(e))
        {
            await ShowResetAsync(visit, request, username, Unify(e));
        }
    }

    private async Task ShowForgottenAsync(Visit visit, SignInRequest request, string? error, string? username)
    {
        var fields = Markup.Join([Page.Field("username", NameOf(visit.Pool), "text", "username", username, isFirst: true), Page.Button("Send a code", "resetSubmitButton")]);
        var body = Markup.Join([
            Page.Alert(error), Page.Text("Tell us who you are, and a code to set a new password will be sent to you."), Page.Form(visit, visit.Local("/forgotPassword", request.Query), fields),
            Page.Foot(Page.Link(visit.Local("/login", request.Query), "Back to sign-in")),
        ]);
        await Page.SendAsync(visit, await LookAsync(visit, request), "Forgot your password?", body, error is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);
    }

    private async Task ShowResetAsync(Visit visit, SignInRequest request, string username, string? error)
    {
        var fields = Markup.Join([
            Page.Hidden("username", username),
            Page.Field("code", "Code", "code", "one-time-code", isFirst: true),
            Page.Field("password", "New password", "password", "new-password", hint: Page.PasswordHint(visit.Pool)),
            Page.Field("confirm", "New password again", "password", "new-password"),
            Page.Button("Change password", "resetSubmitButton"),
        ]);
        var body = Markup.Join([
            Page.Alert(error), Page.Text("If there is an account of that name, a code is on its way to its verified address."), Page.Form(visit, visit.Local("/confirmForgotPassword", request.Query), fields),
            Page.Foot(Page.Link(visit.Local("/forgotPassword", request.Query), "Send another code"), Page.Link(visit.Local("/login", request.Query), "Back to sign-in")),
        ]);
        await Page.SendAsync(visit, await LookAsync(visit, request), "Set a new password", body, error is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);
    }
}
