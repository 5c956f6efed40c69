using System.Text.Json.Nodes;
using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.Cognito;

internal sealed partial class CognitoService
{
    public async ValueTask<SignUpOutput> SignUp(SignUpInput input, CallContext call)
    {
        var (pool, client) = await ClientAsync(call, input.ClientId);
        ClientRules.CheckSecret(client, input.SecretHash, input.Username);
        if (pool.Pool.AdminCreateUserConfig?.AllowAdminCreateUserOnly == true) throw new NotAuthorizedException("SignUp is not permitted for this user pool");
        if (string.IsNullOrEmpty(input.Password) && !PoolRules.TakesCodes(pool)) throw CognitoFaults.Invalid("Password is required.");
        if (!string.IsNullOrEmpty(input.Password)) PasswordRules.Check(pool, input.Password);
        var user = await DraftAsync(call, pool, client, input.Username, input.UserAttributes, UserStatus.Unconfirmed);
        if (!string.IsNullOrEmpty(input.Password)) user = PasswordRules.Set(pool, user, input.Password);
        var verdict = await PreSignUpAsync(call, pool, client.ClientId, user, "PreSignUp_SignUp", input.ValidationData, input.ClientMetadata);
        user = user with { Attributes = verdict.Attributes(user), Status = verdict.Confirm ? UserStatus.Confirmed : UserStatus.Unconfirmed };
        var delivery = verdict.Confirm ? null : Delivery.ForSignUp(pool, user);
        var message = delivery is null ? null : await PrepareCodeAsync(call, pool, user, delivery, CodePurpose.SignUp, "CustomMessage_SignUp", client.ClientId, input.ClientMetadata);
        await WriteAsync(
            call,
            async tx =>
            {
                await PutNewAsync(tx, pool, user, takeAliases: false);
                if (message is not null) await message.PutAsync(tx);
                return true;
            });
        if (message is not null) Announce(message);
        await RecordAsync(call, pool, user, "SignUp", true);
        if (verdict.Confirm) await PostConfirmationAsync(call, pool, client.ClientId, user, "PostConfirmation_ConfirmSignUp", input.ClientMetadata);
        var session = verdict.Confirm ? null : await PassAsync(call, pool, client, user, SignUpSession);
        return new SignUpOutput { UserConfirmed = verdict.Confirm, UserSub = user.Sub, CodeDeliveryDetails = delivery?.Details, Session = session };
    }

    public async ValueTask<ConfirmSignUpOutput> ConfirmSignUp(ConfirmSignUpInput input, CallContext call)
    {
        var (pool, client) = await ClientAsync(call, input.ClientId);
        ClientRules.CheckSecret(client, input.SecretHash, input.Username);
        var begun = new AuthCall(pool, client, new Dictionary<string, string> { ["USERNAME"] = input.Username, ["SECRET_HASH"] = input.SecretHash ?? "" }, null);
        if (input.Session is not null) await ReadAsync(call, tx => OpenAsync(tx, call, begun, SignUpSession, input.Session));
        var (confirmed, refusal) = await WriteAsync<(UserRecord?, AwsException?)>(
            call,
            async tx =>
            {
                if (await Users.FindAsync(tx, pool, input.Username) is not var (key, user)) return (null, ClientRules.HidesUsers(client) ? CognitoFaults.OldCode() : CognitoFaults.NoCombination());
                if (!user.Enabled) return (null, CognitoFaults.Disabled());
                if (user.Status != UserStatus.Unconfirmed) return (null, new NotAuthorizedException($"User cannot be confirmed. Current status is {user.Status}"));
                var (code, wrong) = await TakeCodeAsync(tx, pool, user, CodePurpose.SignUp, input.ConfirmationCode, call.Now);
                if (code is null) return (null, wrong);
                var changed = user with { Status = UserStatus.Confirmed, Modified = call.Now, Attributes = new Dictionary<string, string>(user.Attributes) { [code.Attribute + "_verified"] = "true" } };
                await TakeAliasesAsync(tx, pool, changed, input.ForceAliasCreation == true);
                await CognitoTables.Users.PutAsync(tx, key, changed);
                return (changed, null);
            });
        if (refusal is not null) throw refusal;
        await PostConfirmationAsync(call, pool, client.ClientId, confirmed!, "PostConfirmation_ConfirmSignUp", input.ClientMetadata);
        if (input.Session is not null) await UseAsync(call, begun, SignUpSession, input.Session);
        // AWS: clients of USER_AUTH get a session whether they gave one or not; Amplify gives none.
        return new ConfirmSignUpOutput { Session = await PassAsync(call, pool, client, confirmed!, ConfirmedSession) };
    }

    // What SignUp gives ConfirmSignUp, and that gives the first sign-in of a client of USER_AUTH.
    private const string SignUpSession = "SIGN_UP";
    private const string ConfirmedSession = "CONFIRMED";

    private async ValueTask<string?> PassAsync(CallContext call, PoolRecord pool, UserPoolClientType client, UserRecord user, string name)
    {
        if (!ClientRules.Allows(client, "USER_AUTH")) return null;
        var auth = new AuthCall(pool, client, NoParameters, null);
        // A registration may wait for its code as long as the code is good.
        var pass = Challenge(call, auth, name, user.Username);
        return (await AskAsync(call, auth, name == SignUpSession ? pass with { Expires = call.Now + CodeLife } : pass, [])).Session;
    }

