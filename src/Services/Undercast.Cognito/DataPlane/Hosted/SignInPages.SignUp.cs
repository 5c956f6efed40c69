using Microsoft.AspNetCore.Http;
using Undercast.Kernel;

namespace Undercast.Cognito;

internal sealed partial class SignInPages
{
    private static readonly Dictionary<string, (string Label, string Type, string Complete)> Known = new(StringComparer.Ordinal)
    {
        ["email"] = ("Email", "email", "email"), ["phone_number"] = ("Phone number", "tel", "tel"), ["name"] = ("Name", "text", "name"), ["given_name"] = ("First name", "text", "given-name"),
        ["family_name"] = ("Last name", "text", "family-name"), ["middle_name"] = ("Middle name", "text", "additional-name"), ["nickname"] = ("Nickname", "text", "nickname"),
        ["preferred_username"] = ("Preferred username", "text", "nickname"), ["birthdate"] = ("Date of birth", "date", "bday"), ["gender"] = ("Gender", "text", "sex"), ["address"] = ("Address", "text", "street-address"),
        ["website"] = ("Website", "url", "url"), ["profile"] = ("Profile page", "url", "url"), ["picture"] = ("Picture", "url", "photo"), ["zoneinfo"] = ("Time zone", "text", "off"), ["locale"] = ("Language", "text", "language"),
    };

    public async Task SignUpAsync(Visit visit, SignInRequest request)
    {
        if (!SignsUp(visit.Pool) || !AllowsPasswords(request.Client))
        {
            await Page.ErrorAsync(visit, "Not available", "Accounts are made by an administrator here.", StatusCodes.Status400BadRequest);
            return;
        }
        if (!HttpMethods.IsPost(visit.Request.Method))
        {
            await ShowSignUpAsync(visit, request, null, null);
            return;
        }
        if (await FormAsync(visit) is not { } form)
        {
            await ShowSignUpAsync(visit, request, OldPage, null);
            return;
        }
        var (username, password) = (form["username"].ToString().Trim(), form["password"].ToString());
        var attributes = Asked(visit.Pool).Select(name => new AttributeType { Name = name, Value = form[$"attribute.{name}"].ToString().Trim() }).Where(static a => a.Value!.Length > 0).ToList();
        try
        {
            if (username.Length == 0) throw CognitoFaults.Invalid($"{NameOf(visit.Pool)} is required.");
            if (password != form["confirm"].ToString()) throw CognitoFaults.Invalid("The two passwords are not the same.");
            var result = await service.SignUp(
                new SignUpInput { ClientId = request.Client.ClientId!, SecretHash = ClientRules.SecretHash(request.Client, username), Username = username, Password = password, UserAttributes = attributes }, visit.Call);
            var ticket = await TicketAsync(visit, username);
            if (result.UserConfirmed == true) await CompleteTicketAsync(visit, request, ticket);
            else await ShowConfirmAsync(visit, request, username, ticket, null, Sent(result.CodeDeliveryDetails));
        }
        catch (AwsException e) when (IsForPeople(e))
        {
            await ShowSignUpAsync(visit, request, e.Message, form);
        }
    }

    // What the pool requires, and an address for the code.
    private static List<string> Asked(PoolRecord pool)
    {
        var names = pool.Pool.SchemaAttributes!.Where(static s => s.Required == true && s.Name != "sub").Select(static s => s.Name!).ToList();
        if (pool.Pool.AutoVerifiedAttributes is { Count: > 0 } verified && !names.Any(verified.Contains)) names.Insert(0, verified.Contains("email") ? "email" : verified[0]);
        return [.. names.Where(n => pool.Pool.UsernameAttributes?.Contains(n) != true)];
    }

    private async Task ShowSignUpAsync(Visit visit, SignInRequest request, string? error, IFormCollection? form)
    {
        var fields = new List<Markup>
        {
            Page.Field("username", NameOf(visit.Pool), visit.Pool.Pool.UsernameAttributes is ["email"] ? "email" : "text", "username", form?["username"], isFirst: true),
        };
        foreach (var name in Asked(visit.Pool))
        {
            var (label, type, complete) = Known.GetValueOrDefault(name, (name.Replace("custom:", "", StringComparison.Ordinal), "text", "off"));
            fields.Add(Page.Field($"attribute.{name}", label, type, complete, form?[$"attribute.{name}"], name == "phone_number" ? "With the country, such as +4312345678." : null));
        }
        fields.Add(Page.Field("password", "Password", "password", "new-password", hint: Page.PasswordHint(visit.Pool)));
        fields.Add(Page.Field("confirm", "Password again", "password", "new-password"));
        fields.Add(Page.Button("Create account", "signUpSubmitButton"));
        var body = Markup.Join([
            Page.Alert(error),
            Page.Form(visit, visit.Local("/signup", request.Query), Markup.Join(fields)),
            Page.Foot(Page.Link(visit.Local("/login", request.Query), "I have an account already")),
        ]);
        await Page.SendAsync(visit, await LookAsync(visit, request), "Create an account", body, error is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);
    }

