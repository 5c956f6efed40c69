namespace Undercast.Cognito.Tests;

public sealed class UserTests : Fixture
{
    [Fact]
    public async Task A_registration_is_confirmed_by_its_code()
    {
        var pool = (await PoolAsync()).Id!;
        var client = (await ClientAsync(pool)).ClientId!;
        var signed = await SignUpAsync(client);
        Assert.Equal((false, "a***@e***", "EMAIL", "email"), (signed.UserConfirmed, signed.CodeDeliveryDetails!.Destination, signed.CodeDeliveryDetails.DeliveryMedium, signed.CodeDeliveryDetails.AttributeName));
        Assert.Equal("User already exists", await RefusedAsync<UsernameExistsException>(() => SignUpAsync(client)));
        Assert.Equal("User is not confirmed.", await RefusedAsync<UserNotConfirmedException>(() => PasswordAsync(client)));
        var first = await CodeAsync(pool);
        Time.Advance(TimeSpan.FromSeconds(1));
        await Service.ResendConfirmationCode(new ResendConfirmationCodeInput { ClientId = client, Username = "ann" }, Anybody);
        Task Confirm(string code) => Service.ConfirmSignUp(new ConfirmSignUpInput { ClientId = client, Username = "ann", ConfirmationCode = code }, Anybody).AsTask();
        var code = await CodeAsync(pool);
        if (first != code) Assert.Equal("Invalid verification code provided, please try again.", await RefusedAsync<CodeMismatchException>(() => Confirm(first)));
        await Confirm(code);
        Assert.Equal("User cannot be confirmed. Current status is CONFIRMED", await RefusedAsync<NotAuthorizedException>(() => Confirm(code)));
        Assert.Equal("User is already confirmed.", await RefusedAsync<InvalidParameterException>(() => Service.ResendConfirmationCode(new ResendConfirmationCodeInput { ClientId = client, Username = "ann" }, Anybody).AsTask()));
    }

    [Fact]
    public async Task Codes_cannot_be_guessed_and_end()
    {
        var pool = (await PoolAsync()).Id!;
        var client = (await ClientAsync(pool)).ClientId!;
        await SignUpAsync(client);
        Task Confirm(string code) => Service.ConfirmSignUp(new ConfirmSignUpInput { ClientId = client, Username = "ann", ConfirmationCode = code }, Anybody).AsTask();
        for (var i = 0; i < 5; i++) await RefusedAsync<CodeMismatchException>(() => Confirm("wrong"));
        var code = await CodeAsync(pool);
        Assert.Equal("Attempt limit exceeded, please try after some time.", await RefusedAsync<LimitExceededException>(() => Confirm(code)));
        await Service.ResendConfirmationCode(new ResendConfirmationCodeInput { ClientId = client, Username = "ann" }, Anybody);
        for (var i = 0; i < 8; i++) await Service.ResendConfirmationCode(new ResendConfirmationCodeInput { ClientId = client, Username = "ann" }, Anybody);
        await RefusedAsync<LimitExceededException>(() => Service.ResendConfirmationCode(new ResendConfirmationCodeInput { ClientId = client, Username = "ann" }, Anybody).AsTask());
        Time.Advance(TimeSpan.FromHours(25));
        Assert.Equal("Invalid code provided, please request a code again.", await RefusedAsync<ExpiredCodeException>(() => Confirm("wrong")));
    }

    [Theory]
    [InlineData("Sh0rt!", "Password not long enough")]
    [InlineData("l0ng-enough", "Password must have uppercase characters")]
    [InlineData("L0NG-ENOUGH", "Password must have lowercase characters")]
    [InlineData("Long-enough", "Password must have numeric characters")]
    [InlineData("L0ngenough", "Password must have symbol characters")]
    public async Task A_password_is_held_to_the_policy(string password, string rule)
    {
        var client = (await ClientAsync((await PoolAsync()).Id!)).ClientId!;
        Assert.Equal(
            $"Password did not conform with policy: {rule}",
            await RefusedAsync<InvalidPasswordException>(() => Service.SignUp(new SignUpInput { ClientId = client, Username = "ann", Password = password }, Anybody).AsTask()));
    }

