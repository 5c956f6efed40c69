using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.Cognito;

// A sign-in:
//   1. InitiateAuth: the flow is allowed, the client proves its secret
//   2. a password is checked at once; with SRP a challenge is stored and answered by a proof
//   3. the user may sign in at all: confirmed, enabled, no reset due
//   4. a temporary password is replaced first (NEW_PASSWORD_REQUIRED)
//   5. a second factor and the device where they are asked for (CognitoService.SecondFactor.cs), then tokens

internal sealed partial class CognitoService
{
    private const int FreeFailures = 5;
    private static readonly TimeSpan LongestLock = TimeSpan.FromMinutes(15);

    /// <summary>A request of either API: what differs is where client and pool come from.</summary>
    private sealed record AuthCall(PoolRecord Pool, UserPoolClientType Client, IReadOnlyDictionary<string, string> Parameters, IReadOnlyDictionary<string, string>? Metadata, bool IsSignIn = true, HostedSignIn? Hosted = null)
    {
        public string Need(string name) => Parameters.TryGetValue(name, out var value) && value.Length > 0 ? value : throw CognitoFaults.Missing(name);

        public string? Find(string name) => Parameters.GetValueOrDefault(name);

        /// <summary>What an earlier operation gave the client to begin with.</summary>
        public string? Session { get; init; }
    }

    private sealed record AuthStep(
        AuthenticationResultType? Result, string? Challenge = null, IReadOnlyDictionary<string, string>? Parameters = null, string? Session = null, IReadOnlyList<string>? Available = null);

    private static readonly Dictionary<string, string> NoParameters = [];

    public async ValueTask<InitiateAuthOutput> InitiateAuth(InitiateAuthInput input, CallContext call)
    {
        var (pool, client) = await ClientAsync(call, input.ClientId);
        // 1
        if (input.AuthFlow is "ADMIN_NO_SRP_AUTH" or "ADMIN_USER_PASSWORD_AUTH") throw CognitoFaults.Invalid("Initiate Auth method not supported.");
        var step = await BeginAsync(call, input.AuthFlow, new AuthCall(pool, client, input.AuthParameters ?? NoParameters, input.ClientMetadata) { Session = input.Session });
        return new InitiateAuthOutput
        {
            AuthenticationResult = step.Result, ChallengeName = step.Challenge, ChallengeParameters = step.Parameters ?? NoParameters, Session = step.Session, AvailableChallenges = step.Available,
        };
    }

    public async ValueTask<AdminInitiateAuthOutput> AdminInitiateAuth(AdminInitiateAuthInput input, CallContext call)
    {
        var (pool, client) = await ClientAsync(call, input.UserPoolId, input.ClientId);
        var step = await BeginAsync(call, input.AuthFlow == "ADMIN_NO_SRP_AUTH" ? "ADMIN_USER_PASSWORD_AUTH" : input.AuthFlow, new AuthCall(pool, client, input.AuthParameters ?? NoParameters, input.ClientMetadata) { Session = input.Session });
        return new AdminInitiateAuthOutput
        {
            AuthenticationResult = step.Result, ChallengeName = step.Challenge, ChallengeParameters = step.Parameters ?? NoParameters, Session = step.Session, AvailableChallenges = step.Available,
        };
    }

    public async ValueTask<RespondToAuthChallengeOutput> RespondToAuthChallenge(RespondToAuthChallengeInput input, CallContext call)
    {
        var (pool, client) = await ClientAsync(call, input.ClientId);
        var step = await AnswerAsync(call, input.ChallengeName, input.Session, new AuthCall(pool, client, input.ChallengeResponses ?? NoParameters, input.ClientMetadata));
        return new RespondToAuthChallengeOutput { AuthenticationResult = step.Result, ChallengeName = step.Challenge, ChallengeParameters = step.Parameters ?? NoParameters, Session = step.Session };
    }

    public async ValueTask<AdminRespondToAuthChallengeOutput> AdminRespondToAuthChallenge(AdminRespondToAuthChallengeInput input, CallContext call)
    {
        var (pool, client) = await ClientAsync(call, input.UserPoolId, input.ClientId);
        var step = await AnswerAsync(call, input.ChallengeName, input.Session, new AuthCall(pool, client, input.ChallengeResponses ?? NoParameters, input.ClientMetadata));
        return new AdminRespondToAuthChallengeOutput { AuthenticationResult = step.Result, ChallengeName = step.Challenge, ChallengeParameters = step.Parameters ?? NoParameters, Session = step.Session };
    }

