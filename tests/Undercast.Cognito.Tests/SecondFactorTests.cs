namespace Undercast.Cognito.Tests;

public sealed class SecondFactorTests : Fixture
{
    private static readonly SmsConfigurationType Sms = new() { SnsCallerArn = "arn:aws:iam::000000000000:role/sms" };

    private async Task<(string Pool, string Client)> WithFactorsAsync(string mode = "OPTIONAL")
    {
        var (pool, client) = await ConfirmedAsync();
        await Service.SetUserPoolMfaConfig(
            new SetUserPoolMfaConfigInput
            {
                UserPoolId = pool, MfaConfiguration = mode, SoftwareTokenMfaConfiguration = new() { Enabled = true }, EmailMfaConfiguration = new() { Message = "Mail {####}", Subject = "Hi" },
                SmsMfaConfiguration = new() { SmsConfiguration = Sms, SmsAuthenticationMessage = "Text {####}" },
            },
            Call);
        return (pool, client);
    }

    private Task<SetUserMFAPreferenceOutput> PreferAsync(string token, bool sms = false, bool app = false, bool email = false, string? preferred = null) => Service.SetUserMFAPreference(
        new SetUserMFAPreferenceInput
        {
            AccessToken = token, SMSMfaSettings = new() { Enabled = sms, PreferredMfa = preferred == "SMS_MFA" }, SoftwareTokenMfaSettings = new() { Enabled = app, PreferredMfa = preferred == "SOFTWARE_TOKEN_MFA" },
            EmailMfaSettings = new() { Enabled = email, PreferredMfa = preferred == "EMAIL_OTP" },
        },
        Anybody).AsTask();

    private async Task<string> AppAsync(string token)
    {
        var seed = (await Service.AssociateSoftwareToken(new AssociateSoftwareTokenInput { AccessToken = token }, Anybody)).SecretCode!;
        Assert.Equal("SUCCESS", (await Service.VerifySoftwareToken(new VerifySoftwareTokenInput { AccessToken = token, UserCode = App(seed), FriendlyDeviceName = "phone" }, Anybody)).Status);
        return seed;
    }

    [Theory]
    [InlineData(59L, "94287082")]
    [InlineData(1111111109L, "07081804")]
    [InlineData(1111111111L, "14050471")]
    [InlineData(1234567890L, "89005924")]
    [InlineData(2000000000L, "69279037")]
    [InlineData(20000000000L, "65353130")]
    public void Codes_are_those_of_the_standard(long seconds, string code) => Assert.Equal(code, Totp.Code("12345678901234567890"u8.ToArray(), seconds / 30, 8));

