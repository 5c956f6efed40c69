using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Undercast.Kernel;

namespace Undercast.Cognito;

// After the first factor:
//   1. a device that the pool remembers may stand in for the second factor
//   2. the second factor: the preferred one, the only one, or one of the user's choice; set up first where one is required and there is none
//   3. a remembered device proves itself
//   4. tokens

internal sealed partial class CognitoService
{
    private async ValueTask<AuthStep> ContinueAsync(CallContext call, AuthCall auth, UserRecord user, string source)
    {
        var device = await KnownDeviceAsync(call, auth, user, auth.Find("DEVICE_KEY"));
        // 1
        if (device is { Record.IsRemembered: true } known && auth.Pool.Pool.DeviceConfiguration?.ChallengeRequiredOnNewDevice == true) return await AskDeviceAsync(call, auth, user, known.Key, source, null);
        // 2
        return FactorRules.Needed(auth.Pool, user) switch
        {
            null => await AskSetupAsync(call, auth, user, source, device?.Key),
            [] => await FinishAsync(call, auth, user, source, device?.Key),
            [var only] => await AskFactorAsync(call, auth, user, only, source, device?.Key),
            var several => await AskAsync(
                call, auth, Challenge(call, auth, "SELECT_MFA_TYPE", user.Username) with { Options = several, Source = source, DeviceKey = device?.Key },
                new() { ["MFAS_CAN_CHOOSE"] = Texts(several), ["USER_ID_FOR_SRP"] = user.Username }),
        };
    }

    // 3 and 4
    private async ValueTask<AuthStep> FinishAsync(CallContext call, AuthCall auth, UserRecord user, string source, string? deviceKey, string? session = null) => deviceKey is not null
        ? await AskDeviceAsync(call, auth, user, deviceKey, source, session)
        : new AuthStep(await SignedInAsync(call, auth, user, source));

    private async ValueTask<AuthStep> AskFactorAsync(CallContext call, AuthCall auth, UserRecord user, string factor, string source, string? deviceKey)
    {
        var challenge = Challenge(call, auth, factor, user.Username) with { Source = source, DeviceKey = deviceKey };
        var parameters = new Dictionary<string, string> { ["USER_ID_FOR_SRP"] = user.Username };
        if (factor == FactorRules.Token)
        {
            if (user.TokenName is not null) parameters["FRIENDLY_DEVICE_NAME"] = user.TokenName;
            return await AskAsync(call, auth, challenge, parameters);
        }
        return await AskCodeAsync(call, auth, challenge, user, Delivery.To(user, FactorRules.AddressOf(factor))!, Delivery.NewCode(), parameters);
    }

    /// <summary>Sends a code and asks for it.</summary>
    private async ValueTask<AuthStep> AskCodeAsync(
        CallContext call, AuthCall auth, ChallengeRecord challenge, UserRecord user, Delivery delivery, string code, Dictionary<string, string> parameters, IReadOnlyList<string>? available = null)
    {
        const string source = "CustomMessage_Authentication";
        var (subject, body) = await CustomMessageAsync(call, auth.Pool, user, delivery, code, source, auth.Client.ClientId, auth.Metadata, delivery.ComposeSignIn(auth.Pool, code));
        parameters["CODE_DELIVERY_DELIVERY_MEDIUM"] = delivery.Medium;
        parameters["CODE_DELIVERY_DESTINATION"] = delivery.Details.Destination!;
        return await AskAsync(call, auth, challenge with { Code = code }, parameters, Prepare(call, auth.Pool, user, delivery, default, null, subject, body, code, source), available: available);
    }

    private async ValueTask<AuthStep> AnswerFactorAsync(CallContext call, string factor, string? session, AuthCall auth)
    {
        var code = auth.Need(FactorRules.CodeName(factor));
        var (challenge, user) = await ProveAsync(call, auth, factor, session, (challenge, user) => factor == FactorRules.Token ? TokenAnswered(call, user, code) : CodeAnswered(challenge, user, factor, code));
        // A code may be the first factor too, and then it is the only one.
        if (challenge.Options is not null) return await AdmitAsync(call, auth, user, isEnough: true);
        return await FinishAsync(call, auth, user, challenge.Source!, challenge.DeviceKey, session);
    }