    private ValueTask<AuthStep> BeginAsync(CallContext call, string flow, AuthCall auth)
    {
        switch (flow)
        {
            case "USER_SRP_AUTH":
                return ClientRules.Allows(auth.Client, flow) ? BeginSrpAsync(call, auth) : throw CognitoFaults.Invalid("USER_SRP_AUTH is not enabled for the client.");
            case "USER_PASSWORD_AUTH":
                return ClientRules.Allows(auth.Client, flow) ? PasswordAsync(call, auth) : throw CognitoFaults.Invalid("USER_PASSWORD_AUTH flow not enabled for this client");
            case "ADMIN_USER_PASSWORD_AUTH":
                return ClientRules.Allows(auth.Client, flow) ? PasswordAsync(call, auth) : throw CognitoFaults.Invalid("Auth flow not enabled for this client");
            case "REFRESH_TOKEN_AUTH" or "REFRESH_TOKEN":
                return ClientRules.Allows(auth.Client, "REFRESH_TOKEN_AUTH") ? RefreshAsync(call, auth) : throw CognitoFaults.Invalid("Auth flow not enabled for this client");
            case "CUSTOM_AUTH":
                return ClientRules.Allows(auth.Client, flow) ? BeginCustomAsync(call, auth) : throw CognitoFaults.Invalid("CUSTOM_AUTH is not enabled for the client.");
            case "USER_AUTH":
                return ClientRules.Allows(auth.Client, flow) ? BeginChoiceAsync(call, auth) : throw CognitoFaults.Invalid("USER_AUTH flow not enabled for this client");
            default:
                throw CognitoFaults.Invalid("Initiate Auth method not supported.");
        }
    }

    private async ValueTask<AuthStep> RefreshAsync(CallContext call, AuthCall auth)
    {
        var token = auth.Need("REFRESH_TOKEN");
        // AWS: with rotation there is only GetTokensFromRefreshToken.
        if (ClientRules.Rotates(auth.Client)) throw CognitoFaults.Invalid("REFRESH_TOKEN_AUTH is not allowed while refresh token rotation is enabled for the client.");
        await CheckRefreshSecretAsync(call, auth, token);
        return new AuthStep(await tokens.RefreshAsync(call, auth.Pool, auth.Client, token, auth.Metadata, rotate: false, deviceKey: auth.Find("DEVICE_KEY")));
    }

    // The request names no user: the hash may be over any name that the token's user has.
    private async ValueTask CheckRefreshSecretAsync(CallContext call, AuthCall auth, string token)
    {
        if (auth.Client.ClientSecret is null) return;
        var user = await tokens.HolderAsync(call, auth.Pool, auth.Client, token);
        ClientRules.CheckSecret(auth.Client, auth.Find("SECRET_HASH"), user.Username, user.Sub, user.Attribute("email") ?? user.Sub, user.Attribute("phone_number") ?? user.Sub);
    }

    // 2, with the password itself
    private async ValueTask<AuthStep> PasswordAsync(CallContext call, AuthCall auth)
    {
        var (username, password) = (auth.Need("USERNAME"), auth.Need("PASSWORD"));
        ClientRules.CheckSecret(auth.Client, auth.Find("SECRET_HASH"), username);
        if (await MigratedAsync(call, auth, username, password) is { } migrated) return await AdmitAsync(call, auth, migrated);
        var user = await ProvenAsync(call, auth, username, user => PasswordRules.Matches(auth.Pool, user, password));
        return await AdmitAsync(call, auth, user);
    }

