namespace Undercast.Cognito.Tests;

/// <summary>Passwords that may not come again, and addresses that are verified before they change.</summary>
public sealed class AddressTests : Fixture
{
    [Fact]
    public async Task A_password_does_not_come_again_while_the_policy_remembers_it()
    {
        var (pool, client) = await ConfirmedAsync(with: i => i with { Policies = new() { PasswordPolicy = new() { PasswordHistorySize = 2 } } });
        var token = (await SignInAsync(client)).AccessToken!;
        Task Change(string from, string to) => Service.ChangePassword(new ChangePasswordInput { AccessToken = token, PreviousPassword = from, ProposedPassword = to }, Anybody).AsTask();
        await RefusedAsync<PasswordHistoryPolicyViolationException>(() => Change(Password, Password));
        await Change(Password, "second-one");
        await RefusedAsync<PasswordHistoryPolicyViolationException>(() => Change("second-one", Password));
        await RefusedAsync<PasswordHistoryPolicyViolationException>(() => Service.AdminSetUserPassword(new AdminSetUserPasswordInput { UserPoolId = pool, Username = "ann", Password = "second-one", Permanent = true }, Call).AsTask());
        await Change("second-one", "third-one");
        await Change("third-one", Password);
        Assert.NotNull(await SignInAsync(client));
    }

    [Fact]
    public async Task An_address_changes_only_once_its_code_has_come_back()
    {
        var pool = (await PoolAsync(i => i with { UsernameAttributes = ["email"], UserAttributeUpdateSettings = new() { AttributesRequireVerificationBeforeUpdate = ["email"] } })).Id!;
        var client = (await ClientAsync(pool)).ClientId!;
        await SignUpAsync(client, "ann@example.com", ("email", "ann@example.com"));
        await Service.ConfirmSignUp(new ConfirmSignUpInput { ClientId = client, Username = "ann@example.com", ConfirmationCode = await CodeAsync(pool) }, Anybody);
        var token = (await SignInAsync(client, "ann@example.com")).AccessToken!;
        async Task<string?> Email() => (await Service.GetUser(new GetUserInput { AccessToken = token }, Anybody)).UserAttributes.Single(a => a.Name == "email").Value;
        var sent = await Service.UpdateUserAttributes(new UpdateUserAttributesInput { AccessToken = token, UserAttributes = [new() { Name = "email", Value = "new@example.org" }, new() { Name = "name", Value = "Ann" }] }, Anybody);
        Assert.Equal("n***@e***", Assert.Single(sent.CodeDeliveryDetailsList!).Destination);
        Assert.Equal("ann@example.com", await Email());
        Assert.NotNull(await SignInAsync(client, "ann@example.com"));
        await RefusedAsync<CodeMismatchException>(() => Service.VerifyUserAttribute(new VerifyUserAttributeInput { AccessToken = token, AttributeName = "email", Code = "x" }, Anybody).AsTask());
        await Service.VerifyUserAttribute(new VerifyUserAttributeInput { AccessToken = token, AttributeName = "email", Code = await CodeAsync(pool) }, Anybody);
        Assert.Equal("new@example.org", await Email());
        await RefusedAsync<UserNotFoundException>(() => SignInAsync(client, "ann@example.com"));
        Assert.NotNull(await SignInAsync(client, "new@example.org"));
        // An address that somebody took meanwhile.
        await Service.UpdateUserAttributes(new UpdateUserAttributesInput { AccessToken = token, UserAttributes = [new() { Name = "email", Value = "bob@example.com" }] }, Anybody);
        var code = await CodeAsync(pool);
        await Service.SignUp(new SignUpInput { ClientId = client, Username = "bob@example.com", Password = Password }, Anybody);
        await RefusedAsync<AliasExistsException>(() => Service.VerifyUserAttribute(new VerifyUserAttributeInput { AccessToken = token, AttributeName = "email", Code = code }, Anybody).AsTask());
    }
}
