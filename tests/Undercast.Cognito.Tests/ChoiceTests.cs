namespace Undercast.Cognito.Tests;

public sealed class ChoiceTests : Fixture
{
    private async Task<(string Pool, string Client)> ChoosingAsync(string[]? factors = null, bool hidden = false)
    {
        var (pool, _) = await ConfirmedAsync(with: i => i with { Policies = new() { SignInPolicy = new() { AllowedFirstAuthFactors = factors ?? ["PASSWORD", "EMAIL_OTP", "SMS_OTP"] } } });
        var client = await ClientAsync(pool, i => i with { ExplicitAuthFlows = ["ALLOW_USER_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"], PreventUserExistenceErrors = hidden ? "ENABLED" : "LEGACY" });
        return (pool, client.ClientId!);
    }

    [Fact]
    public async Task A_client_is_offered_what_the_pool_allows_and_the_user_has()
    {
        var (pool, client) = await ChoosingAsync();
        var begun = await BeginAsync(client, "USER_AUTH", ("USERNAME", "ann"));
        Assert.Equal("SELECT_CHALLENGE", begun.ChallengeName);
        Assert.Equal(["PASSWORD_SRP", "PASSWORD", "EMAIL_OTP"], begun.AvailableChallenges!);
        await RefusedAsync<InvalidParameterException>(() => AnswerAsync(client, "SELECT_CHALLENGE", begun.Session, ("USERNAME", "ann"), ("ANSWER", "SMS_OTP")));
        Assert.NotNull((await AnswerAsync(client, "SELECT_CHALLENGE", begun.Session, ("USERNAME", "ann"), ("ANSWER", "PASSWORD"), ("PASSWORD", Password))).AuthenticationResult);
        Assert.Equal("SELECT_CHALLENGE", (await BeginAsync(client, "USER_AUTH", ("USERNAME", "ann"), ("PREFERRED_CHALLENGE", "SMS_OTP"))).ChallengeName);
        await RefusedAsync<InvalidParameterException>(() => BeginAsync(client, "USER_AUTH", ("USERNAME", "ann"), ("PREFERRED_CHALLENGE", "MAGIC")));
        Assert.NotNull((await BeginAsync(client, "USER_AUTH", ("USERNAME", "ann"), ("PREFERRED_CHALLENGE", "PASSWORD"), ("PASSWORD", Password))).AuthenticationResult);
        var asked = await BeginAsync(client, "USER_AUTH", ("USERNAME", "ann"), ("PREFERRED_CHALLENGE", "PASSWORD"));
        Assert.Equal("PASSWORD", asked.ChallengeName);
        await RefusedAsync<NotAuthorizedException>(() => AnswerAsync(client, "PASSWORD", asked.Session, ("USERNAME", "ann"), ("PASSWORD", "wrong")));
        var srp = new SrpClient(pool, Password);
        asked = await BeginAsync(client, "USER_AUTH", ("USERNAME", "ann"), ("PREFERRED_CHALLENGE", "PASSWORD_SRP"));
        var challenge = (await AnswerAsync(client, "PASSWORD_SRP", asked.Session, ("USERNAME", "ann"), ("SRP_A", srp.A))).ChallengeParameters!;
        Assert.NotNull((await AnswerAsync(
            client, "PASSWORD_VERIFIER", null, ("USERNAME", "ann"), ("PASSWORD_CLAIM_SECRET_BLOCK", challenge["SECRET_BLOCK"]), ("TIMESTAMP", "now"), ("PASSWORD_CLAIM_SIGNATURE", srp.Sign(challenge, "now")))).AuthenticationResult);
    }

    [Fact]
    public async Task A_code_by_mail_is_enough_and_good_once()
    {
        var (pool, client) = await ChoosingAsync();
        var begun = await BeginAsync(client, "USER_AUTH", ("USERNAME", "ann"), ("PREFERRED_CHALLENGE", "EMAIL_OTP"));
        Assert.Equal(("EMAIL_OTP", "a***@e***"), (begun.ChallengeName, begun.ChallengeParameters!["CODE_DELIVERY_DESTINATION"]));
        var code = await CodeAsync(pool);
        Assert.Equal(8, code.Length);
        await RefusedAsync<CodeMismatchException>(() => AnswerAsync(client, "EMAIL_OTP", begun.Session, ("USERNAME", "ann"), ("EMAIL_OTP_CODE", "x")));
        Assert.NotNull((await AnswerAsync(client, "EMAIL_OTP", begun.Session, ("USERNAME", "ann"), ("EMAIL_OTP_CODE", code))).AuthenticationResult);
        await RefusedAsync<NotAuthorizedException>(() => AnswerAsync(client, "EMAIL_OTP", begun.Session, ("USERNAME", "ann"), ("EMAIL_OTP_CODE", code)));
        await Service.AdminUpdateUserAttributes(
            new AdminUpdateUserAttributesInput { UserPoolId = pool, Username = "ann", UserAttributes = [new() { Name = "phone_number", Value = "+15550100001" }, new() { Name = "phone_number_verified", Value = "true" }] }, Call);
        begun = await BeginAsync(client, "USER_AUTH", ("USERNAME", "ann"), ("PREFERRED_CHALLENGE", "SMS_OTP"));
        Assert.NotNull((await AnswerAsync(client, "SMS_OTP", begun.Session, ("USERNAME", "ann"), ("SMS_OTP_CODE", await CodeAsync(pool)))).AuthenticationResult);
    }

