using Undercast.Kernel;

namespace Undercast.Cognito;

/// <summary>Second factors: what a pool has, and what its users set up.</summary>
internal sealed partial class CognitoService
{
    public async ValueTask<SetUserPoolMfaConfigOutput> SetUserPoolMfaConfig(SetUserPoolMfaConfigInput input, CallContext call)
    {
        FactorRules.Check(input);
        var pool = await ChangeRecordAsync(call, input.UserPoolId, pool =>
        {
            if (input.SmsMfaConfiguration is not null && (input.SmsMfaConfiguration.SmsConfiguration ?? pool.Pool.SmsConfiguration) is null)
                throw CognitoFaults.Invalid("SMS configuration and Auto verification for phone_number are required when MFA is required/optional");
            return pool with
            {
                SmsMfa = input.SmsMfaConfiguration is { } sms ? sms with { SmsConfiguration = sms.SmsConfiguration ?? pool.Pool.SmsConfiguration } : null,
                SoftwareTokenMfa = input.SoftwareTokenMfaConfiguration,
                EmailMfa = input.EmailMfaConfiguration,
                WebAuthn = input.WebAuthnConfiguration ?? pool.WebAuthn,
                Pool = pool.Pool with { MfaConfiguration = input.MfaConfiguration ?? "OFF", SmsConfiguration = input.SmsMfaConfiguration?.SmsConfiguration ?? pool.Pool.SmsConfiguration, LastModifiedDate = call.Now },
            };
        });
        return new SetUserPoolMfaConfigOutput
        {
            MfaConfiguration = pool.Pool.MfaConfiguration,
            SmsMfaConfiguration = pool.SmsMfa,
            SoftwareTokenMfaConfiguration = pool.SoftwareTokenMfa,
            EmailMfaConfiguration = pool.EmailMfa,
            WebAuthnConfiguration = pool.WebAuthn,
        };
    }

    public async ValueTask<GetUserPoolMfaConfigOutput> GetUserPoolMfaConfig(GetUserPoolMfaConfigInput input, CallContext call)
    {
        var pool = await PoolAsync(call, input.UserPoolId);
        return new GetUserPoolMfaConfigOutput
        {
            MfaConfiguration = pool.Pool.MfaConfiguration,
            SmsMfaConfiguration = pool.SmsMfa,
            SoftwareTokenMfaConfiguration = pool.SoftwareTokenMfa,
            EmailMfaConfiguration = pool.EmailMfa,
            WebAuthnConfiguration = pool.WebAuthn,
        };
    }

    public async ValueTask<AssociateSoftwareTokenOutput> AssociateSoftwareToken(AssociateSoftwareTokenInput input, CallContext call)
    {
        var seed = Totp.NewSeed();
        if (input.AccessToken is not null)
        {
            var (pool, _, user) = await HolderAsync(call, input.AccessToken);
            RequireTokens(pool);
            // AWS: an app that is set up stays good until its successor has shown a code.
            var setup = new ChallengeRecord { PoolId = pool.Id, ClientId = "", Name = "TOKEN_SETUP", Username = user.Username, Expires = call.Now + CodeLife, TokenSeed = seed };
            await WriteAsync(
                call,
                async tx =>
                {
                    await CognitoTables.Challenges.PutAsync(tx, HandleKey(SetupHandle(pool, user)), setup);
                    SweepJob.Schedule(tx, setup.Expires);
                    return true;
                });
            return new AssociateSoftwareTokenOutput { SecretCode = Totp.Show(seed) };
        }
        var session = await MoveSetupAsync(call, input.Session, challenge => challenge with { TokenSeed = seed, TokenIsVerified = false });
        return new AssociateSoftwareTokenOutput { SecretCode = Totp.Show(seed), Session = session };
    }

    public async ValueTask<VerifySoftwareTokenOutput> VerifySoftwareToken(VerifySoftwareTokenInput input, CallContext call)
    {
        if (input.AccessToken is null)
        {
            var session = await MoveSetupAsync(call, input.Session, challenge =>
            {
                if (challenge.TokenSeed is null) throw new SoftwareTokenMFANotFoundException("User has not set up software token mfa");
                var step = Totp.StepOf(challenge.TokenSeed, input.UserCode, call.Now) ?? throw WrongToken();
                return challenge with { TokenIsVerified = true, TokenStep = step, TokenName = input.FriendlyDeviceName };
            });
            return new VerifySoftwareTokenOutput { Status = "SUCCESS", Session = session };
        }
        var (pool, _, user) = await HolderAsync(call, input.AccessToken);
        RequireTokens(pool);
        var key = HandleKey(SetupHandle(pool, user));
        await ChangeSelfAsync(call, pool, user, async (tx, current) =>
        {
            if (await CognitoTables.Challenges.GetAsync(tx, key) is not { TokenSeed: { } seed } setup || setup.Expires <= call.Now) throw CognitoFaults.Invalid("User has not set up software token mfa");
            var step = Totp.StepOf(seed, input.UserCode, call.Now) ?? throw WrongToken();
            await CognitoTables.Challenges.DeleteAsync(tx, key);
            return current with { TokenSeed = seed, TokenIsVerified = true, TokenStep = step, TokenName = input.FriendlyDeviceName };
        });
        return new VerifySoftwareTokenOutput { Status = "SUCCESS" };
    }