    // 2, with a proof that the client knows the password
    private async ValueTask<AuthStep> BeginSrpAsync(CallContext call, AuthCall auth, string? rounds = null)
    {
        var (username, hex) = (auth.Need("USERNAME"), auth.Need("SRP_A"));
        ClientRules.CheckSecret(auth.Client, auth.Find("SECRET_HASH"), username);
        var clientPublic = SrpGroup.ParsePublic(hex) ?? throw CognitoFaults.Invalid("SRP_A is invalid.");
        var found = await ReadAsync(call, tx => Users.FindAsync(tx, auth.Pool, username));
        if (found is null && !ClientRules.HidesUsers(auth.Client)) throw CognitoFaults.NoUser();
        if (found is var (_, known))
        {
            if (known.LockedUntil > call.Now) throw new NotAuthorizedException("Password attempts exceeded");
            if (known.Status == UserStatus.ResetRequired) throw new PasswordResetRequiredException("Password reset required for the user");
        }
        // Nobody of that name, and the client must not learn so: a challenge that nothing answers, the same salt each time.
        var name = found?.User.Username ?? (auth.Pool.Pool.UsernameAttributes is { Count: > 0 } ? new Guid(Fake(auth.Pool, "sub", username).AsSpan(0, 16)).ToString("D") : username);
        var salt = found?.User.Salt ?? Fake(auth.Pool, "salt", username)[..16];
        var v = found?.User.Verifier ?? Fake(auth.Pool, "verifier", username);
        var (secret, block) = (RandomNumberGenerator.GetBytes(32), Convert.ToBase64String(RandomNumberGenerator.GetBytes(96)));
        var serverPublic = SrpGroup.ServerPublic(v, secret);
        await PutChallengeAsync(
            call, auth, block, new ChallengeRecord
            {
                PoolId = auth.Pool.Id,
                ClientId = auth.Client.ClientId!,
                Name = "PASSWORD_VERIFIER",
                Username = name,
                Expires = call.Now + ClientRules.SessionLife(auth.Client),
                ServerSecret = secret,
                ServerPublic = serverPublic,
                ClientPublic = clientPublic,
                Rounds = rounds,
            });
        var parameters = new Dictionary<string, string>
        {
            ["SALT"] = Convert.ToHexStringLower(salt),
            ["SECRET_BLOCK"] = block,
            ["SRP_B"] = Convert.ToHexStringLower(serverPublic),
            ["USERNAME"] = name,
            ["USER_ID_FOR_SRP"] = name,
        };
        return new AuthStep(null, "PASSWORD_VERIFIER", parameters);
    }

    private ValueTask<AuthStep> AnswerAsync(CallContext call, string challenge, string? session, AuthCall auth) => challenge switch
    {
        "PASSWORD_VERIFIER" => AnswerSrpAsync(call, auth),
        "NEW_PASSWORD_REQUIRED" => AnswerNewPasswordAsync(call, session, auth),
        FactorRules.Sms or FactorRules.Token or FactorRules.Email or "SMS_OTP" => AnswerFactorAsync(call, challenge, session, auth),
        "SELECT_MFA_TYPE" => AnswerFactorChoiceAsync(call, session, auth),
        "MFA_SETUP" => AnswerSetupAsync(call, session, auth),
        "CUSTOM_CHALLENGE" => AnswerCustomAsync(call, session, auth),
        "SELECT_CHALLENGE" or "PASSWORD" or "PASSWORD_SRP" => AnswerChoiceAsync(call, challenge, session, auth),
        "WEB_AUTHN" => AnswerPasskeyAsync(call, session, auth),
        "DEVICE_SRP_AUTH" => AnswerDeviceAsync(call, session, auth),
        "DEVICE_PASSWORD_VERIFIER" => AnswerDeviceProofAsync(call, auth),
        _ => throw CognitoFaults.Invalid("Invalid challenge name."),
    };

    private async ValueTask<AuthStep> AnswerSrpAsync(CallContext call, AuthCall auth)
    {
        var (block, signature, timestamp, username) = (auth.Need("PASSWORD_CLAIM_SECRET_BLOCK"), auth.Need("PASSWORD_CLAIM_SIGNATURE"), auth.Need("TIMESTAMP"), auth.Need("USERNAME"));
        var challenge = await TakeChallengeAsync(call, auth, "PASSWORD_VERIFIER", block) ?? throw CognitoFaults.WrongPassword();
        ClientRules.CheckSecret(auth.Client, auth.Find("SECRET_HASH"), username, challenge.Username);
        var (sent, given) = (new byte[block.Length], new byte[signature.Length]);
        if (!Convert.TryFromBase64String(block, sent, out var blockLength) || !Convert.TryFromBase64String(signature, given, out var length)) throw CognitoFaults.WrongPassword();
        // With the pool's own challenges its functions have heard of the sign-in already.
        var user = await ProvenAsync(call, auth with { IsSignIn = challenge.Rounds is null }, challenge.Username, user =>
        {
            var key = SrpGroup.SharedKey(challenge.ClientPublic!, user?.Verifier ?? auth.Pool.Secret, challenge.ServerSecret!, challenge.ServerPublic!);
            var expected = SrpGroup.Proof(key, auth.Pool.ShortId, challenge.Username, sent[..blockLength], timestamp);
            return user?.Verifier is not null && CryptographicOperations.FixedTimeEquals(expected, given.AsSpan(0, length));
        });
        // A password that the pool's own challenges began with is one of their rounds.
        return challenge.Rounds is null ? await AdmitAsync(call, auth, user) : await GoOnAsync(call, auth, user, user.Username, Rounds(challenge.Rounds, "PASSWORD_VERIFIER", true));
    }