    [Fact]
    public async Task Who_needs_a_second_factor_begins_with_a_password()
    {
        var (pool, client) = await ChoosingAsync();
        await Service.SetUserPoolMfaConfig(new SetUserPoolMfaConfigInput { UserPoolId = pool, MfaConfiguration = "ON", EmailMfaConfiguration = new() }, Call);
        var begun = await BeginAsync(client, "USER_AUTH", ("USERNAME", "ann"), ("PREFERRED_CHALLENGE", "EMAIL_OTP"));
        Assert.Equal(["PASSWORD_SRP", "PASSWORD"], begun.AvailableChallenges!);
        Assert.Equal("EMAIL_OTP", (await AnswerAsync(client, "SELECT_CHALLENGE", begun.Session, ("USERNAME", "ann"), ("ANSWER", "PASSWORD"), ("PASSWORD", Password))).ChallengeName);
    }

    [Fact]
    public async Task Nobody_learns_who_exists_where_the_client_hides_users()
    {
        var (pool, client) = await ChoosingAsync(hidden: true);
        Assert.Equal(["PASSWORD_SRP", "PASSWORD", "EMAIL_OTP", "SMS_OTP"], (await BeginAsync(client, "USER_AUTH", ("USERNAME", "bob"))).AvailableChallenges!);
        var count = (await MessagesAsync(pool)).Count;
        var begun = await BeginAsync(client, "USER_AUTH", ("USERNAME", "bob"), ("PREFERRED_CHALLENGE", "EMAIL_OTP"));
        Assert.Equal(("EMAIL_OTP", count), (begun.ChallengeName, (await MessagesAsync(pool)).Count));
        Assert.Equal("Invalid code or auth state for the user.", await RefusedAsync<CodeMismatchException>(() => AnswerAsync(client, "EMAIL_OTP", begun.Session, ("USERNAME", "bob"), ("EMAIL_OTP_CODE", "12345678"))));
        Assert.Equal("Incorrect username or password.", await RefusedAsync<NotAuthorizedException>(() => BeginAsync(client, "USER_AUTH", ("USERNAME", "bob"), ("PREFERRED_CHALLENGE", "PASSWORD"), ("PASSWORD", "x"))));
        var (_, open) = await ChoosingAsync();
        await RefusedAsync<UserNotFoundException>(() => BeginAsync(open, "USER_AUTH", ("USERNAME", "bob")));
    }

    [Fact]
    public async Task A_registration_without_a_password_leads_straight_into_the_first_sign_in()
    {
        var (pool, client) = await ChoosingAsync();
        var made = await Service.SignUp(new SignUpInput { ClientId = client, Username = "bob", UserAttributes = [new() { Name = "email", Value = "bob@example.com" }] }, Anybody);
        var confirmed = await Service.ConfirmSignUp(new ConfirmSignUpInput { ClientId = client, Username = "bob", ConfirmationCode = await CodeAsync(pool), Session = made.Session }, Anybody);
        Task<InitiateAuthOutput> Begin() => Service.InitiateAuth(new InitiateAuthInput { ClientId = client, AuthFlow = "USER_AUTH", Session = confirmed.Session, AuthParameters = Map(("USERNAME", "bob")) }, Anybody).AsTask();
        Assert.NotNull((await Begin()).AuthenticationResult);
        await RefusedAsync<NotAuthorizedException>(Begin);
        Assert.Equal(["EMAIL_OTP"], (await BeginAsync(client, "USER_AUTH", ("USERNAME", "bob"))).AvailableChallenges!);
        var (_, closed) = await ConfirmedAsync();
        Assert.Equal("Password is required.", await RefusedAsync<InvalidParameterException>(() => Service.SignUp(new SignUpInput { ClientId = closed, Username = "cat" }, Anybody).AsTask()));
        await Service.AdminCreateUser(new AdminCreateUserInput { UserPoolId = pool, Username = "dan", UserAttributes = [new() { Name = "email", Value = "dan@example.com" }, new() { Name = "email_verified", Value = "true" }] }, Call);
        Assert.Equal("CONFIRMED", (await Service.AdminGetUser(new AdminGetUserInput { UserPoolId = pool, Username = "dan" }, Call)).UserStatus);
    }

    [Fact]
    public async Task A_confirmation_leads_into_a_sign_in_though_the_client_gave_no_session()
    {
        var (pool, client) = await ChoosingAsync();
        await SignUpAsync(client, "bob");
        var confirmed = await Service.ConfirmSignUp(new ConfirmSignUpInput { ClientId = client, Username = "bob", ConfirmationCode = await CodeAsync(pool) }, Anybody);
        Assert.NotNull((await Service.InitiateAuth(new InitiateAuthInput { ClientId = client, AuthFlow = "USER_AUTH", Session = confirmed.Session, AuthParameters = Map(("USERNAME", "bob")) }, Anybody)).AuthenticationResult);
        var plain = (await ClientAsync(pool)).ClientId!;
        await SignUpAsync(plain, "cat");
        Assert.Null((await Service.ConfirmSignUp(new ConfirmSignUpInput { ClientId = plain, Username = "cat", ConfirmationCode = await CodeAsync(pool) }, Anybody)).Session);
    }

    [Fact]
    public async Task A_user_sees_its_factors()
    {
        var (_, client) = await ChoosingAsync();
        var token = (await BeginAsync(client, "USER_AUTH", ("USERNAME", "ann"), ("PREFERRED_CHALLENGE", "PASSWORD"), ("PASSWORD", Password))).AuthenticationResult!.AccessToken!;
        Assert.Equal(["PASSWORD", "EMAIL_OTP"], (await Service.GetUserAuthFactors(new GetUserAuthFactorsInput { AccessToken = token }, Anybody)).ConfiguredUserAuthFactors!);
    }
}
