using Undercast.Kernel;

namespace Undercast.Iam.Tests;

public sealed class PasswordTests : Fixture
{
    private const string Good = "Correct-Horse-1";

    private ValueTask<CreateLoginProfileOutput> LoginAsync(string password = Good) => Iam.CreateLoginProfile(new CreateLoginProfileInput { UserName = "ann", Password = password }, Call);

    [Fact]
    public async Task A_login_profile_is_made_read_changed_and_removed()
    {
        await UserAsync();
        Assert.Equal("Login Profile for User ann cannot be found.", await RefusedAsync<NoSuchEntityException>(async () => await Iam.GetLoginProfile(new GetLoginProfileInput { UserName = "ann" }, Call)));
        var made = await Iam.CreateLoginProfile(new CreateLoginProfileInput { UserName = "ann", Password = Good, PasswordResetRequired = true }, Call);
        Assert.Equal(("ann", true, Time.GetUtcNow()), (made.LoginProfile.UserName, made.LoginProfile.PasswordResetRequired, made.LoginProfile.CreateDate));
        Assert.Equal("Login Profile for user ann already exists.", await RefusedAsync<EntityAlreadyExistsException>(async () => await LoginAsync()));
        await Iam.UpdateLoginProfile(new UpdateLoginProfileInput { UserName = "ann", PasswordResetRequired = false }, Call);
        Assert.False((await Iam.GetLoginProfile(new GetLoginProfileInput { UserName = "ann" }, Call)).LoginProfile.PasswordResetRequired);
        Assert.Equal("Cannot delete entity, must delete login profile first.", await RefusedAsync<DeleteConflictException>(async () => await Iam.DeleteUser(new DeleteUserInput { UserName = "ann" }, Call)));
        await Iam.DeleteLoginProfile(new DeleteLoginProfileInput { UserName = "ann" }, Call);
        await Iam.DeleteUser(new DeleteUserInput { UserName = "ann" }, Call);
    }

    [Fact]
    public async Task Without_rules_of_the_account_eight_characters_of_three_kinds_are_asked_for()
    {
        await UserAsync();
        foreach (var weak in (string[])["Short-1", "alllowercase", "lowercase-only", "UPPERlower"])
            Assert.Equal("Password does not conform to the account password policy.", await RefusedAsync<PasswordPolicyViolationException>(async () => await LoginAsync(weak)));
        await LoginAsync("lower-Upper");
    }

    [Fact]
    public async Task The_accounts_rules_are_kept_and_can_be_taken_away()
    {
        await UserAsync();
        Assert.Equal(
            "The Password Policy with domain name 000000000000 cannot be found.",
            await RefusedAsync<NoSuchEntityException>(async () => await Iam.GetAccountPasswordPolicy(new GetAccountPasswordPolicyInput(), Call)));
        await Iam.UpdateAccountPasswordPolicy(
            new UpdateAccountPasswordPolicyInput { MinimumPasswordLength = 10, RequireSymbols = true, RequireNumbers = true, RequireUppercaseCharacters = true, RequireLowercaseCharacters = true, MaxPasswordAge = 90 }, Call);
        foreach (var weak in (string[])["Sho-1", "NOLOWER-111", "noupper-111", "NoSymbol1111", "NoNumber-----"]) await RefusedAsync<PasswordPolicyViolationException>(async () => await LoginAsync(weak));
        await LoginAsync("Everything-1");
        var policy = (await Iam.GetAccountPasswordPolicy(new GetAccountPasswordPolicyInput(), Call)).PasswordPolicy;
        Assert.Equal((10, true, 90, false, null), (policy.MinimumPasswordLength, policy.ExpirePasswords, policy.MaxPasswordAge, policy.AllowUsersToChangePassword, policy.PasswordReusePrevention));
        // What is left out falls back to its default.
        await Iam.UpdateAccountPasswordPolicy(new UpdateAccountPasswordPolicyInput(), Call);
        Assert.Equal(6, (await Iam.GetAccountPasswordPolicy(new GetAccountPasswordPolicyInput(), Call)).PasswordPolicy.MinimumPasswordLength);
        await Iam.DeleteAccountPasswordPolicy(new DeleteAccountPasswordPolicyInput(), Call);
        Assert.Equal(
            "The account policy with name PasswordPolicy cannot be found.",
            await RefusedAsync<NoSuchEntityException>(async () => await Iam.DeleteAccountPasswordPolicy(new DeleteAccountPasswordPolicyInput(), Call)));
    }

    [Fact]
    public async Task Users_change_their_own_passwords_where_a_policy_or_the_account_lets_them()
    {
        var ann = await CallerAsync("ann", null);
        await LoginAsync();
        var change = new ChangePasswordInput { OldPassword = Good, NewPassword = "Another-Horse-2" };
        Assert.Contains("iam:ChangePassword", await DeniedAsync(async () => await Iam.ChangePassword(change, As(ann))), StringComparison.Ordinal);
        await Iam.UpdateAccountPasswordPolicy(new UpdateAccountPasswordPolicyInput { AllowUsersToChangePassword = true, PasswordReusePrevention = 2 }, Call);
        await DeniedAsync(async () => await Iam.ChangePassword(change with { OldPassword = "Wrong-Horse-3" }, As(ann)));
        await Iam.ChangePassword(change, As(ann));
        // The last two may not come again.
        await RefusedAsync<PasswordPolicyViolationException>(async () => await Iam.ChangePassword(new ChangePasswordInput { OldPassword = change.NewPassword, NewPassword = Good }, As(ann)));
        await Iam.ChangePassword(new ChangePasswordInput { OldPassword = change.NewPassword, NewPassword = "Third-Horse-3" }, As(ann));
        await Iam.ChangePassword(new ChangePasswordInput { OldPassword = "Third-Horse-3", NewPassword = Good }, As(ann));
        await RefusedAsync<InvalidUserTypeException>(async () => await Iam.ChangePassword(change, Call));
        await DeniedAsync(async () => await Iam.ChangePassword(change, As(Principal.Anonymous)), CommonError.MissingAuthenticationToken);
    }

    [Fact]
    public async Task A_password_past_its_hard_expiry_is_changed_by_an_administrator_only()
    {
        var ann = await CallerAsync("ann", AllowAll);
        await LoginAsync();
        await Iam.UpdateAccountPasswordPolicy(new UpdateAccountPasswordPolicyInput { MaxPasswordAge = 30, HardExpiry = true }, Call);
        Time.Advance(TimeSpan.FromDays(31));
        await DeniedAsync(async () => await Iam.ChangePassword(new ChangePasswordInput { OldPassword = Good, NewPassword = "Another-Horse-2" }, As(ann)));
        await Iam.UpdateLoginProfile(new UpdateLoginProfileInput { UserName = "ann", Password = "Another-Horse-2" }, Call);
        await Iam.ChangePassword(new ChangePasswordInput { OldPassword = "Another-Horse-2", NewPassword = "Third-Horse-3" }, As(ann));
    }

    [Fact]
    public async Task Passwords_are_kept_as_salted_hashes()
    {
        await UserAsync();
        await LoginAsync();
        var user = await Store.ReadAsync(tx => IamTables.Entities.GetAsync(tx, EntityKey.Of(Account, EntityKind.User, "ann")), default);
        Assert.DoesNotContain("Horse", user!.Login!.Hash, StringComparison.Ordinal);
        Assert.NotEqual(Passwords.Hash(Good), Passwords.Hash(Good));
        Assert.True(Passwords.Matches(Good, user.Login.Hash));
    }
}