    /// <summary>The user, once it has proven itself. Failures are counted and lead to pauses.</summary>
    private async ValueTask<UserRecord> ProvenAsync(CallContext call, AuthCall auth, string username, Func<UserRecord?, bool> proof)
    {
        var found = await ReadAsync(call, tx => Users.FindAsync(tx, auth.Pool, username));
        if (found is not var (key, user))
        {
            // As long as for a user who is there.
            proof(null);
            throw ClientRules.HidesUsers(auth.Client) ? CognitoFaults.WrongPassword() : CognitoFaults.NoUser();
        }
        if (user.LockedUntil > call.Now) throw new NotAuthorizedException("Password attempts exceeded");
        if (user.Status == UserStatus.ResetRequired) throw new PasswordResetRequiredException("Password reset required for the user");
        if (auth.IsSignIn) await PreAuthenticationAsync(call, auth, user);
        var isProven = proof(user);
        if (isProven && user.Failures == 0) return user;
        await store.WriteAsync(
            async tx =>
            {
                if (await CognitoTables.Users.GetAsync(tx, key) is not { } current || current.Sub != user.Sub) return;
                await CognitoTables.Users.PutAsync(tx, key, isProven ? current with { Failures = 0, LockedUntil = null } : Failed(current, call.Now));
            },
            call.Cancelled);
        if (isProven) return user;
        await RecordAsync(call, auth.Pool, user, "SignIn", false, "Password");
        throw CognitoFaults.WrongPassword();
    }

    // AWS: after five failures a pause of a second, which doubles with each further one up to a quarter of an hour; a quarter of an hour without attempts forgets them.
    private static UserRecord Failed(UserRecord user, DateTimeOffset now)
    {
        var failures = (now - user.LastFailure > LongestLock ? 0 : user.Failures) + 1;
        return user with { Failures = failures, LastFailure = now, LockedUntil = failures < FreeFailures ? null : now + Pause(failures - FreeFailures) };
    }

