using System.Text.Json.Nodes;

namespace Undercast.Cognito.Tests;

public sealed class TriggerTests : Fixture
{
    [Fact]
    public async Task A_function_confirms_registrations_or_refuses_them()
    {
        var pool = (await PoolAsync(i => i with { LambdaConfig = new() { PreSignUp = FunctionArn, PostConfirmation = FunctionArn } })).Id!;
        var client = (await ClientAsync(pool)).ClientId!;
        Functions.Answer = e =>
        {
            if ((string)e["triggerSource"]! == "PreSignUp_SignUp") e["response"] = new JsonObject { ["autoConfirmUser"] = true, ["autoVerifyEmail"] = true };
            return e;
        };
        Assert.True((await SignUpAsync(client)).UserConfirmed);
        Assert.Equal(["PreSignUp_SignUp", "PostConfirmation_ConfirmSignUp"], Functions.Events.Select(e => (string)e["triggerSource"]!));
        Assert.Equal("ann@example.com", (string?)Functions.Events[0]["request"]!["userAttributes"]!["email"]);
        Assert.Equal(client, (string?)Functions.Events[0]["callerContext"]!["clientId"]);
        Assert.True((bool)Claims((await SignInAsync(client)).IdToken!)["email_verified"]!);
        Functions.Error = "Not from there";
        Assert.Equal("PreSignUp failed with error Not from there.", await RefusedAsync<UserLambdaValidationException>(() => SignUpAsync(client, "bob")));
    }

    [Theory]
    [InlineData("V1_0")]
    [InlineData("V2_0")]
    [InlineData("V3_0")]
    public async Task A_function_changes_claims(string version)
    {
        var second = version != "V1_0";
        var config = second ? new LambdaConfigType { PreTokenGenerationConfig = new() { LambdaArn = FunctionArn, LambdaVersion = version } } : new LambdaConfigType { PreTokenGeneration = FunctionArn };
        var (_, client) = await ConfirmedAsync(with: i => i with { LambdaConfig = config });
        Functions.Answer = e =>
        {
            var id = new JsonObject { ["claimsToAddOrOverride"] = new JsonObject { ["tenant"] = "t1", ["sub"] = "forged" }, ["claimsToSuppress"] = new JsonArray("email") };
            var groups = new JsonObject { ["groupsToOverride"] = new JsonArray("x") };
            if (second)
            {
                var access = new JsonObject { ["scopesToAdd"] = new JsonArray("orders/read"), ["claimsToAddOrOverride"] = new JsonObject { ["level"] = 3 } };
                e["response"] = new JsonObject { ["claimsAndScopeOverrideDetails"] = new JsonObject { ["idTokenGeneration"] = id, ["accessTokenGeneration"] = access, ["groupOverrideDetails"] = groups } };
            }
            else
            {
                id["groupOverrideDetails"] = groups;
                e["response"] = new JsonObject { ["claimsOverrideDetails"] = id };
            }
            return e;
        };
        var tokens = await SignInAsync(client);
        var (claims, accessClaims) = (Claims(tokens.IdToken!), Claims(tokens.AccessToken!));
        Assert.Equal(("t1", null, """["x"]"""), ((string?)claims["tenant"], (string?)claims["email"], claims["cognito:groups"]!.ToJsonString()));
        Assert.NotEqual("forged", (string?)claims["sub"]);
        Assert.Equal(version[1..2], (string?)Functions.Events[^1]["version"]);
        Assert.Equal(second ? "aws.cognito.signin.user.admin orders/read" : "aws.cognito.signin.user.admin", (string?)accessClaims["scope"]);
        Assert.Equal(second ? 3 : null, (int?)accessClaims["level"]);
    }

    [Fact]
    public async Task Functions_see_sign_ins_and_write_messages()
    {
        var pool = (await PoolAsync(i => i with { LambdaConfig = new() { PreAuthentication = FunctionArn, PostAuthentication = FunctionArn, CustomMessage = FunctionArn } })).Id!;
        var client = (await ClientAsync(pool)).ClientId!;
        Functions.Answer = e =>
        {
            if (((string)e["triggerSource"]!).StartsWith("CustomMessage", StringComparison.Ordinal)) e["response"] = new JsonObject { ["emailSubject"] = "Hi", ["emailMessage"] = "Use {####} now" };
            return e;
        };
        await SignUpAsync(client);
        var message = (await MessagesAsync(pool))[^1];
        Assert.Equal(("Hi", $"Use {message.Code} now"), (message.Subject, message.Body));
        await Service.ConfirmSignUp(new ConfirmSignUpInput { ClientId = client, Username = "ann", ConfirmationCode = message.Code }, Anybody);
        await SignInAsync(client);
        Assert.Equal(["PreAuthentication_Authentication", "PostAuthentication_Authentication"], Functions.Events.TakeLast(2).Select(e => (string)e["triggerSource"]!));
        Functions.Error = "closed";
        Assert.Equal("PreAuthentication failed with error closed.", await RefusedAsync<UserLambdaValidationException>(() => PasswordAsync(client)));
    }

    [Fact]
    public async Task A_function_writes_each_kind_of_message()
    {
        var pool = (await PoolAsync(i => i with { LambdaConfig = new() { CustomMessage = FunctionArn } })).Id!;
        var client = (await ClientAsync(pool)).ClientId!;
        Functions.Answer = e =>
        {
            e["response"]!["emailMessage"] = $"{e["triggerSource"]} {(e["request"]!["usernameParameter"] is null ? "" : "{username} ")}{{####}}";
            return e;
        };
        async Task<string> Last() => (await MessagesAsync(pool))[^1].Body.Split(' ')[0];
        await SignUpAsync(client);
        Assert.Equal("CustomMessage_SignUp", await Last());
        await Service.ResendConfirmationCode(new ResendConfirmationCodeInput { ClientId = client, Username = "ann" }, Anybody);
        Assert.Equal("CustomMessage_ResendCode", await Last());
        await Service.ConfirmSignUp(new ConfirmSignUpInput { ClientId = client, Username = "ann", ConfirmationCode = await CodeAsync(pool) }, Anybody);
        await Service.ForgotPassword(new ForgotPasswordInput { ClientId = client, Username = "ann" }, Anybody);
        Assert.Equal("CustomMessage_ForgotPassword", await Last());
        var token = (await SignInAsync(client)).AccessToken!;
        await Service.UpdateUserAttributes(new UpdateUserAttributesInput { AccessToken = token, UserAttributes = [new() { Name = "email", Value = "b@example.com" }] }, Anybody);
        Assert.Equal("CustomMessage_UpdateUserAttribute", await Last());
        await Service.GetUserAttributeVerificationCode(new GetUserAttributeVerificationCodeInput { AccessToken = token, AttributeName = "email" }, Anybody);
        Assert.Equal("CustomMessage_VerifyUserAttribute", await Last());
        await Service.AdminCreateUser(new AdminCreateUserInput { UserPoolId = pool, Username = "bob", DesiredDeliveryMediums = ["EMAIL"], UserAttributes = [new() { Name = "email", Value = "bob@example.com" }] }, Call);
        Assert.StartsWith("CustomMessage_AdminCreateUser bob ", (await MessagesAsync(pool))[^1].Body);
        await Service.SetUserPoolMfaConfig(new SetUserPoolMfaConfigInput { UserPoolId = pool, MfaConfiguration = "ON", EmailMfaConfiguration = new() }, Call);
        await PasswordAsync(client);
        Assert.Equal("CustomMessage_Authentication", await Last());
    }
}
