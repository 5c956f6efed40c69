using Undercast.Kernel;

namespace Undercast.Cognito;

/// <summary>A pool's settings: defaults, what is refused, and how users are found.</summary>
internal static class PoolRules
{
    private static readonly string[] Contacts = ["email", "phone_number"];
    private static readonly string[] FirstFactors = ["PASSWORD", "EMAIL_OTP", "SMS_OTP", "WEB_AUTHN"];

    /// <summary>The settings that a pool has after it was made or changed: what is not named returns to its default.</summary>
    public static UserPoolType Apply(UserPoolType pool, UpdateUserPoolInput input)
    {
        Check(input, pool);
        var policy = input.Policies?.PasswordPolicy;
        var admin = input.AdminCreateUserConfig;
        return pool with
        {
            Name = input.PoolName ?? pool.Name,
            Policies = new()
            {
                // AWS: without a policy eight characters of every kind; of a policy that is given, what it leaves out is off.
                PasswordPolicy = policy is null
                    ? new() { MinimumLength = 8, RequireUppercase = true, RequireLowercase = true, RequireNumbers = true, RequireSymbols = true, TemporaryPasswordValidityDays = 7 }
                    : policy with
                    {
                        MinimumLength = policy.MinimumLength ?? 8,
                        RequireUppercase = policy.RequireUppercase ?? false,
                        RequireLowercase = policy.RequireLowercase ?? false,
                        RequireNumbers = policy.RequireNumbers ?? false,
                        RequireSymbols = policy.RequireSymbols ?? false,
                        TemporaryPasswordValidityDays = policy.TemporaryPasswordValidityDays ?? admin?.UnusedAccountValidityDays ?? 7,
                    },
                SignInPolicy = input.Policies?.SignInPolicy ?? new() { AllowedFirstAuthFactors = ["PASSWORD"] },
            },
            DeletionProtection = input.DeletionProtection ?? "INACTIVE",
            LambdaConfig = input.LambdaConfig ?? new(),
            AutoVerifiedAttributes = input.AutoVerifiedAttributes,
            SmsVerificationMessage = input.SmsVerificationMessage,
            EmailVerificationMessage = input.EmailVerificationMessage,
            EmailVerificationSubject = input.EmailVerificationSubject,
            VerificationMessageTemplate = (input.VerificationMessageTemplate ?? new()) with
            {
                DefaultEmailOption = input.VerificationMessageTemplate?.DefaultEmailOption ?? "CONFIRM_WITH_CODE",
                EmailMessage = input.VerificationMessageTemplate?.EmailMessage ?? input.EmailVerificationMessage,
                EmailSubject = input.VerificationMessageTemplate?.EmailSubject ?? input.EmailVerificationSubject,
                SmsMessage = input.VerificationMessageTemplate?.SmsMessage ?? input.SmsVerificationMessage,
            },
            SmsAuthenticationMessage = input.SmsAuthenticationMessage,
            UserAttributeUpdateSettings = new() { AttributesRequireVerificationBeforeUpdate = input.UserAttributeUpdateSettings?.AttributesRequireVerificationBeforeUpdate ?? [] },
            MfaConfiguration = input.MfaConfiguration ?? "OFF",
            DeviceConfiguration = input.DeviceConfiguration is { } device
                ? new() { ChallengeRequiredOnNewDevice = device.ChallengeRequiredOnNewDevice ?? false, DeviceOnlyRememberedOnUserPrompt = device.DeviceOnlyRememberedOnUserPrompt ?? false }
                : null,
            EmailConfiguration = (input.EmailConfiguration ?? new()) with { EmailSendingAccount = input.EmailConfiguration?.EmailSendingAccount ?? "COGNITO_DEFAULT" },
            SmsConfiguration = input.SmsConfiguration,
            UserPoolTags = input.UserPoolTags ?? pool.UserPoolTags ?? new Dictionary<string, string>(),
            AdminCreateUserConfig = (admin ?? new()) with { AllowAdminCreateUserOnly = admin?.AllowAdminCreateUserOnly ?? false, UnusedAccountValidityDays = admin?.UnusedAccountValidityDays ?? 7 },
            UserPoolAddOns = input.UserPoolAddOns,
            AccountRecoverySetting = input.AccountRecoverySetting,
            UserPoolTier = input.UserPoolTier ?? pool.UserPoolTier ?? "ESSENTIALS",
        };
    }

    private static void Check(UpdateUserPoolInput input, UserPoolType pool)
    {
        foreach (var name in input.UserAttributeUpdateSettings?.AttributesRequireVerificationBeforeUpdate ?? [])
        {
            CheckOneOf(name, "userAttributeUpdateSettings.attributesRequireVerificationBeforeUpdate", Contacts);
            if (input.AutoVerifiedAttributes?.Contains(name) != true) throw CognitoFaults.Invalid("AttributesRequireVerificationBeforeUpdate must be a subset of AutoVerifiedAttributes.");
        }
        foreach (var factor in input.Policies?.SignInPolicy?.AllowedFirstAuthFactors ?? []) CheckOneOf(factor, "policies.signInPolicy.allowedFirstAuthFactors", FirstFactors);
        if (input.LambdaConfig is { } triggers)
        {
            foreach (var (name, isSet) in (ReadOnlySpan<(string, bool)>)[("CustomSMSSender", triggers.CustomSMSSender is not null),
                ("CustomEmailSender", triggers.CustomEmailSender is not null), ("InboundFederation", triggers.InboundFederation is not null)])
            {
                if (isSet) throw CommonException.NotSupported($"The trigger {name}");
            }
        }
        foreach (var name in input.AutoVerifiedAttributes ?? []) CheckOneOf(name, "autoVerifiedAttributes", Contacts);
        if (pool.UsernameAttributes is { Count: > 0 } && pool.AliasAttributes is { Count: > 0 })
            throw CognitoFaults.Invalid("Only one of the aliasAttributes or usernameAttributes can be set in a user pool.");
        foreach (var name in pool.UsernameAttributes ?? []) CheckOneOf(name, "usernameAttributes", Contacts);
        foreach (var name in pool.AliasAttributes ?? []) CheckOneOf(name, "aliasAttributes", [.. Contacts, "preferred_username"]);
    }