    // 3 and 4
    private async ValueTask<AuthStep> AdmitAsync(CallContext call, AuthCall auth, UserRecord user, bool isEnough = false)
    {
        if (!user.Enabled) throw CognitoFaults.Disabled();
        if (user.Status == UserStatus.Unconfirmed) throw new UserNotConfirmedException("User is not confirmed.");
        if (isEnough) return await FinishAsync(call, auth, user, "TokenGeneration_Authentication", null);
        if (user.Status != UserStatus.ForceChangePassword) return await ContinueAsync(call, auth, user, "TokenGeneration_Authentication");
        if (user.TemporaryUntil <= call.Now) throw new NotAuthorizedException("Temporary password has expired and must be reset by an administrator.");

        var session = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(48));
        await PutChallengeAsync(call, auth, session, new ChallengeRecord
        {
            PoolId = auth.Pool.Id,
            ClientId = auth.Client.ClientId!,
            Name = "NEW_PASSWORD_REQUIRED",
            Username = user.Username,
            Expires = call.Now + ClientRules.SessionLife(auth.Client),
        });
        var missing = auth.Pool.Pool.SchemaAttributes!.Where(s => s.Required == true && s.Name != "sub" && user.Attribute(s.Name!) is null);
        var parameters = new Dictionary<string, string>
        {
            ["USER_ID_FOR_SRP"] = user.Username,
            ["requiredAttributes"] = new JsonArray([.. missing.Select(s => (JsonNode)$"userAttributes.{s.Name}")]).ToJsonString(),
            ["userAttributes"] = TriggerCalls.Map(user.Attributes).ToJsonString(),
        };
        return new AuthStep(null, "NEW_PASSWORD_REQUIRED", parameters, session);
    }

    private async ValueTask<AuthStep> AnswerNewPasswordAsync(CallContext call, string? session, AuthCall auth)
    {
        var (username, password) = (auth.Need("USERNAME"), auth.Need("NEW_PASSWORD"));
        if (string.IsNullOrEmpty(session)) throw CognitoFaults.Missing("Session");
        PasswordRules.Check(auth.Pool, password);
        var challenge = await TakeChallengeAsync(call, auth, "NEW_PASSWORD_REQUIRED", session) ?? throw CognitoFaults.BadSession();
        ClientRules.CheckSecret(auth.Client, auth.Find("SECRET_HASH"), username, challenge.Username);
        const string prefix = "userAttributes.";
        var given = auth.Parameters.Where(p => p.Key.StartsWith(prefix, StringComparison.Ordinal)).Select(p => new AttributeType { Name = p.Key[prefix.Length..], Value = p.Value }).ToArray();
        var (_, found) = await ReadAsync(call, tx => Users.FindAsync(tx, auth.Pool, challenge.Username)) ?? throw CognitoFaults.BadSession();
        if (await ReadAsync(call, tx => Users.FindAsync(tx, auth.Pool, username)) is not var (_, named) || named.Sub != found.Sub) throw CognitoFaults.BadSession();
        var changed = PasswordRules.Set(auth.Pool, found, password);
        var user = await WriteAsync(
            call,
            async tx =>
            {
                var (key, current) = await Users.FindAsync(tx, auth.Pool, challenge.Username) ?? throw CognitoFaults.BadSession();
                if (current.Status != UserStatus.ForceChangePassword) throw CognitoFaults.BadSession();
                var next = current with { Salt = changed.Salt, Verifier = changed.Verifier, Passwords = changed.Passwords, TemporaryUntil = null, Status = UserStatus.Confirmed, Modified = call.Now };
                if (given.Length > 0) next = await WithAttributesAsync(tx, auth.Pool, auth.Client, next, given);
                await CognitoTables.Users.PutAsync(tx, key, next);
                return next;
            });
        return await ContinueAsync(call, auth, user, "TokenGeneration_NewPasswordChallenge");
    }

    private async ValueTask<AuthenticationResultType> SignedInAsync(CallContext call, AuthCall auth, UserRecord user, string source, string? deviceKey = null)
    {
        if (auth.Pool.Pool.LambdaConfig?.PostAuthentication is { } function)
        {
            var request = new JsonObject { ["userAttributes"] = TriggerCalls.Attributes(user), ["newDeviceUsed"] = deviceKey is null && auth.Pool.Pool.DeviceConfiguration is not null, ["clientMetadata"] = TriggerCalls.Map(auth.Metadata) };
            await triggers.CallAsync(call, auth.Pool, ("PostAuthentication", function), "PostAuthentication_Authentication", auth.Client.ClientId, user.Username, request, []);
        }
        await RecordAsync(call, auth.Pool, user, "SignIn", true, "Password");
        if (auth.Hosted is { } hosted) return hosted.Admit(user);
        if (deviceKey is not null || auth.Pool.Pool.DeviceConfiguration is null) return await tokens.SignInAsync(call, auth.Pool, auth.Client, user, source, auth.Metadata, deviceKey: deviceKey);
        var named = await NameDeviceAsync(call, auth.Pool, user);
        return (await tokens.SignInAsync(call, auth.Pool, auth.Client, user, source, auth.Metadata, deviceKey: named.DeviceKey)) with { NewDeviceMetadata = named };
    }

    private async ValueTask PreAuthenticationAsync(CallContext call, AuthCall auth, UserRecord user)
    {
        if (auth.Pool.Pool.LambdaConfig?.PreAuthentication is not { } function) return;
        var request = new JsonObject { ["userAttributes"] = TriggerCalls.Attributes(user), ["validationData"] = TriggerCalls.Map(auth.Metadata), ["userNotFound"] = false };
        await triggers.CallAsync(call, auth.Pool, ("PreAuthentication", function), "PreAuthentication_Authentication", auth.Client.ClientId, user.Username, request, []);
    }

    private ValueTask PutChallengeAsync(CallContext call, AuthCall auth, string handle, ChallengeRecord challenge)
    {
        var key = HandleKey(handle);
        return store.WriteAsync(
            async tx =>
            {
                await CognitoTables.Challenges.PutAsync(tx, key, challenge);
                SweepJob.Schedule(tx, challenge.Expires);
            },
            call.Cancelled);
    }

    /// <summary>The challenge that a client answers, which is used up by that; null when there is none of this client and kind in time.</summary>
    private async ValueTask<ChallengeRecord?> TakeChallengeAsync(CallContext call, AuthCall auth, string name, string handle)
    {
        var key = HandleKey(handle);
        var challenge = await WriteAsync(
            call,
            async tx =>
            {
                var found = await CognitoTables.Challenges.GetAsync(tx, key);
                if (found is not null) await CognitoTables.Challenges.DeleteAsync(tx, key);
                return found;
            });
        return challenge is not null && challenge.Name == name && challenge.PoolId == auth.Pool.Id && challenge.ClientId == auth.Client.ClientId && challenge.Expires > call.Now ? challenge : null;
    }

    // Who reads the store learns no handle.
    private static IdKey HandleKey(string handle) => new(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(handle))));

    /// <summary>Bytes that look random and are the same for the same name.</summary>
    private static byte[] Fake(PoolRecord pool, string use, string username)
    {
        var bytes = HMACSHA256.HashData(pool.Secret, Encoding.UTF8.GetBytes($"{use}/{PoolRules.Fold(pool, username)}"));
        bytes[0] = (byte)((bytes[0] & 0x7F) | 0x40);
        return bytes;
    }
}
