using System.Text.Json.Nodes;
using Undercast.Kernel;

namespace Undercast.Cognito;

// A sign-in by challenges of the pool's own functions:
//   1. DefineAuthChallenge sees the rounds so far and says what comes: tokens, refusal, or a challenge
//   2. CreateAuthChallenge makes the challenge; what it keeps private is stored
//   3. VerifyAuthChallengeResponse judges the answer, which is a further round; back to 1

internal sealed partial class CognitoService
{
    private async ValueTask<AuthStep> BeginCustomAsync(CallContext call, AuthCall auth)
    {
        var username = auth.Need("USERNAME");
        ClientRules.CheckSecret(auth.Client, auth.Find("SECRET_HASH"), username);
        if (auth.Pool.Pool.LambdaConfig?.DefineAuthChallenge is null) throw NoCustomAuth();
        var found = await ReadAsync(call, tx => Users.FindAsync(tx, auth.Pool, username));
        if (found is null && !ClientRules.HidesUsers(auth.Client)) throw CognitoFaults.NoUser();
        if (found is var (_, user))
        {
            if (user.LockedUntil > call.Now) throw new NotAuthorizedException("Password attempts exceeded");
            RequireActive(user);
            await PreAuthenticationAsync(call, auth, user);
        }
        var rounds = (auth.Find("CHALLENGE_NAME") ?? auth.Find("ChallengeName")) == "SRP_A" ? Rounds(null, "SRP_A", true) : new JsonArray();
        return await GoOnAsync(call, auth, found?.User, username, rounds);
    }

    private static void RequireActive(UserRecord user)
    {
        if (!user.Enabled) throw CognitoFaults.Disabled();
        if (user.Status == UserStatus.Unconfirmed) throw new UserNotConfirmedException("User is not confirmed.");
        if (user.Status == UserStatus.ResetRequired) throw new PasswordResetRequiredException("Password reset required for the user");
    }

    // 1. The user is null where nobody of that name exists and the client must not learn so.
    private async ValueTask<AuthStep> GoOnAsync(CallContext call, AuthCall auth, UserRecord? user, string username, JsonArray rounds)
    {
        var form = new JsonObject { ["challengeName"] = null, ["issueTokens"] = null, ["failAuthentication"] = null };
        var said = await CallChallengeAsync(call, auth, user, username, "DefineAuthChallenge", auth.Pool.Pool.LambdaConfig?.DefineAuthChallenge, new JsonObject { ["session"] = rounds.DeepClone() }, form);
        if (Says(said, "failAuthentication")) throw CognitoFaults.WrongPassword();
        if (Says(said, "issueTokens"))
        {
            if (user is null) throw CognitoFaults.WrongPassword();
            return await FinishAsync(call, auth, user, "TokenGeneration_Authentication", (await KnownDeviceAsync(call, auth, user, auth.Find("DEVICE_KEY")))?.Key);
        }
        return (said["challengeName"] as JsonValue)?.ToString() switch
        {
            "CUSTOM_CHALLENGE" => await AskCustomAsync(call, auth, user, username, rounds),
            "PASSWORD_VERIFIER" => await BeginSrpAsync(call, auth, rounds.ToJsonString()),
            _ => throw new InvalidLambdaResponseException("Unrecognizable lambda output"),
        };
    }

    // 2
    private async ValueTask<AuthStep> AskCustomAsync(CallContext call, AuthCall auth, UserRecord? user, string username, JsonArray rounds)
    {
        var form = new JsonObject { ["publicChallengeParameters"] = null, ["privateChallengeParameters"] = null, ["challengeMetadata"] = null };
        var request = new JsonObject { ["challengeName"] = "CUSTOM_CHALLENGE", ["session"] = rounds.DeepClone() };
        var made = await CallChallengeAsync(call, auth, user, username, "CreateAuthChallenge", auth.Pool.Pool.LambdaConfig?.CreateAuthChallenge, request, form);
        var parameters = new Dictionary<string, string>();
        foreach (var (name, value) in made["publicChallengeParameters"] as JsonObject ?? []) parameters[name] = value?.ToString() ?? "";
        parameters["USERNAME"] = user?.Username ?? username;
        var challenge = Challenge(call, auth, "CUSTOM_CHALLENGE", user?.Username ?? username) with
        {
            Rounds = rounds.ToJsonString(),
            PrivateParameters = (made["privateChallengeParameters"] as JsonObject ?? []).ToJsonString(),
            RoundMetadata = (made["challengeMetadata"] as JsonValue)?.ToString(),
        };
        return await AskAsync(call, auth, challenge, parameters);
    }

    // 3
    private async ValueTask<AuthStep> AnswerCustomAsync(CallContext call, string? session, AuthCall auth)
    {
        var answer = auth.Need("ANSWER");
        var (challenge, user) = await UseAsync(call, auth, "CUSTOM_CHALLENGE", session);
        // A user who was shut out between two rounds.
        if (user is not null) RequireActive(user);
        var request = new JsonObject { ["privateChallengeParameters"] = JsonNode.Parse(challenge.PrivateParameters!), ["challengeAnswer"] = answer };
        var judged = await CallChallengeAsync(
            call, auth, user, challenge.Username, "VerifyAuthChallengeResponse", auth.Pool.Pool.LambdaConfig?.VerifyAuthChallengeResponse, request, new JsonObject { ["answerCorrect"] = null });
        return await GoOnAsync(call, auth, user, challenge.Username, Rounds(challenge.Rounds, "CUSTOM_CHALLENGE", Says(judged, "answerCorrect"), challenge.RoundMetadata));
    }

    private async ValueTask<JsonObject> CallChallengeAsync(
        CallContext call, AuthCall auth, UserRecord? user, string username, string trigger, string? function, JsonObject request, JsonObject form)
    {
        if (function is null) throw NoCustomAuth();
        request["userAttributes"] = user is null ? [] : TriggerCalls.Attributes(user);
        request["clientMetadata"] = TriggerCalls.Map(auth.Metadata);
        if (ClientRules.HidesUsers(auth.Client)) request["userNotFound"] = user is null;
        return await triggers.CallAsync(call, auth.Pool, (trigger, function), $"{trigger}_Authentication", auth.Client.ClientId, user?.Username ?? username, request, form);
    }

    /// <summary>The rounds with one more.</summary>
    private static JsonArray Rounds(string? before, string challenge, bool result, string? metadata = null)
    {
        var rounds = before is null ? new JsonArray() : (JsonArray)JsonNode.Parse(before)!;
        rounds.Add(new JsonObject { ["challengeName"] = challenge, ["challengeResult"] = result, ["challengeMetadata"] = metadata });
        return rounds;
    }

    private static bool Says(JsonObject response, string name) => response[name] is JsonValue value && value.TryGetValue<bool>(out var yes) && yes;

    private static InvalidParameterException NoCustomAuth() => CognitoFaults.Invalid("Custom auth lambda trigger is not configured for the user pool.");
}
