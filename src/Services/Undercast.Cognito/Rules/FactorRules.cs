namespace Undercast.Cognito;

/// <summary>Second factors: which a pool has, which a user has, and which a sign-in asks for.</summary>
internal static class FactorRules
{
    public const string Sms = "SMS_MFA";
    public const string Email = "EMAIL_OTP";
    public const string Token = "SOFTWARE_TOKEN_MFA";

    /// <summary>Where the answer to a challenge stands among the responses.</summary>
    public static string CodeName(string challenge) => challenge switch
    {
        Sms => "SMS_MFA_CODE",
        Token => "SOFTWARE_TOKEN_MFA_CODE",
        _ => challenge + "_CODE",
    };

    /// <summary>The attribute to which the code of a factor goes.</summary>
    public static string AddressOf(string factor) => factor == Email ? "email" : "phone_number";

    public static bool Offers(PoolRecord pool, string factor) => factor switch
    {
        Sms => pool.SmsMfa is not null,
        Email => pool.EmailMfa is not null,
        _ => pool.SoftwareTokenMfa?.Enabled == true,
    };

    /// <summary>Whether a user could answer: an app that is set up stays good where the pool no longer takes new ones.</summary>
    public static bool CanAnswer(PoolRecord pool, UserRecord user, string factor) =>
        factor == Token ? user.TokenIsVerified : Offers(pool, factor) && user.Attribute(AddressOf(factor)) is not null;

    /// <summary>The factors of which a sign-in asks for one; none where none is needed, null where one is needed and the user has none yet.</summary>
    public static IReadOnlyList<string>? Needed(PoolRecord pool, UserRecord user)
    {
        if (pool.Pool.MfaConfiguration is null or "OFF") return [];
        var on = user.Factors.Where(f => CanAnswer(pool, user, f)).ToArray();
        if (on.Length > 0) return user.PreferredFactor is { } preferred && on.Contains(preferred) ? [preferred] : on;
        if (pool.Pool.MfaConfiguration == "OPTIONAL") return [];
        // AWS: where a second factor is required, whatever the user has will do.
        var able = ((string[])[Token, Sms, Email]).Where(f => CanAnswer(pool, user, f)).ToArray();
        return able.Length > 0 ? able : null;
    }

    /// <summary>What <c>GetUser</c> shows: an app that is set up counts as turned on where the pool requires a factor.</summary>
    public static IReadOnlyList<string>? Shown(PoolRecord pool, UserRecord user)
    {
        IReadOnlyList<string> shown = pool.Pool.MfaConfiguration == "ON" && user.TokenIsVerified && !user.Factors.Contains(Token) ? [.. user.Factors, Token] : user.Factors;
        return shown.Count > 0 ? shown : null;
    }

    /// <summary>The user with factors turned on and off; what is not named stays as it is.</summary>
    public static UserRecord Apply(PoolRecord pool, UserRecord user, SMSMfaSettingsType? sms, SoftwareTokenMfaSettingsType? token, EmailMfaSettingsType? email)
    {
        var (factors, preferred) = (user.Factors.ToList(), user.PreferredFactor);
        (string Factor, bool? Enabled, bool? Preferred)[] given = [(Sms, sms?.Enabled, sms?.PreferredMfa), (Token, token?.Enabled, token?.PreferredMfa), (Email, email?.Enabled, email?.PreferredMfa)];
        if (given.Count(g => g.Preferred == true) > 1) throw CognitoFaults.Invalid("Only one MFA method can be set as preferred.");
        foreach (var (factor, enabled, isPreferred) in given)
        {
            if (enabled is null && isPreferred is null) continue;
            if (enabled == true)
            {
                if (!CanAnswer(pool, user, factor)) throw CognitoFaults.Invalid($"User does not have delivery config set to turn on {factor}");
                if (!factors.Contains(factor)) factors.Add(factor);
            }
            else if (enabled == false) factors.Remove(factor);
            if (isPreferred == true && !factors.Contains(factor)) throw CognitoFaults.Invalid($"{factor} cannot be preferred while it is not enabled.");
            if (isPreferred == true) preferred = factor;
            else if (preferred == factor && (isPreferred == false || enabled == false)) preferred = null;
        }
        return user with { Factors = factors, PreferredFactor = preferred };
    }

    /// <summary>Holds a pool's setting against the factors that it has.</summary>
    public static void Check(SetUserPoolMfaConfigInput input)
    {
        var any = input.SmsMfaConfiguration is not null || input.SoftwareTokenMfaConfiguration is not null || input.EmailMfaConfiguration is not null;
        var isOff = input.MfaConfiguration is null or "OFF";
        if (isOff && any) throw CognitoFaults.Invalid("Invalid MFA configuration given, can't turn off MFA and configure an MFA together.");
        if (!isOff && !any) throw CognitoFaults.Invalid("Invalid MFA Configuration given. SMS MFA, Email MFA, or Software Token MFA must be enabled.");
        // AWS: an identifier of a relying party is a domain.
        if (input.WebAuthnConfiguration?.RelyingPartyId is { } party && Uri.CheckHostName(party) != UriHostNameType.Dns) throw CognitoFaults.Invalid("Invalid relying party ID.");
    }
}