    [Fact]
    public async Task Where_emails_are_names_the_username_is_the_sub_and_an_email_is_taken_once()
    {
        var pool = (await PoolAsync(i => i with { UsernameAttributes = ["email"], UsernameConfiguration = new() { CaseSensitive = false } })).Id!;
        var client = (await ClientAsync(pool)).ClientId!;
        Assert.Equal("Username should be an email.", await RefusedAsync<InvalidParameterException>(() => SignUpAsync(client, "ann", ("name", "Ann"))));
        var signed = await SignUpAsync(client, "ann@example.com", ("name", "Ann"));
        Assert.Equal("An account with the given email already exists.", await RefusedAsync<UsernameExistsException>(() => SignUpAsync(client, "ANN@example.com", ("name", "Ann"))));
        await Service.AdminConfirmSignUp(new AdminConfirmSignUpInput { UserPoolId = pool, Username = "Ann@Example.com" }, Call);
        Assert.Equal(signed.UserSub, (string?)Claims((await SignInAsync(client, "ann@EXAMPLE.com")).IdToken!)["cognito:username"]);
    }

    [Fact]
    public async Task An_alias_is_a_name_once_it_is_verified_and_belongs_to_one()
    {
        var pool = (await PoolAsync(i => i with { AliasAttributes = ["email"] })).Id!;
        var client = (await ClientAsync(pool)).ClientId!;
        Assert.StartsWith("Username cannot be of email format", await RefusedAsync<InvalidParameterException>(() => SignUpAsync(client, "ann@example.com")));
        await SignUpAsync(client, "ann", ("email", "shared@example.com"));
        await RefusedAsync<UserNotFoundException>(() => PasswordAsync(client, "shared@example.com"));
        await Service.ConfirmSignUp(new ConfirmSignUpInput { ClientId = client, Username = "ann", ConfirmationCode = await CodeAsync(pool) }, Anybody);
        Assert.NotNull(await SignInAsync(client, "shared@example.com"));
        Time.Advance(TimeSpan.FromSeconds(1));
        await SignUpAsync(client, "bob", ("email", "shared@example.com"));
        var code = await CodeAsync(pool);
        Assert.Equal(
            "An account with the given email already exists.",
            await RefusedAsync<AliasExistsException>(() => Service.ConfirmSignUp(new ConfirmSignUpInput { ClientId = client, Username = "bob", ConfirmationCode = code }, Anybody).AsTask()));
        await Service.ConfirmSignUp(new ConfirmSignUpInput { ClientId = client, Username = "bob", ConfirmationCode = code, ForceAliasCreation = true }, Anybody);
        Assert.Equal("bob", (string?)Claims((await SignInAsync(client, "shared@example.com")).AccessToken!)["username"]);
    }

    [Fact]
    public async Task Only_administrators_make_users_where_the_pool_says_so()
    {
        var pool = (await PoolAsync(i => i with { AdminCreateUserConfig = new() { AllowAdminCreateUserOnly = true } })).Id!;
        var client = (await ClientAsync(pool)).ClientId!;
        Assert.Equal("SignUp is not permitted for this user pool", await RefusedAsync<NotAuthorizedException>(() => SignUpAsync(client)));
        var made = (await Service.AdminCreateUser(new AdminCreateUserInput { UserPoolId = pool, Username = "ann", UserAttributes = [new() { Name = "email", Value = "ann@example.com" }] }, Call)).User!;
        Assert.Equal(("FORCE_CHANGE_PASSWORD", true), (made.UserStatus, made.Enabled));
        Assert.Contains("ann", (await MessagesAsync(pool))[^1].Body);
        await Service.AdminCreateUser(new AdminCreateUserInput { UserPoolId = pool, Username = "ann", MessageAction = "RESEND" }, Call);
        Assert.Equal(2, (await MessagesAsync(pool)).Count);
    }

    [Fact]
    public async Task A_disabled_user_is_out_at_once()
    {
        var (pool, client) = await ConfirmedAsync();
        var tokens = await SignInAsync(client);
        await Service.AdminDisableUser(new AdminDisableUserInput { UserPoolId = pool, Username = "ann" }, Call);
        Assert.Equal("User is disabled.", await RefusedAsync<NotAuthorizedException>(() => PasswordAsync(client)));
        await RefusedAsync<NotAuthorizedException>(() => RefreshAsync(client, tokens.RefreshToken!));
        await RefusedAsync<NotAuthorizedException>(() => Service.GetUser(new GetUserInput { AccessToken = tokens.AccessToken! }, Anybody).AsTask());
        await Service.AdminEnableUser(new AdminEnableUserInput { UserPoolId = pool, Username = "ann" }, Call);
        Assert.NotNull(await SignInAsync(client));
        await Service.AdminDeleteUser(new AdminDeleteUserInput { UserPoolId = pool, Username = "ann" }, Call);
        Assert.Equal("User does not exist.", await RefusedAsync<UserNotFoundException>(() => Service.AdminGetUser(new AdminGetUserInput { UserPoolId = pool, Username = "ann" }, Call).AsTask()));
    }

