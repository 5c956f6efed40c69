using Undercast.Kernel;

namespace Undercast.Cognito.Tests;

public sealed class SignInTests : Fixture
{
    private const string Timestamp = "Thu Jan 1 00:00:00 UTC 2026";

    private async Task<InitiateAuthOutput> BeginAsync(string client, SrpClient srp, string username = "ann") => await Service.InitiateAuth(
        new InitiateAuthInput { ClientId = client, AuthFlow = "USER_SRP_AUTH", AuthParameters = new Dictionary<string, string> { ["USERNAME"] = username, ["SRP_A"] = srp.A } }, Anybody);

    private async Task<RespondToAuthChallengeOutput> AnswerAsync(string client, SrpClient srp, IReadOnlyDictionary<string, string> challenge) => await Service.RespondToAuthChallenge(
        new RespondToAuthChallengeInput
        {
            ClientId = client, ChallengeName = "PASSWORD_VERIFIER",
            ChallengeResponses = new Dictionary<string, string>
            {
                ["USERNAME"] = challenge["USER_ID_FOR_SRP"], ["PASSWORD_CLAIM_SECRET_BLOCK"] = challenge["SECRET_BLOCK"], ["TIMESTAMP"] = Timestamp, ["PASSWORD_CLAIM_SIGNATURE"] = srp.Sign(challenge, Timestamp),
            },
        },
        Anybody);

    [Fact]
    public async Task A_proof_of_the_password_signs_in_once()
    {
        var (pool, client) = await ConfirmedAsync();
        var srp = new SrpClient(pool, Password);
        var begun = await BeginAsync(client, srp);
        Assert.Equal("PASSWORD_VERIFIER", begun.ChallengeName);
        Assert.NotNull((await AnswerAsync(client, srp, begun.ChallengeParameters!)).AuthenticationResult!.RefreshToken);
        Assert.Equal("Incorrect username or password.", await RefusedAsync<NotAuthorizedException>(() => AnswerAsync(client, srp, begun.ChallengeParameters!)));
    }

    [Fact]
    public async Task A_wrong_proof_an_old_challenge_and_another_client_are_refused()
    {
        var (pool, client) = await ConfirmedAsync();
        var (wrong, right) = (new SrpClient(pool, "Wr0ng-password"), new SrpClient(pool, Password));
        var begun = await BeginAsync(client, wrong);
        Assert.Equal("Incorrect username or password.", await RefusedAsync<NotAuthorizedException>(() => AnswerAsync(client, wrong, begun.ChallengeParameters!)));
        begun = await BeginAsync(client, right);
        Time.Advance(TimeSpan.FromMinutes(3));
        await RefusedAsync<NotAuthorizedException>(() => AnswerAsync(client, right, begun.ChallengeParameters!));
        var other = await ClientAsync(pool);
        begun = await BeginAsync(client, right);
        await RefusedAsync<NotAuthorizedException>(() => AnswerAsync(other.ClientId!, right, begun.ChallengeParameters!));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("zz")]
    public async Task A_public_number_that_fixes_the_key_is_refused(string number)
    {
        var (_, client) = await ConfirmedAsync();
        await RefusedAsync<InvalidParameterException>(() => Service.InitiateAuth(
            new InitiateAuthInput { ClientId = client, AuthFlow = "USER_SRP_AUTH", AuthParameters = new Dictionary<string, string> { ["USERNAME"] = "ann", ["SRP_A"] = number } }, Anybody).AsTask());
    }

    [Fact]
    public async Task Nobody_learns_which_users_exist_where_the_client_hides_them()
    {
        var (pool, open) = await ConfirmedAsync();
        Assert.Equal("User does not exist.", await RefusedAsync<UserNotFoundException>(() => PasswordAsync(open, "bob")));
        var hiding = (await ClientAsync(pool, i => i with { PreventUserExistenceErrors = "ENABLED" })).ClientId!;
        Assert.Equal("Incorrect username or password.", await RefusedAsync<NotAuthorizedException>(() => PasswordAsync(hiding, "bob")));
        var srp = new SrpClient(pool, Password);
        var (first, second) = (await BeginAsync(hiding, srp, "bob"), await BeginAsync(hiding, srp, "bob"));
        Assert.Equal(first.ChallengeParameters!["SALT"], second.ChallengeParameters!["SALT"]);
        Assert.NotEqual(first.ChallengeParameters["SRP_B"], second.ChallengeParameters["SRP_B"]);
        Assert.Equal("Incorrect username or password.", await RefusedAsync<NotAuthorizedException>(() => AnswerAsync(hiding, srp, first.ChallengeParameters)));
        Assert.NotNull((await Service.ForgotPassword(new ForgotPasswordInput { ClientId = hiding, Username = "bob" }, Anybody)).CodeDeliveryDetails);
        Assert.NotNull((await Service.ResendConfirmationCode(new ResendConfirmationCodeInput { ClientId = hiding, Username = "bob" }, Anybody)).CodeDeliveryDetails);
        Assert.Equal(
            "Invalid code provided, please request a code again.",
            await RefusedAsync<ExpiredCodeException>(() => Service.ConfirmSignUp(new ConfirmSignUpInput { ClientId = hiding, Username = "bob", ConfirmationCode = "1" }, Anybody).AsTask()));
    }