    private static UserRecord? TokenAnswered(CallContext call, UserRecord user, string code)
    {
        if (user.TokenSeed is null || Totp.StepOf(user.TokenSeed, code, call.Now) is not { } step) return null;
        return step > user.TokenStep ? user with { TokenStep = step } : throw new ExpiredCodeException("Your software token has already been used once.");
    }

    // AWS: who reads a code that was sent has the address verified.
    private static UserRecord? CodeAnswered(ChallengeRecord challenge, UserRecord user, string factor, string code)
    {
        if (!CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(challenge.Code ?? ""), Encoding.UTF8.GetBytes(code)) || challenge.Code is null) return null;
        var flag = FactorRules.AddressOf(factor) + "_verified";
        return user.Attribute(flag) == "true" ? user : user with { Attributes = new Dictionary<string, string>(user.Attributes) { [flag] = "true" } };
    }

    private async ValueTask<AuthStep> AnswerFactorChoiceAsync(CallContext call, string? session, AuthCall auth)
    {
        var answer = auth.Need("ANSWER") is "EMAIL_MFA" ? FactorRules.Email : auth.Need("ANSWER");
        var opened = await ReadAsync(call, tx => OpenAsync(tx, call, auth, "SELECT_MFA_TYPE", session));
        if (!opened.Options!.Contains(answer)) throw CognitoFaults.Invalid("Invalid MFA type selected.");
        var (challenge, user) = await UseAsync(call, auth, "SELECT_MFA_TYPE", session);
        return await AskFactorAsync(call, auth, user ?? throw CognitoFaults.BadSession(), answer, challenge.Source!, challenge.DeviceKey);
    }

    private async ValueTask<AuthStep> AskSetupAsync(CallContext call, AuthCall auth, UserRecord user, string source, string? deviceKey)
    {
        var able = ((string[])[FactorRules.Sms, FactorRules.Token, FactorRules.Email]).Where(f => FactorRules.Offers(auth.Pool, f)).ToArray();
        return await AskAsync(
            call, auth, Challenge(call, auth, "MFA_SETUP", user.Username) with { Options = able, Source = source, DeviceKey = deviceKey },
            new() { ["MFAS_CAN_SETUP"] = Texts(able), ["USER_ID_FOR_SRP"] = user.Username });
    }

    /// <summary>An app that has shown a code, or an address that is given now and gets one.</summary>
    private async ValueTask<AuthStep> AnswerSetupAsync(CallContext call, string? session, AuthCall auth)
    {
        var opened = await ReadAsync(call, tx => OpenAsync(tx, call, auth, "MFA_SETUP", session));
        if (auth.Find("EMAIL") is { } email && opened.Options!.Contains(FactorRules.Email)) return await SetUpEmailAsync(call, session, auth, email);
        if (!opened.TokenIsVerified) throw CognitoFaults.Invalid("User has not verified software token mfa");
        var (challenge, user) = await ProveAsync(call, auth, "MFA_SETUP", session, (challenge, user) => user with
        {
            TokenSeed = challenge.TokenSeed,
            TokenName = challenge.TokenName,
            TokenIsVerified = true,
            TokenStep = challenge.TokenStep,
            Factors = [.. user.Factors.Union([FactorRules.Token])],
            PreferredFactor = user.PreferredFactor ?? FactorRules.Token,
        });
        return await FinishAsync(call, auth, user, challenge.Source!, challenge.DeviceKey, session);
    }

    private async ValueTask<AuthStep> SetUpEmailAsync(CallContext call, string? session, AuthCall auth, string email)
    {
        var (challenge, found) = await UseAsync(call, auth, "MFA_SETUP", session);
        if (found is null) throw CognitoFaults.BadSession();
        // Without an address of the user's own there is none to overwrite.
        if (found.Attribute("email") is not null) throw CognitoFaults.Invalid("User already has an email.");
        var user = await ChangeSelfAsync(call, auth.Pool, found, (tx, current) => WithAttributesAsync(tx, auth.Pool, null, current, [new AttributeType { Name = "email", Value = email }]));
        return await AskFactorAsync(call, auth, user, FactorRules.Email, challenge.Source!, challenge.DeviceKey);
    }

    private static string Texts(IEnumerable<string> list) => new JsonArray([.. list.Select(t => (JsonNode)t)]).ToJsonString();
}
