using System.Text.Json.Nodes;

namespace Undercast.Cognito.Tests;

public sealed class MigrationTests : Fixture
{
    private async Task<(string Pool, string Client)> MigratingAsync(JsonObject? attributes, string? status = "CONFIRMED", bool hidden = false)
    {
        var pool = (await PoolAsync(i => i with { LambdaConfig = new() { UserMigration = FunctionArn } })).Id!;
        var client = (await ClientAsync(pool, i => i with { ExplicitAuthFlows = ["ALLOW_USER_PASSWORD_AUTH"], PreventUserExistenceErrors = hidden ? "ENABLED" : "LEGACY" })).ClientId!;
        Functions.Answer = e =>
        {
            e["response"]!["userAttributes"] = attributes?.DeepClone();
            e["response"]!["finalUserStatus"] = status;
            return e;
        };
        return (pool, client);
    }

    [Fact]
    public async Task A_user_of_an_older_directory_moves_in_at_the_first_sign_in()
    {
        var (pool, client) = await MigratingAsync(new JsonObject { ["email"] = "old@example.com", ["email_verified"] = "true" });
        Assert.NotNull(await SignInAsync(client, "old"));
        Assert.Equal(("UserMigration_Authentication", Password), ((string?)Functions.Events[0]["triggerSource"], (string?)Functions.Events[0]["request"]!["password"]));
        Assert.NotNull(await SignInAsync(client, "old"));
        Assert.Single(Functions.Events);
        var user = await Service.AdminGetUser(new AdminGetUserInput { UserPoolId = pool, Username = "old" }, Call);
        Assert.Equal(("CONFIRMED", "true"), (user.UserStatus, user.UserAttributes!.Single(a => a.Name == "email_verified").Value));
    }

    [Fact]
    public async Task Without_a_status_the_password_is_to_be_replaced()
    {
        var (pool, client) = await MigratingAsync(new JsonObject { ["email"] = "old@example.com", ["email_verified"] = "true" }, status: null);
        await RefusedAsync<PasswordResetRequiredException>(() => SignInAsync(client, "old"));
        await Service.ForgotPassword(new ForgotPasswordInput { ClientId = client, Username = "old" }, Anybody);
        await Service.ConfirmForgotPassword(new ConfirmForgotPasswordInput { ClientId = client, Username = "old", ConfirmationCode = await CodeAsync(pool), Password = "An0ther-password" }, Anybody);
        Assert.NotNull(await SignInAsync(client, "old", "An0ther-password"));
    }

    [Fact]
    public async Task A_forgotten_password_moves_a_user_too()
    {
        var (pool, client) = await MigratingAsync(new JsonObject { ["email"] = "old@example.com", ["email_verified"] = "true" });
        await Service.ForgotPassword(new ForgotPasswordInput { ClientId = client, Username = "old" }, Anybody);
        Assert.Equal(("UserMigration_ForgotPassword", "RESET_REQUIRED"), ((string?)Functions.Events[0]["triggerSource"], (await Service.AdminGetUser(new AdminGetUserInput { UserPoolId = pool, Username = "old" }, Call)).UserStatus));
    }

    [Fact]
    public async Task Whom_the_older_directory_does_not_know_does_not_exist()
    {
        var (_, client) = await MigratingAsync(null);
        await RefusedAsync<UserNotFoundException>(() => SignInAsync(client, "old"));
        var (_, hiding) = await MigratingAsync(null, hidden: true);
        Functions.Error = "Bad password";
        Assert.Equal("Incorrect username or password.", await RefusedAsync<NotAuthorizedException>(() => SignInAsync(hiding, "old")));
        Assert.Equal("UserMigration failed with error Bad password.", await RefusedAsync<UserLambdaValidationException>(() => SignInAsync(client, "old")));
    }
}