    [Fact]
    public async Task An_authenticator_app_is_asked_for_once_it_is_set_up_and_turned_on()
    {
        var (_, client) = await WithFactorsAsync();
        var token = (await SignInAsync(client)).AccessToken!;
        Assert.Equal("User does not have delivery config set to turn on SOFTWARE_TOKEN_MFA", await RefusedAsync<InvalidParameterException>(() => PreferAsync(token, app: true)));
        Assert.Equal("User has not set up software token mfa", await RefusedAsync<InvalidParameterException>(() => Service.VerifySoftwareToken(new VerifySoftwareTokenInput { AccessToken = token, UserCode = "000000" }, Anybody).AsTask()));
        var seed = (await Service.AssociateSoftwareToken(new AssociateSoftwareTokenInput { AccessToken = token }, Anybody)).SecretCode!;
        Assert.Equal(52, seed.Length);
        Assert.Equal(
            "Code mismatch and fail enable Software Token MFA",
            await RefusedAsync<EnableSoftwareTokenMFAException>(() => Service.VerifySoftwareToken(new VerifySoftwareTokenInput { AccessToken = token, UserCode = App(seed, later: 5) }, Anybody).AsTask()));
        await Service.VerifySoftwareToken(new VerifySoftwareTokenInput { AccessToken = token, UserCode = App(seed), FriendlyDeviceName = "phone" }, Anybody);
        Assert.NotNull((await SignInAsync(client)).AccessToken);
        await PreferAsync(token, app: true, preferred: "SOFTWARE_TOKEN_MFA");
        var shown = await Service.GetUser(new GetUserInput { AccessToken = token }, Anybody);
        Assert.Equal(("SOFTWARE_TOKEN_MFA", "SOFTWARE_TOKEN_MFA"), (shown.PreferredMfaSetting, Assert.Single(shown.UserMFASettingList!)));

        var begun = await PasswordAsync(client);
        Assert.Equal(("SOFTWARE_TOKEN_MFA", "phone", null), (begun.ChallengeName, begun.ChallengeParameters!["FRIENDLY_DEVICE_NAME"], begun.AuthenticationResult));
        Task<RespondToAuthChallengeOutput> Answer(string session, string code, string user = "ann") => AnswerAsync(client, "SOFTWARE_TOKEN_MFA", session, ("USERNAME", user), ("SOFTWARE_TOKEN_MFA_CODE", code));
        Assert.Equal("Your software token has already been used once.", await RefusedAsync<ExpiredCodeException>(() => Answer(begun.Session!, App(seed))));
        Assert.Equal("Invalid code or auth state for the user.", await RefusedAsync<CodeMismatchException>(() => Answer(begun.Session!, App(seed, later: 9))));
        Time.Advance(TimeSpan.FromSeconds(30));
        Assert.NotNull((await Answer(begun.Session!, App(seed))).AuthenticationResult!.RefreshToken);
        Assert.Equal("Invalid session for the user, session can only be used once.", await RefusedAsync<NotAuthorizedException>(() => Answer(begun.Session!, App(seed))));
        begun = await PasswordAsync(client);
        Time.Advance(TimeSpan.FromMinutes(3));
        Assert.Equal("Invalid session for the user, session is expired.", await RefusedAsync<NotAuthorizedException>(() => Answer(begun.Session!, App(seed))));
        Assert.Equal("Invalid session for the user.", await RefusedAsync<NotAuthorizedException>(() => Answer(new string('x', 64), App(seed))));
        await PreferAsync(token);
        Assert.NotNull((await SignInAsync(client)).AccessToken);
    }

    [Fact]
    public async Task Guessing_codes_leads_to_pauses_across_sessions()
    {
        var (_, client) = await WithFactorsAsync();
        var token = (await SignInAsync(client)).AccessToken!;
        var seed = await AppAsync(token);
        await PreferAsync(token, app: true);
        for (var i = 0; i < 10; i++)
        {
            var session = (await PasswordAsync(client)).Session!;
            await RefusedAsync<CodeMismatchException>(() => AnswerAsync(client, "SOFTWARE_TOKEN_MFA", session, ("USERNAME", "ann"), ("SOFTWARE_TOKEN_MFA_CODE", App(seed, later: 9))));
        }
        Time.Advance(TimeSpan.FromSeconds(0.5));
        var last = (await PasswordAsync(client)).Session!;
        Task<RespondToAuthChallengeOutput> Right() => AnswerAsync(client, "SOFTWARE_TOKEN_MFA", last, ("USERNAME", "ann"), ("SOFTWARE_TOKEN_MFA_CODE", App(seed, later: 1)));
        Assert.Equal("Password attempts exceeded", await RefusedAsync<NotAuthorizedException>(Right));
        Time.Advance(TimeSpan.FromSeconds(1));
        Assert.NotNull((await Right()).AuthenticationResult);
    }