    public async ValueTask<SetUserMFAPreferenceOutput> SetUserMFAPreference(SetUserMFAPreferenceInput input, CallContext call)
    {
        RefuseKeysAsSecond(input.WebAuthnMfaSettings);
        var (pool, _, user) = await HolderAsync(call, input.AccessToken);
        await ChangeSelfAsync(call, pool, user, (_, current) => new ValueTask<UserRecord>(FactorRules.Apply(pool, current, input.SMSMfaSettings, input.SoftwareTokenMfaSettings, input.EmailMfaSettings)));
        return new SetUserMFAPreferenceOutput();
    }

    public async ValueTask<AdminSetUserMFAPreferenceOutput> AdminSetUserMFAPreference(AdminSetUserMFAPreferenceInput input, CallContext call)
    {
        RefuseKeysAsSecond(input.WebAuthnMfaSettings);
        await ChangeUserAsync(
            call, input.UserPoolId, input.Username, (_, pool, user) => new ValueTask<UserRecord>(FactorRules.Apply(pool, user, input.SMSMfaSettings, input.SoftwareTokenMfaSettings, input.EmailMfaSettings)));
        return new AdminSetUserMFAPreferenceOutput();
    }

    public async ValueTask<SetUserSettingsOutput> SetUserSettings(SetUserSettingsInput input, CallContext call)
    {
        var (pool, _, user) = await HolderAsync(call, input.AccessToken);
        await ChangeSelfAsync(call, pool, user, (_, current) => new ValueTask<UserRecord>(WithOptions(current, input.MFAOptions)));
        return new SetUserSettingsOutput();
    }

    public async ValueTask<AdminSetUserSettingsOutput> AdminSetUserSettings(AdminSetUserSettingsInput input, CallContext call)
    {
        await ChangeUserAsync(call, input.UserPoolId, input.Username, (_, _, user) => new ValueTask<UserRecord>(WithOptions(user, input.MFAOptions)));
        return new AdminSetUserSettingsOutput();
    }

    public async ValueTask<GetUserAuthFactorsOutput> GetUserAuthFactors(GetUserAuthFactorsInput input, CallContext call)
    {
        var (pool, _, user) = await HolderAsync(call, input.AccessToken);
        return new GetUserAuthFactorsOutput
        {
            Username = user.Username,
            PreferredMfaSetting = user.PreferredFactor,
            UserMFASettingList = FactorRules.Shown(pool, user),
            ConfiguredUserAuthFactors = await ConfiguredAsync(call, pool, user),
        };
    }

    private static IReadOnlyList<MFAOptionType>? MfaOptions(UserRecord user) => user.Factors.Contains(FactorRules.Sms) ? [new() { DeliveryMedium = "SMS", AttributeName = "phone_number" }] : null;

    // AWS: the older way knows SMS alone.
    private static UserRecord WithOptions(UserRecord user, IReadOnlyList<MFAOptionType> options)
    {
        if (options.Any(o => o is not { DeliveryMedium: "SMS", AttributeName: "phone_number" })) throw CognitoFaults.Invalid("Invalid MFA option: only SMS to phone_number is supported.");
        var factors = user.Factors.Where(f => f != FactorRules.Sms);
        return options.Count > 0
            ? user.Attribute("phone_number") is null ? throw CognitoFaults.Invalid($"User does not have delivery config set to turn on {FactorRules.Sms}") : user with { Factors = [.. factors, FactorRules.Sms] }
            : user with { Factors = [.. factors], PreferredFactor = user.PreferredFactor == FactorRules.Sms ? null : user.PreferredFactor };
    }

    private static void RefuseKeysAsSecond(WebAuthnMfaSettingsType? settings)
    {
        if (settings?.Enabled == true) throw CommonException.NotSupported("A passkey as second factor (WebAuthnMfaSettings)");
    }

    private static void RequireTokens(PoolRecord pool)
    {
        if (!FactorRules.Offers(pool, FactorRules.Token)) throw new SoftwareTokenMFANotFoundException("Software Token MFA has not been enabled by the userPool");
    }

    private static string SetupHandle(PoolRecord pool, UserRecord user) => $"token-setup/{pool.Id}/{user.Sub}";

    /// <summary>Moves a setup within a sign-in on: each step has a session of its own.</summary>
    private async ValueTask<string> MoveSetupAsync(CallContext call, string? session, Func<ChallengeRecord, ChallengeRecord> change)
    {
        if (string.IsNullOrEmpty(session)) throw CognitoFaults.Invalid("Either AccessToken or Session is required.");
        var next = NewSession();
        var (before, after) = (HandleKey(session), HandleKey(next));
        var refusal = await WriteAsync(
            call,
            async tx =>
            {
                if (await CognitoTables.Challenges.GetAsync(tx, before) is not { Name: "MFA_SETUP" } challenge) return (AwsException)CognitoFaults.BadSession();
                if (challenge.Expires <= call.Now) return new NotAuthorizedException("Invalid session for the user, session is expired.");
                if (challenge.IsUsed) return new NotAuthorizedException("Invalid session for the user, session can only be used once.");
                if (!challenge.Options!.Contains(FactorRules.Token)) return new SoftwareTokenMFANotFoundException("Software Token MFA has not been enabled by the userPool");
                await CognitoTables.Challenges.PutAsync(tx, after, change(challenge));
                await CognitoTables.Challenges.PutAsync(tx, before, challenge with { IsUsed = true });
                return null;
            });
        return refusal is null ? next : throw refusal;
    }

    private static EnableSoftwareTokenMFAException WrongToken() => new("Code mismatch and fail enable Software Token MFA");
}