    public async ValueTask<ResendConfirmationCodeOutput> ResendConfirmationCode(ResendConfirmationCodeInput input, CallContext call)
    {
        var (pool, client) = await ClientAsync(call, input.ClientId);
        ClientRules.CheckSecret(client, input.SecretHash, input.Username);
        if (await ReadAsync(call, tx => Users.FindAsync(tx, pool, input.Username)) is not var (_, user))
            return ClientRules.HidesUsers(client) ? new ResendConfirmationCodeOutput { CodeDeliveryDetails = FakeDelivery(pool, input.Username) } : throw CognitoFaults.NoCombination();
        if (user.Status != UserStatus.Unconfirmed) throw CognitoFaults.Invalid("User is already confirmed.");
        var delivery = Delivery.ForSignUp(pool, user) ?? throw CognitoFaults.Invalid("Cannot resend codes. Auto verification not turned on.");
        var message = await PrepareCodeAsync(call, pool, user, delivery, CodePurpose.SignUp, "CustomMessage_ResendCode", client.ClientId, input.ClientMetadata);
        await SendAsync(call, message);
        await RecordAsync(call, pool, user, "ResendCode", true);
        return new ResendConfirmationCodeOutput { CodeDeliveryDetails = delivery.Details };
    }

    public async ValueTask<AdminConfirmSignUpOutput> AdminConfirmSignUp(AdminConfirmSignUpInput input, CallContext call)
    {
        var pool = await PoolAsync(call, input.UserPoolId);
        var user = await ChangeUserAsync(call, input.UserPoolId, input.Username, (_, _, user) => user.Status == UserStatus.Unconfirmed
            ? new ValueTask<UserRecord>(user with { Status = UserStatus.Confirmed })
            : throw new NotAuthorizedException($"User cannot be confirmed. Current status is {user.Status}"));
        await PostConfirmationAsync(call, pool, null, user, "PostConfirmation_ConfirmSignUp", input.ClientMetadata);
        return new AdminConfirmSignUpOutput();
    }

    private async ValueTask SendAsync(CallContext call, Prepared message)
    {
        await store.WriteAsync(message.PutAsync, call.Cancelled);
        Announce(message);
    }

    /// <summary>What the pool's function says of a registration.</summary>
    private sealed record SignUpVerdict(bool Confirm, bool VerifyEmail, bool VerifyPhone)
    {
        public IReadOnlyDictionary<string, string> Attributes(UserRecord user)
        {
            if (!VerifyEmail && !VerifyPhone) return user.Attributes;
            var attributes = new Dictionary<string, string>(user.Attributes);
            if (VerifyEmail && attributes.ContainsKey("email")) attributes["email_verified"] = "true";
            if (VerifyPhone && attributes.ContainsKey("phone_number")) attributes["phone_number_verified"] = "true";
            return attributes;
        }
    }

    private async ValueTask<SignUpVerdict> PreSignUpAsync(
        CallContext call, PoolRecord pool, string? clientId, UserRecord user, string source, IReadOnlyList<AttributeType>? validation, IReadOnlyDictionary<string, string>? metadata)
    {
        if (pool.Pool.LambdaConfig?.PreSignUp is not { } function) return new SignUpVerdict(false, false, false);
        var request = new JsonObject
        {
            ["userAttributes"] = TriggerCalls.Map(user.Attributes),
            ["validationData"] = TriggerCalls.Map(validation?.Select(a => KeyValuePair.Create(a.Name, a.Value ?? ""))),
            ["clientMetadata"] = TriggerCalls.Map(metadata),
        };
        var form = new JsonObject { ["autoConfirmUser"] = false, ["autoVerifyEmail"] = false, ["autoVerifyPhone"] = false };
        var response = await triggers.CallAsync(call, pool, ("PreSignUp", function), source, clientId, user.Username, request, form);
        bool Says(string name) => response[name] is JsonValue value && value.TryGetValue<bool>(out var yes) && yes;
        // AWS: an administrator's user is not confirmed by the function, but its addresses can be verified.
        return new SignUpVerdict(source == "PreSignUp_SignUp" && Says("autoConfirmUser"), Says("autoVerifyEmail"), Says("autoVerifyPhone"));
    }

    private async ValueTask PostConfirmationAsync(CallContext call, PoolRecord pool, string? clientId, UserRecord user, string source, IReadOnlyDictionary<string, string>? metadata)
    {
        if (pool.Pool.LambdaConfig?.PostConfirmation is not { } function) return;
        var request = new JsonObject { ["userAttributes"] = TriggerCalls.Attributes(user), ["clientMetadata"] = TriggerCalls.Map(metadata) };
        await triggers.CallAsync(call, pool, ("PostConfirmation", function), source, clientId, user.Username, request, []);
    }

    /// <summary>What is answered where there is no such user and the client must not learn so: the same each time.</summary>
    private static CodeDeliveryDetailsType FakeDelivery(PoolRecord pool, string username)
    {
        var digest = Convert.ToHexStringLower(Fake(pool, "delivery", username));
        var letters = digest.Where(char.IsAsciiLetter).Concat("em").ToArray();
        return new CodeDeliveryDetailsType { AttributeName = "email", DeliveryMedium = "EMAIL", Destination = $"{letters[0]}***@{letters[1]}***" };
    }
}