    [Fact]
    public async Task Codes_by_mail_and_text_are_chosen_among_and_sent()
    {
        var (pool, client) = await WithFactorsAsync();
        await Service.AdminUpdateUserAttributes(new AdminUpdateUserAttributesInput { UserPoolId = pool, Username = "ann", UserAttributes = [new() { Name = "phone_number", Value = "+15550100001" }] }, Call);
        await Service.AdminSetUserMFAPreference(new AdminSetUserMFAPreferenceInput { UserPoolId = pool, Username = "ann", SMSMfaSettings = new() { Enabled = true }, EmailMfaSettings = new() { Enabled = true } }, Call);
        var begun = await PasswordAsync(client);
        Assert.Equal(("SELECT_MFA_TYPE", """["SMS_MFA","EMAIL_OTP"]"""), (begun.ChallengeName, begun.ChallengeParameters!["MFAS_CAN_CHOOSE"]));
        await RefusedAsync<InvalidParameterException>(() => AnswerAsync(client, "SELECT_MFA_TYPE", begun.Session, ("USERNAME", "ann"), ("ANSWER", "SOFTWARE_TOKEN_MFA")));
        var sent = await AnswerAsync(client, "SELECT_MFA_TYPE", begun.Session, ("USERNAME", "ann"), ("ANSWER", "EMAIL_MFA"));
        Assert.Equal(("EMAIL_OTP", "EMAIL", "a***@e***"), (sent.ChallengeName, sent.ChallengeParameters!["CODE_DELIVERY_DELIVERY_MEDIUM"], sent.ChallengeParameters["CODE_DELIVERY_DESTINATION"]));
        var mail = (await MessagesAsync(pool))[^1];
        Assert.Equal(("Hi", $"Mail {mail.Code}"), (mail.Subject, mail.Body));
        Assert.NotNull((await AnswerAsync(client, "EMAIL_OTP", sent.Session, ("USERNAME", "ann"), ("EMAIL_OTP_CODE", mail.Code))).AuthenticationResult);

        await Service.AdminSetUserMFAPreference(new AdminSetUserMFAPreferenceInput { UserPoolId = pool, Username = "ann", SMSMfaSettings = new() { PreferredMfa = true } }, Call);
        begun = await PasswordAsync(client);
        Assert.Equal(("SMS_MFA", "+*******0001"), (begun.ChallengeName, begun.ChallengeParameters!["CODE_DELIVERY_DESTINATION"]));
        var text = (await MessagesAsync(pool))[^1];
        Assert.Equal(("SMS", $"Text {text.Code}"), (text.Medium, text.Body));
        // Another client's session, another user's name.
        var other = (await ClientAsync(pool)).ClientId!;
        await RefusedAsync<NotAuthorizedException>(() => AnswerAsync(other, "SMS_MFA", begun.Session, ("USERNAME", "ann"), ("SMS_MFA_CODE", text.Code)));
        await SignUpAsync(client, "bob");
        Assert.Equal("Invalid session for the user.", await RefusedAsync<NotAuthorizedException>(() => AnswerAsync(client, "SMS_MFA", begun.Session, ("USERNAME", "bob"), ("SMS_MFA_CODE", text.Code))));
        var done = await AnswerAsync(client, "SMS_MFA", begun.Session, ("USERNAME", "ann"), ("SMS_MFA_CODE", text.Code));
        Assert.True((bool)Claims(done.AuthenticationResult!.IdToken!)["phone_number_verified"]!);
        await RefusedAsync<InvalidParameterException>(() => Service.AdminSetUserMFAPreference(
            new AdminSetUserMFAPreferenceInput { UserPoolId = pool, Username = "ann", SMSMfaSettings = new() { PreferredMfa = true }, EmailMfaSettings = new() { PreferredMfa = true } }, Call).AsTask());
    }

    [Fact]
    public async Task The_older_settings_turn_text_messages_on_and_off()
    {
        var (pool, client) = await WithFactorsAsync();
        Task Set(params MFAOptionType[] options) => Service.AdminSetUserSettings(new AdminSetUserSettingsInput { UserPoolId = pool, Username = "ann", MFAOptions = options }, Call).AsTask();
        var option = new MFAOptionType { DeliveryMedium = "SMS", AttributeName = "phone_number" };
        Assert.Equal("User does not have delivery config set to turn on SMS_MFA", await RefusedAsync<InvalidParameterException>(() => Set(option)));
        var token = (await SignInAsync(client)).AccessToken!;
        await Service.AdminUpdateUserAttributes(new AdminUpdateUserAttributesInput { UserPoolId = pool, Username = "ann", UserAttributes = [new() { Name = "phone_number", Value = "+15550100001" }] }, Call);
        await Set(option);
        Assert.Equal("SMS", Assert.Single((await Service.AdminGetUser(new AdminGetUserInput { UserPoolId = pool, Username = "ann" }, Call)).MFAOptions!).DeliveryMedium);
        Assert.Equal("SMS_MFA", (await PasswordAsync(client)).ChallengeName);
        await Service.SetUserSettings(new SetUserSettingsInput { AccessToken = token, MFAOptions = [] }, Anybody);
        Assert.NotNull((await SignInAsync(client)).AccessToken);
        await RefusedAsync<InvalidParameterException>(() => Set(new MFAOptionType { DeliveryMedium = "EMAIL", AttributeName = "email" }));
    }