    public async Task ConfirmAsync(Visit visit, SignInRequest request)
    {
        if (!HttpMethods.IsPost(visit.Request.Method) || await FormAsync(visit) is not { } form)
        {
            visit.Redirect(visit.Local("/login", request.Query));
            return;
        }
        var (username, ticket) = (form["username"].ToString(), form["ticket"].ToString());
        var hash = ClientRules.SecretHash(request.Client, username);
        try
        {
            if (form.ContainsKey("resend"))
            {
                await HideAsync(async () => await service.ResendConfirmationCode(new ResendConfirmationCodeInput { ClientId = request.Client.ClientId!, SecretHash = hash, Username = username }, visit.Call));
                await ShowConfirmAsync(visit, request, username, ticket, null, "A new code is on its way.");
                return;
            }
            await service.ConfirmSignUp(
                new ConfirmSignUpInput { ClientId = request.Client.ClientId!, SecretHash = hash, Username = username, ConfirmationCode = form["code"].ToString().Trim() }, visit.Call);
            await CompleteTicketAsync(visit, request, ticket);
        }
        catch (AwsException e) when (IsForPeople(e))
        {
            await ShowConfirmAsync(visit, request, username, ticket, Unify(e), null);
        }
    }

    /// <summary>AWS: the link of a message, <c>/confirmUser?client_id&amp;user_name&amp;confirmation_code</c>.</summary>
    public async Task ConfirmByLinkAsync(Visit visit, UserPoolClientType? client)
    {
        var username = visit.Query("user_name");
        try
        {
            if (client is null || username.Length == 0) throw CognitoFaults.OldCode();
            await service.ConfirmSignUp(
                new ConfirmSignUpInput { ClientId = client.ClientId!, SecretHash = ClientRules.SecretHash(client, username), Username = username, ConfirmationCode = visit.Query("confirmation_code") }, visit.Call);
            await Page.SendAsync(visit, await Look.OfAsync(store, visit, client), "Confirmed", Page.Notice("Your registration has been confirmed. You can sign in now."));
        }
        catch (AwsException e) when (IsForPeople(e))
        {
            await Page.ErrorAsync(visit, "Not confirmed", Unify(e), StatusCodes.Status400BadRequest);
        }
    }

    private async Task ShowConfirmAsync(Visit visit, SignInRequest request, string username, string ticket, string? error, string? text)
    {
        var fields = Markup.Join([
            Page.Hidden("username", username), Page.Hidden("ticket", ticket),
            Page.Field("code", "Code", "code", "one-time-code", isFirst: true), Page.Button("Confirm account", "confirmSubmitButton"), Page.Quiet("Send a new code", "resend"),
        ]);
        var body = Markup.Join([
            Page.Alert(error), text is null ? Markup.Empty : Page.Text(text), Page.Form(visit, visit.Local("/confirm", request.Query), fields), Page.Foot(Page.Link(visit.Local("/login", request.Query), "Back to sign-in")),
        ]);
        await Page.SendAsync(visit, await LookAsync(visit, request), "Confirm your account", body, error is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);
    }

    /// <summary>Lets this browser go on as a user whose password it has shown, once the account is confirmed.</summary>
    private async ValueTask<string> TicketAsync(Visit visit, string username)
    {
        var found = await store.ReadAsync(tx => Users.FindAsync(tx, visit.Pool, username), visit.Call.Cancelled);
        return found is not var (_, user) ? "" : await grants.NewReturnAsync(
            visit, new ReturnRecord { PoolId = visit.Pool.Id, Query = "", Browser = visit.BrowserDigest, User = Grants.Now(visit, user), Expires = default });
    }

    private async ValueTask CompleteTicketAsync(Visit visit, SignInRequest request, string ticket)
    {
        // Where a second factor is asked for, a password alone does not sign anybody in.
        if (visit.Pool.Pool.MfaConfiguration is null or "OFF" && await grants.TakeReturnAsync(visit, ticket) is { Provider: null, User: { } user } record && record.Browser.AsSpan().SequenceEqual(visit.BrowserDigest)
            && await grants.UserAsync(visit, user) is { Enabled: true, Status: UserStatus.Confirmed })
            await CompleteAsync(visit, request, user with { At = visit.Call.Now });
        else visit.Redirect(visit.Local("/login", request.Query + "&notice=confirmed"));
    }

    private static string Sent(CodeDeliveryDetailsType? details) => details is null ? "Enter your confirmation code." : $"A code has been sent to {details.Destination}.";

    // Whether somebody is there must not show in how a code is refused.
    private static string Unify(AwsException e) => e is CodeMismatchException or ExpiredCodeException or UserNotFoundException or NotAuthorizedException
        ? "That code is not right, or it is too old. Try again, or ask for a new one." : e.Message;

    // As if it had worked: what it failed of would tell who is there.
    private static async ValueTask HideAsync(Func<ValueTask> work)
    {
        try
        {
            await work();
        }
        catch (AwsException e) when (e is UserNotFoundException or NotAuthorizedException or InvalidParameterException)
        {
            // The same page follows.
        }
    }
}