    /// <summary>The pool with codes by SMS where it asks for a second factor and names how it sends SMS; a second factor needs one that the pool has.</summary>
    public static PoolRecord WithFactors(PoolRecord pool)
    {
        if (pool.Pool.MfaConfiguration is null or "OFF") return pool;
        if (pool.SmsMfa is null && pool.Pool.SmsConfiguration is { } sms) return pool with { SmsMfa = new() { SmsConfiguration = sms, SmsAuthenticationMessage = pool.Pool.SmsAuthenticationMessage } };
        return pool.SmsMfa is not null || pool.EmailMfa is not null || pool.SoftwareTokenMfa?.Enabled == true
            ? pool
            : throw CognitoFaults.Invalid("SMS configuration and Auto verification for phone_number are required when MFA is required/optional");
    }

    /// <summary>Whether users can be without a password: a code is enough.</summary>
    public static bool TakesCodes(PoolRecord pool) => pool.Pool.Policies?.SignInPolicy?.AllowedFirstAuthFactors?.Any(f => f is "EMAIL_OTP" or "SMS_OTP") == true;

    private static void CheckOneOf(string value, string member, string[] allowed)
    {
        if (!allowed.Contains(value))
            throw CognitoFaults.Invalid($"1 validation error detected: Value '[{value}]' at '{member}' failed to satisfy constraint: Member must satisfy constraint: [Member must satisfy enum value set: [{string.Join(", ", allowed)}]]");
    }

    /// <summary>A making as a change of nothing.</summary>
    public static UpdateUserPoolInput AsUpdate(CreateUserPoolInput input, string id) => new()
    {
        UserPoolId = id,
        PoolName = input.PoolName,
        Policies = input.Policies,
        DeletionProtection = input.DeletionProtection,
        LambdaConfig = input.LambdaConfig,
        AutoVerifiedAttributes = input.AutoVerifiedAttributes,
        SmsVerificationMessage = input.SmsVerificationMessage,
        EmailVerificationMessage = input.EmailVerificationMessage,
        EmailVerificationSubject = input.EmailVerificationSubject,
        VerificationMessageTemplate = input.VerificationMessageTemplate,
        SmsAuthenticationMessage = input.SmsAuthenticationMessage,
        UserAttributeUpdateSettings = input.UserAttributeUpdateSettings,
        MfaConfiguration = input.MfaConfiguration,
        DeviceConfiguration = input.DeviceConfiguration,
        EmailConfiguration = input.EmailConfiguration,
        SmsConfiguration = input.SmsConfiguration,
        UserPoolTags = input.UserPoolTags,
        AdminCreateUserConfig = input.AdminCreateUserConfig,
        UserPoolAddOns = input.UserPoolAddOns,
        AccountRecoverySetting = input.AccountRecoverySetting,
        UserPoolTier = input.UserPoolTier,
    };

    // AWS: pools made through the API tell capitals apart unless they say otherwise.
    public static bool IsCaseSensitive(PoolRecord pool) => pool.Pool.UsernameConfiguration?.CaseSensitive ?? true;

    public static string Fold(PoolRecord pool, string name) => IsCaseSensitive(pool) ? name : name.ToLowerInvariant();

    public static bool SignsInBy(PoolRecord pool, string attribute) => pool.Pool.UsernameAttributes?.Contains(attribute) == true;

    public static bool HasAlias(PoolRecord pool, string attribute) => pool.Pool.AliasAttributes?.Contains(attribute) == true;

    /// <summary>The attribute that a name at sign-up is, in pools whose users sign in by email or phone; null where names are names.</summary>
    public static string? CheckUsername(PoolRecord pool, string username)
    {
        if (pool.Pool.UsernameAttributes is { Count: > 0 } kinds)
        {
            if (kinds.Contains("email") && SchemaRules.IsEmail(username)) return "email";
            if (kinds.Contains("phone_number") && SchemaRules.IsPhone(username)) return "phone_number";
            throw CognitoFaults.Invalid(
                kinds.Count > 1 ? "Username should be either an email or a phone number." : kinds[0] == "email" ? "Username should be an email." : "Username should be a phone number.");
        }
        if (HasAlias(pool, "email") && SchemaRules.IsEmail(username)) throw CognitoFaults.Invalid("Username cannot be of email format, since user pool is configured for email alias.");
        if (HasAlias(pool, "phone_number") && SchemaRules.IsPhone(username))
            throw CognitoFaults.Invalid("Username cannot be of phone number format, since user pool is configured for phone number alias.");
        return null;
    }
}