    [Fact]
    public async Task A_forgotten_password_is_replaced_by_a_code()
    {
        var (pool, client) = await ConfirmedAsync();
        Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("a***@e***", (await Service.ForgotPassword(new ForgotPasswordInput { ClientId = client, Username = "ann" }, Anybody)).CodeDeliveryDetails!.Destination);
        Task Confirm(string code, string password) => Service.ConfirmForgotPassword(new ConfirmForgotPasswordInput { ClientId = client, Username = "ann", ConfirmationCode = code, Password = password }, Anybody).AsTask();
        await RefusedAsync<CodeMismatchException>(() => Confirm("wrong", "Fresh-passw0rd"));
        var code = await CodeAsync(pool);
        await RefusedAsync<InvalidPasswordException>(() => Confirm(code, "short"));
        await Confirm(code, "Fresh-passw0rd");
        await RefusedAsync<ExpiredCodeException>(() => Confirm(code, "Fresh-passw0rd"));
        Assert.NotNull(await SignInAsync(client, password: "Fresh-passw0rd"));
        Time.Advance(TimeSpan.FromSeconds(1));
        await Service.AdminResetUserPassword(new AdminResetUserPasswordInput { UserPoolId = pool, Username = "ann" }, Call);
        Assert.Equal("Password reset required for the user", await RefusedAsync<PasswordResetRequiredException>(() => PasswordAsync(client, password: "Fresh-passw0rd")));
        await Confirm(await CodeAsync(pool), Password);
        Assert.NotNull(await SignInAsync(client));
    }

    [Fact]
    public async Task A_signed_in_user_looks_after_itself()
    {
        var (pool, client) = await ConfirmedAsync();
        var token = (await SignInAsync(client)).AccessToken!;
        Time.Advance(TimeSpan.FromSeconds(1));
        var sent = await Service.UpdateUserAttributes(new UpdateUserAttributesInput { AccessToken = token, UserAttributes = [new() { Name = "email", Value = "new@example.com" }, new() { Name = "name", Value = "Ann" }] }, Anybody);
        Assert.Equal("n***@e***", Assert.Single(sent.CodeDeliveryDetailsList!).Destination);
        async Task<string?> Get(string name) => (await Service.GetUser(new GetUserInput { AccessToken = token }, Anybody)).UserAttributes.FirstOrDefault(a => a.Name == name)?.Value;
        Assert.Equal("false", await Get("email_verified"));
        Time.Advance(TimeSpan.FromSeconds(1));
        await Service.GetUserAttributeVerificationCode(new GetUserAttributeVerificationCodeInput { AccessToken = token, AttributeName = "email" }, Anybody);
        await RefusedAsync<CodeMismatchException>(() => Service.VerifyUserAttribute(new VerifyUserAttributeInput { AccessToken = token, AttributeName = "email", Code = "wrong" }, Anybody).AsTask());
        await Service.VerifyUserAttribute(new VerifyUserAttributeInput { AccessToken = token, AttributeName = "email", Code = await CodeAsync(pool) }, Anybody);
        Assert.Equal("true", await Get("email_verified"));
        await Service.DeleteUserAttributes(new DeleteUserAttributesInput { AccessToken = token, UserAttributeNames = ["name"] }, Anybody);
        Assert.Null(await Get("name"));
        Task Change(string before) => Service.ChangePassword(new ChangePasswordInput { AccessToken = token, PreviousPassword = before, ProposedPassword = "Fresh-passw0rd" }, Anybody).AsTask();
        Assert.Equal("Incorrect username or password.", await RefusedAsync<NotAuthorizedException>(() => Change("wrong")));
        await Change(Password);
        Assert.NotNull(await SignInAsync(client, password: "Fresh-passw0rd"));
        await Service.DeleteUser(new DeleteUserInput { AccessToken = token }, Anybody);
        await RefusedAsync<UserNotFoundException>(() => PasswordAsync(client));
    }