    [Fact]
    public async Task Where_a_second_factor_is_required_it_is_set_up_at_sign_in()
    {
        var (pool, client) = await ConfirmedAsync();
        await Service.SetUserPoolMfaConfig(new SetUserPoolMfaConfigInput { UserPoolId = pool, MfaConfiguration = "ON", SoftwareTokenMfaConfiguration = new() { Enabled = true } }, Call);
        var begun = await PasswordAsync(client);
        Assert.Equal(("MFA_SETUP", """["SOFTWARE_TOKEN_MFA"]"""), (begun.ChallengeName, begun.ChallengeParameters!["MFAS_CAN_SETUP"]));
        Assert.Equal("User has not verified software token mfa", await RefusedAsync<InvalidParameterException>(() => AnswerAsync(client, "MFA_SETUP", begun.Session, ("USERNAME", "ann"))));
        var seed = await Service.AssociateSoftwareToken(new AssociateSoftwareTokenInput { Session = begun.Session }, Anybody);
        Assert.Equal("Invalid session for the user, session can only be used once.", await RefusedAsync<NotAuthorizedException>(() => Service.AssociateSoftwareToken(new AssociateSoftwareTokenInput { Session = begun.Session }, Anybody).AsTask()));
        await RefusedAsync<EnableSoftwareTokenMFAException>(() => Service.VerifySoftwareToken(new VerifySoftwareTokenInput { Session = seed.Session, UserCode = App(seed.SecretCode!, later: 9) }, Anybody).AsTask());
        var verified = await Service.VerifySoftwareToken(new VerifySoftwareTokenInput { Session = seed.Session, UserCode = App(seed.SecretCode!) }, Anybody);
        Assert.NotNull((await AnswerAsync(client, "MFA_SETUP", verified.Session, ("USERNAME", "ann"))).AuthenticationResult);
        await RefusedAsync<NotAuthorizedException>(() => AnswerAsync(client, "MFA_SETUP", verified.Session, ("USERNAME", "ann")));
        Assert.Equal("SOFTWARE_TOKEN_MFA", (await PasswordAsync(client)).ChallengeName);
    }

    [Fact]
    public async Task A_pool_has_the_factors_that_it_was_given()
    {
        var pool = (await PoolAsync()).Id!;
        Task Set(SetUserPoolMfaConfigInput input) => Service.SetUserPoolMfaConfig(input, Call).AsTask();
        Assert.Equal("Invalid MFA configuration given, can't turn off MFA and configure an MFA together.", await RefusedAsync<InvalidParameterException>(() => Set(new() { UserPoolId = pool, MfaConfiguration = "OFF", SoftwareTokenMfaConfiguration = new() { Enabled = true } })));
        Assert.Equal("Invalid MFA Configuration given. SMS MFA, Email MFA, or Software Token MFA must be enabled.", await RefusedAsync<InvalidParameterException>(() => Set(new() { UserPoolId = pool, MfaConfiguration = "ON" })));
        Assert.StartsWith("SMS configuration and Auto verification", await RefusedAsync<InvalidParameterException>(() => PoolAsync(i => i with { MfaConfiguration = "ON" })));
        await Set(new() { UserPoolId = pool, MfaConfiguration = "OPTIONAL", SoftwareTokenMfaConfiguration = new() { Enabled = true } });
        var shown = await Service.GetUserPoolMfaConfig(new GetUserPoolMfaConfigInput { UserPoolId = pool }, Call);
        Assert.Equal(("OPTIONAL", true, null), (shown.MfaConfiguration, shown.SoftwareTokenMfaConfiguration!.Enabled, shown.SmsMfaConfiguration));
        var texting = (await PoolAsync(i => i with { MfaConfiguration = "OPTIONAL", SmsConfiguration = Sms })).Id!;
        Assert.NotNull((await Service.GetUserPoolMfaConfig(new GetUserPoolMfaConfigInput { UserPoolId = texting }, Call)).SmsMfaConfiguration);
        var (off, client) = await ConfirmedAsync("bob");
        Assert.NotNull(off);
        var token = (await SignInAsync(client, "bob")).AccessToken!;
        Assert.Equal("Software Token MFA has not been enabled by the userPool", await RefusedAsync<SoftwareTokenMFANotFoundException>(() => Service.AssociateSoftwareToken(new AssociateSoftwareTokenInput { AccessToken = token }, Anybody).AsTask()));
    }
}
