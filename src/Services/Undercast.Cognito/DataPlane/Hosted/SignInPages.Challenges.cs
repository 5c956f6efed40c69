using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Undercast.Kernel;

namespace Undercast.Cognito;

/// <summary>Challenges of the API as pages: what is asked is told by the challenge's name and parameters, what is answered goes back under the API's names.</summary>
internal sealed partial class SignInPages
{
    private const string AnswerPrefix = "answer.";

    // By challenge: the name of the answer, and what the page says.
    private static readonly Dictionary<string, (string Answer, string Title, string Text)> CodeChallenges = new(StringComparer.Ordinal)
    {
        ["SMS_MFA"] = ("SMS_MFA_CODE", "Enter your code", "A code has been sent by text message to {0}."),
        ["SMS_OTP"] = ("SMS_OTP_CODE", "Enter your code", "A code has been sent by text message to {0}."),
        ["EMAIL_OTP"] = ("EMAIL_OTP_CODE", "Enter your code", "A code has been sent by email to {0}."),
        ["SOFTWARE_TOKEN_MFA"] = ("SOFTWARE_TOKEN_MFA_CODE", "Enter your code", "Open your authenticator app and enter the code that it shows."),
    };

    private static readonly Dictionary<string, (string Parameter, string Title)> Choices = new(StringComparer.Ordinal)
    {
        ["SELECT_MFA_TYPE"] = ("MFAS_CAN_CHOOSE", "Choose how to prove it is you"),
        ["SELECT_CHALLENGE"] = ("AVAILABLE_CHALLENGES", "Choose how to sign in"),
    };

    private static string Name(string way) => way switch
    {
        "SMS_MFA" or "SMS_OTP" => "A code by text message",
        "EMAIL_OTP" => "A code by email",
        "SOFTWARE_TOKEN_MFA" => "A code from an authenticator app",
        "PASSWORD" or "PASSWORD_SRP" => "A password",
        "WEB_AUTHN" => "A passkey",
        _ => way,
    };

    public async Task ChallengeAsync(Visit visit, SignInRequest request)
    {
        if (!HttpMethods.IsPost(visit.Request.Method) || await FormAsync(visit) is not { } form)
        {
            visit.Redirect(visit.Local("/login", request.Query));
            return;
        }
        var (challenge, session, username) = (form["challenge"].ToString(), form["session"].ToString(), form["username"].ToString());
        var parameters = Parameters(form["parameters"].ToString());
        var answers = form.Where(static f => f.Key.StartsWith(AnswerPrefix, StringComparison.Ordinal)).ToDictionary(static f => f.Key[AnswerPrefix.Length..], static f => f.Value.ToString().Trim());
        answers["USERNAME"] = parameters.GetValueOrDefault("USER_ID_FOR_SRP") ?? username;
        try
        {
            if (challenge == "NEW_PASSWORD_REQUIRED" && answers.GetValueOrDefault("NEW_PASSWORD") != form["confirm"].ToString()) throw CognitoFaults.Invalid("The two passwords are not the same.");
            if (challenge == "MFA_SETUP") session = await VerifyTokenAsync(visit, session, answers);
            await GoOnAsync(visit, request, username, await service.HostedAnswerAsync(visit.Call, visit.Pool, request.Client, challenge, session, answers));
        }
        catch (AwsException e) when (e is NotAuthorizedException or CommonException { Kind: CommonError.NotSupported })
        {
            // The session is used up, or nobody here can answer: from the beginning.
            await ShowLoginAsync(visit, request, e.Message, username);
        }
        catch (AwsException e) when (IsForPeople(e))
        {
            await ShowChallengeAsync(visit, request, username, challenge, parameters, session, e.Message);
        }
    }