    [Fact]
    public async Task Failures_lead_to_pauses_that_double()
    {
        var (_, client) = await ConfirmedAsync();
        for (var i = 0; i < 5; i++) await RefusedAsync<NotAuthorizedException>(() => PasswordAsync(client, password: "x"));
        Assert.Equal("Password attempts exceeded", await RefusedAsync<NotAuthorizedException>(() => PasswordAsync(client)));
        Time.Advance(TimeSpan.FromSeconds(1.1));
        Assert.Equal("Incorrect username or password.", await RefusedAsync<NotAuthorizedException>(() => PasswordAsync(client, password: "x")));
        Time.Advance(TimeSpan.FromSeconds(1.1));
        Assert.Equal("Password attempts exceeded", await RefusedAsync<NotAuthorizedException>(() => PasswordAsync(client)));
        Time.Advance(TimeSpan.FromSeconds(1));
        Assert.NotNull(await SignInAsync(client));
    }

    [Fact]
    public async Task Flows_that_the_client_does_not_allow_are_refused()
    {
        var pool = await PoolAsync();
        var client = (await ClientAsync(pool.Id!, i => i with { ExplicitAuthFlows = ["ALLOW_REFRESH_TOKEN_AUTH"] })).ClientId!;
        Assert.Equal("USER_PASSWORD_AUTH flow not enabled for this client", await RefusedAsync<InvalidParameterException>(() => PasswordAsync(client)));
        Assert.Equal("USER_SRP_AUTH is not enabled for the client.", await RefusedAsync<InvalidParameterException>(() => BeginAsync(client, new SrpClient(pool.Id!, Password))));
        Assert.Equal("Auth flow not enabled for this client", await RefusedAsync<InvalidParameterException>(() => Service.AdminInitiateAuth(
            new AdminInitiateAuthInput { UserPoolId = pool.Id!, ClientId = client, AuthFlow = "ADMIN_USER_PASSWORD_AUTH", AuthParameters = new Dictionary<string, string>() }, Call).AsTask()));
        Assert.Equal("CUSTOM_AUTH is not enabled for the client.", await RefusedAsync<InvalidParameterException>(() => BeginAsync(client, "CUSTOM_AUTH", ("USERNAME", "ann"))));
        Assert.Equal("USER_AUTH flow not enabled for this client", await RefusedAsync<InvalidParameterException>(() => BeginAsync(client, "USER_AUTH", ("USERNAME", "ann"))));
    }

    [Fact]
    public async Task A_temporary_password_is_replaced_before_there_are_tokens()
    {
        var pool = await PoolAsync();
        var client = (await ClientAsync(pool.Id!, i => i with { ExplicitAuthFlows = ["ALLOW_ADMIN_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"] })).ClientId!;
        await Service.AdminCreateUser(new AdminCreateUserInput { UserPoolId = pool.Id!, Username = "ann", UserAttributes = [new() { Name = "email", Value = "ann@example.com" }] }, Call);
        var temporary = await CodeAsync(pool.Id!);
        var begun = await Service.AdminInitiateAuth(
            new AdminInitiateAuthInput
            {
                UserPoolId = pool.Id!, ClientId = client, AuthFlow = "ADMIN_USER_PASSWORD_AUTH", AuthParameters = new Dictionary<string, string> { ["USERNAME"] = "ann", ["PASSWORD"] = temporary },
            },
            Call);
        Assert.Equal("NEW_PASSWORD_REQUIRED", begun.ChallengeName);
        Task<AdminRespondToAuthChallengeOutput> Answer(string session, string password) => Service.AdminRespondToAuthChallenge(
            new AdminRespondToAuthChallengeInput
            {
                UserPoolId = pool.Id!, ClientId = client, ChallengeName = "NEW_PASSWORD_REQUIRED", Session = session,
                ChallengeResponses = new Dictionary<string, string> { ["USERNAME"] = "ann", ["NEW_PASSWORD"] = password, ["userAttributes.name"] = "Ann" },
            },
            Call).AsTask();
        Assert.Equal("Password did not conform with policy: Password not long enough", await RefusedAsync<InvalidPasswordException>(() => Answer(begun.Session!, "short")));
        Assert.Equal("Invalid session for the user.", await RefusedAsync<NotAuthorizedException>(() => Answer(new string('x', 40), Password)));
        var done = await Answer(begun.Session!, Password);
        Assert.Equal("Ann", (string?)Claims(done.AuthenticationResult!.IdToken!)["name"]);
        await RefusedAsync<NotAuthorizedException>(() => Answer(begun.Session!, Password));
        Assert.Equal("CONFIRMED", (await Service.AdminGetUser(new AdminGetUserInput { UserPoolId = pool.Id!, Username = "ann" }, Call)).UserStatus);
    }

    [Fact]
    public async Task A_temporary_password_ends()
    {
        var pool = await PoolAsync();
        var client = (await ClientAsync(pool.Id!)).ClientId!;
        await Service.AdminCreateUser(new AdminCreateUserInput { UserPoolId = pool.Id!, Username = "ann", TemporaryPassword = Password, MessageAction = "SUPPRESS" }, Call);
        Time.Advance(TimeSpan.FromDays(8));
        Assert.Equal("Temporary password has expired and must be reset by an administrator.", await RefusedAsync<NotAuthorizedException>(() => PasswordAsync(client)));
    }
}