    [Fact]
    public async Task Users_are_listed_by_filters_and_in_pages()
    {
        var pool = (await PoolAsync()).Id!;
        foreach (var name in (string[])["ann", "anton", "bob"])
        {
            await Service.AdminCreateUser(
                new AdminCreateUserInput { UserPoolId = pool, Username = name, MessageAction = "SUPPRESS", UserAttributes = [new() { Name = "email", Value = $"{name}@example.com" }, new() { Name = "name", Value = "N" + name }] }, Call);
        }
        async Task<string> Names(string? filter) => string.Join(',', (await Service.ListUsers(new ListUsersInput { UserPoolId = pool, Filter = filter }, Call)).Users!.Select(u => u.Username));
        Assert.Equal("ann,anton,bob", await Names(null));
        Assert.Equal("ann,anton", await Names("username ^= \"an\""));
        Assert.Equal("ann", await Names("username = \"ann\""));
        Assert.Equal("bob", await Names("email = \"bob@example.com\""));
        Assert.Equal("bob", await Names("\"name\"=\"Nbob\""));
        Assert.Equal("ann,anton,bob", await Names("cognito:user_status = \"FORCE_CHANGE_PASSWORD\""));
        Assert.Equal("", await Names("status = \"Disabled\""));
        var sub = (await Service.AdminGetUser(new AdminGetUserInput { UserPoolId = pool, Username = "bob" }, Call)).UserAttributes!.Single(a => a.Name == "sub").Value;
        Assert.Equal("bob", await Names($"sub = \"{sub}\""));
        await RefusedAsync<InvalidParameterException>(() => Names("nonsense"));
        await RefusedAsync<InvalidParameterException>(() => Names("custom:a = \"b\""));
        var first = await Service.ListUsers(new ListUsersInput { UserPoolId = pool, Limit = 2, AttributesToGet = ["email"] }, Call);
        Assert.Equal("email", Assert.Single(first.Users![0].Attributes!).Name);
        var second = await Service.ListUsers(new ListUsersInput { UserPoolId = pool, Limit = 2, PaginationToken = first.PaginationToken }, Call);
        Assert.Equal((2, "bob", null), (first.Users.Count, Assert.Single(second.Users!).Username, second.PaginationToken));
    }

    [Fact]
    public async Task Groups_have_users_and_users_have_groups()
    {
        var (pool, _) = await ConfirmedAsync();
        await Service.CreateGroup(new CreateGroupInput { UserPoolId = pool, GroupName = "g", Precedence = 3 }, Call);
        await RefusedAsync<GroupExistsException>(() => Service.CreateGroup(new CreateGroupInput { UserPoolId = pool, GroupName = "g" }, Call).AsTask());
        await Service.UpdateGroup(new UpdateGroupInput { UserPoolId = pool, GroupName = "g", Description = "d" }, Call);
        var group = (await Service.GetGroup(new GetGroupInput { UserPoolId = pool, GroupName = "g" }, Call)).Group!;
        Assert.Equal(("d", 3), (group.Description, group.Precedence));
        await Service.AdminAddUserToGroup(new AdminAddUserToGroupInput { UserPoolId = pool, Username = "ann", GroupName = "g" }, Call);
        Assert.Equal("ann", Assert.Single((await Service.ListUsersInGroup(new ListUsersInGroupInput { UserPoolId = pool, GroupName = "g" }, Call)).Users!).Username);
        Assert.Equal("g", Assert.Single((await Service.AdminListGroupsForUser(new AdminListGroupsForUserInput { UserPoolId = pool, Username = "ann" }, Call)).Groups!).GroupName);
        await Service.AdminRemoveUserFromGroup(new AdminRemoveUserFromGroupInput { UserPoolId = pool, Username = "ann", GroupName = "g" }, Call);
        Assert.Empty((await Service.ListUsersInGroup(new ListUsersInGroupInput { UserPoolId = pool, GroupName = "g" }, Call)).Users!);
        await Service.AdminAddUserToGroup(new AdminAddUserToGroupInput { UserPoolId = pool, Username = "ann", GroupName = "g" }, Call);
        await Service.DeleteGroup(new DeleteGroupInput { UserPoolId = pool, GroupName = "g" }, Call);
        Assert.Empty((await Service.ListGroups(new ListGroupsInput { UserPoolId = pool }, Call)).Groups!);
        Assert.Empty((await Service.AdminListGroupsForUser(new AdminListGroupsForUserInput { UserPoolId = pool, Username = "ann" }, Call)).Groups!);
        Assert.Equal("Group not found.", await RefusedAsync<ResourceNotFoundException>(() => Service.GetGroup(new GetGroupInput { UserPoolId = pool, GroupName = "g" }, Call).AsTask()));
    }
}