    internal async Task ShowChallengeAsync(Visit visit, SignInRequest request, string username, string challenge, IReadOnlyDictionary<string, string> parameters, string? session, string? error)
    {
        var (title, text, fields) = ("", "", new List<Markup>());
        if (CodeChallenges.TryGetValue(challenge, out var code))
        {
            (title, text) = (code.Title, string.Format(System.Globalization.CultureInfo.InvariantCulture, code.Text, parameters.GetValueOrDefault("CODE_DELIVERY_DESTINATION") ?? "you"));
            fields.Add(Page.Field(AnswerPrefix + code.Answer, "Code", "code", "one-time-code", isFirst: true));
        }
        else if (Choices.TryGetValue(challenge, out var choice))
        {
            title = choice.Title;
            fields.Add(Page.Choice(AnswerPrefix + "ANSWER", "Ways", List(parameters.GetValueOrDefault(choice.Parameter)).Select(static w => (w, Name(w)))));
        }
        else if (challenge == "NEW_PASSWORD_REQUIRED")
        {
            (title, text) = ("Set a new password", "Your password was temporary. Choose one of your own.");
            fields.Add(Page.Field(AnswerPrefix + "NEW_PASSWORD", "New password", "password", "new-password", hint: Page.PasswordHint(visit.Pool), isFirst: true));
            fields.Add(Page.Field("confirm", "New password again", "password", "new-password"));
            foreach (var name in List(parameters.GetValueOrDefault("requiredAttributes")).Where(static n => n.StartsWith("userAttributes.", StringComparison.Ordinal)))
            {
                var (label, type, complete) = Known.GetValueOrDefault(name["userAttributes.".Length..], (name["userAttributes.".Length..], "text", "off"));
                fields.Add(Page.Field(AnswerPrefix + name, label, type, complete));
            }
        }
        else if (challenge == "MFA_SETUP" && List(parameters.GetValueOrDefault("MFAS_CAN_SETUP")) is var ways && (ways.Count == 0 || ways.Contains("SOFTWARE_TOKEN_MFA")))
        {
            (title, text) = ("Set up an authenticator app", "Add this key to your authenticator app, then enter the code that the app shows.");
            var secret = parameters.GetValueOrDefault("SECRET_CODE");
            if (secret is null)
            {
                var begun = await CallAsync(visit, "AssociateSoftwareToken", new JsonObject { ["Session"] = session });
                (secret, session) = ((string?)begun["SecretCode"] ?? "", (string?)begun["Session"]);
                parameters = new Dictionary<string, string>(parameters) { ["SECRET_CODE"] = secret };
            }
            var link = $"otpauth://totp/{Uri.EscapeDataString(request.Client.ClientName ?? "Cognito")}:{Uri.EscapeDataString(username)}?{Visit.Encode(("secret", secret), ("issuer", request.Client.ClientName))}";
            fields.Add(Markup.Of($"<p><code class=\"secret\">{secret}</code></p><p class=\"hint\">{Page.Link(link, "Open in an authenticator app on this device")}</p>"));
            fields.Add(Page.Field(AnswerPrefix + "USER_CODE", "Code", "code", "one-time-code", isFirst: true));
        }
        else throw CommonException.NotSupported($"The challenge {challenge} on the sign-in pages");

        fields.Add(Page.Button("Continue", "challengeSubmitButton"));
        var known = new JsonObject();
        foreach (var (name, value) in parameters) known[name] = value;
        fields.AddRange([Page.Hidden("challenge", challenge), Page.Hidden("session", session), Page.Hidden("username", username), Page.Hidden("parameters", known.ToJsonString())]);
        var body = Markup.Join([
            Page.Alert(error), text.Length == 0 ? Markup.Empty : Page.Text(text), Page.Form(visit, visit.Local("/challenge", request.Query), Markup.Join(fields)),
            Page.Foot(Page.Link(visit.Local("/login", request.Query), "Back to sign-in")),
        ]);
        await Page.SendAsync(visit, await LookAsync(visit, request), title, body, error is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);
    }

    /// <summary>The session with which the set-up is answered, after the app's code was right.</summary>
    private async ValueTask<string?> VerifyTokenAsync(Visit visit, string session, Dictionary<string, string> answers)
    {
        if (!answers.Remove("USER_CODE", out var code)) return session;
        return (string?)(await CallAsync(visit, "VerifySoftwareToken", new JsonObject { ["Session"] = session, ["UserCode"] = code }))["Session"];
    }

    // By name, as a client would: these need no more of the service than its API.
    private async ValueTask<JsonObject> CallAsync(Visit visit, string operation, JsonObject input)
    {
        if (calls is null) throw CommonException.NotSupported($"The operation {operation}");
        var answer = await calls.CallDocumentAsync(Principal.Anonymous, visit.Pool.Region, "cognito-idp", operation, System.Text.Encoding.UTF8.GetBytes(input.ToJsonString()), visit.Call.Cancelled);
        return answer.IsEmpty ? [] : (JsonObject)JsonNode.Parse(answer.Span)!;
    }

    /// <summary>A list of the API's, which is JSON in text.</summary>
    private static List<string> List(string? text)
    {
        try
        {
            return text is not null && JsonNode.Parse(text) is JsonArray list ? [.. list.OfType<JsonValue>().Select(static v => v.ToString())] : [];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    // What the page itself was made of; it only says again what to show.
    private static Dictionary<string, string> Parameters(string text)
    {
        try
        {
            return JsonNode.Parse(text) is JsonObject known ? known.ToDictionary(static p => p.Key, static p => p.Value?.ToString() ?? "") : [];
        }
        catch (JsonException)
        {
            return [];
        }
    }
}
