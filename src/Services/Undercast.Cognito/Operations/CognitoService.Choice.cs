using Undercast.Kernel;

namespace Undercast.Cognito;

// A sign-in by a first factor of the user's choice (USER_AUTH):
//   1. what the pool allows and the user has
//   2. the factor that the client prefers, if it is among them; else the client is asked (SELECT_CHALLENGE)
//   3. the factor: a password at once or by proof, a code, a passkey

internal sealed partial class CognitoService
{
    private static readonly string[] FirstFactors = ["PASSWORD_SRP", "PASSWORD", "EMAIL_OTP", "SMS_OTP", "WEB_AUTHN"];

    private async ValueTask<AuthStep> BeginChoiceAsync(CallContext call, AuthCall auth)
    {
        var username = auth.Need("USERNAME");
        ClientRules.CheckSecret(auth.Client, auth.Find("SECRET_HASH"), username);
        if (auth.Session is not null) return await BeginConfirmedAsync(call, auth);
        var found = await ReadAsync(call, tx => Users.FindAsync(tx, auth.Pool, username));
        if (found is null && !ClientRules.HidesUsers(auth.Client)) throw CognitoFaults.NoUser();
        var user = found?.User;
        if (user?.Status == UserStatus.Unconfirmed) throw new UserNotConfirmedException("User is not confirmed.");
        // 1
        var available = await AvailableAsync(call, auth.Pool, user);
        // 2
        var preferred = auth.Find("PREFERRED_CHALLENGE");
        if (preferred is not null && !FirstFactors.Contains(preferred)) throw CognitoFaults.Invalid($"Unsupported preferred challenge: {preferred}");
        if (preferred is not null && available.Contains(preferred)) return await StartFactorAsync(call, auth, user, preferred, available);
        return await AskAsync(call, auth, Challenge(call, auth, "SELECT_CHALLENGE", user?.Username ?? username) with { Options = available }, [], available: available);
    }

    /// <summary>The code that confirmed a registration is the first factor of the first sign-in.</summary>
    private async ValueTask<AuthStep> BeginConfirmedAsync(CallContext call, AuthCall auth)
    {
        var (_, user) = await UseAsync(call, auth, ConfirmedSession, auth.Session);
        return await AdmitAsync(call, auth, user ?? throw CognitoFaults.BadSession());
    }

    private async ValueTask<IReadOnlyList<string>> AvailableAsync(CallContext call, PoolRecord pool, UserRecord? user)
    {
        var allowed = pool.Pool.Policies?.SignInPolicy?.AllowedFirstAuthFactors ?? ["PASSWORD"];
        // Nobody of that name: what most users of the pool would be offered.
        if (user is null) return [.. FirstFactors.Where(f => f != "WEB_AUTHN" && allowed.Contains(f == "PASSWORD_SRP" ? "PASSWORD" : f))];
        var configured = await ConfiguredAsync(call, pool, user);
        // AWS: who needs a second factor begins with a password, or with a passkey that counts as two.
        var needsMore = FactorRules.Needed(pool, user) is not [];
        var strongKeys = pool.WebAuthn?.FactorConfiguration == "MULTI_FACTOR_WITH_USER_VERIFICATION";
        return [.. FirstFactors.Where(f => f switch
        {
            "PASSWORD_SRP" or "PASSWORD" => allowed.Contains("PASSWORD") && configured.Contains("PASSWORD"),
            "WEB_AUTHN" => allowed.Contains(f) && configured.Contains(f) && (!needsMore || strongKeys),
            _ => allowed.Contains(f) && configured.Contains(f) && !needsMore && user.Status == UserStatus.Confirmed,
        })];
    }

    /// <summary>What a user has set up, whatever the pool allows.</summary>
    private async ValueTask<IReadOnlyList<string>> ConfiguredAsync(CallContext call, PoolRecord pool, UserRecord user)
    {
        var factors = new List<string>(4);
        if (user.Verifier is not null) factors.Add("PASSWORD");
        if (user.Attribute("email_verified") == "true") factors.Add("EMAIL_OTP");
        if (user.Attribute("phone_number_verified") == "true") factors.Add("SMS_OTP");
        if (await ReadAsync(call, tx => CognitoTables.Passkeys.FirstAsync(tx, CognitoTables.Passkeys.Prefix(pool.Id, user.Sub))) is not null) factors.Add("WEB_AUTHN");
        return factors;
    }

    // 3
    private async ValueTask<AuthStep> StartFactorAsync(CallContext call, AuthCall auth, UserRecord? user, string factor, IReadOnlyList<string> available)
    {
        var username = user?.Username ?? auth.Need("USERNAME");
        var challenge = Challenge(call, auth, factor, username) with { Options = available };
        switch (factor)
        {
            case "PASSWORD":
                return auth.Find("PASSWORD") is null ? await AskAsync(call, auth, challenge, [], available: available) : await PasswordAsync(call, auth);
            case "PASSWORD_SRP":
                return auth.Find("SRP_A") is null ? await AskAsync(call, auth, challenge, [], available: available) : await BeginSrpAsync(call, auth);
            case "WEB_AUTHN":
                await PreAuthenticationAsync(call, auth, user!);
                return await AskPasskeyAsync(call, auth, challenge, user!);
            default:
                if (user is null)
                {
                    // A code that nobody gets.
                    var fake = FakeDelivery(auth.Pool, username);
                    return await AskAsync(
                        call, auth, challenge, new() { ["CODE_DELIVERY_DELIVERY_MEDIUM"] = fake.DeliveryMedium!, ["CODE_DELIVERY_DESTINATION"] = fake.Destination! }, available: available);
                }
                if (user.CodesLockedUntil > call.Now) throw new NotAuthorizedException("Password attempts exceeded");
                await PreAuthenticationAsync(call, auth, user);
                return await AskCodeAsync(call, auth, challenge, user, Delivery.To(user, FactorRules.AddressOf(factor))!, Delivery.NewLongCode(), [], available);
        }
    }

    private async ValueTask<AuthStep> AnswerChoiceAsync(CallContext call, string name, string? session, AuthCall auth)
    {
        var factor = name == "SELECT_CHALLENGE" ? auth.Need("ANSWER") : name;
        var opened = await ReadAsync(call, tx => OpenAsync(tx, call, auth, name, session));
        var available = opened.Options!;
        if (!available.Contains(factor)) throw CognitoFaults.Invalid("Invalid challenge selected.");
        if (name != "SELECT_CHALLENGE") auth.Need(factor == "PASSWORD" ? "PASSWORD" : "SRP_A");
        var (_, user) = await UseAsync(call, auth, name, session);
        return await StartFactorAsync(call, auth, user, factor, available);
    }
}
