namespace Undercast.Cognito.Tests;

/// <summary>The history of what users do to sign in. Source: the API reference.</summary>
public sealed class AuthEventTests : Fixture
{
    [Fact]
    public async Task What_a_user_does_is_told_latest_first_and_can_be_judged()
    {
        var (pool, client) = await ConfirmedAsync(with: static i => i with { UserPoolAddOns = new() { AdvancedSecurityMode = "AUDIT" } });
        await RefusedAsync<NotAuthorizedException>(() => SignInAsync(client, password: "wrong"));
        var tokens = await SignInAsync(client);
        await Service.ChangePassword(new ChangePasswordInput { AccessToken = tokens.AccessToken!, PreviousPassword = Password, ProposedPassword = "0ther-Passw0rd!" }, Anybody);
        async Task<AdminListUserAuthEventsOutput> ListAsync(int? most = null, string? next = null) => await Service.AdminListUserAuthEvents(new AdminListUserAuthEventsInput { UserPoolId = pool, Username = "ann", MaxResults = most, NextToken = next }, Call);
        var events = (await ListAsync()).AuthEvents!;
        Assert.Equal([("PasswordChange", "Pass"), ("SignIn", "Pass"), ("SignIn", "Fail"), ("SignUp", "Pass")], events.Select(static e => (e.EventType, e.EventResponse)));
        Assert.Equal(("Password", "Failure", "NoRisk"), (events[2].ChallengeResponses![0].ChallengeName, events[2].ChallengeResponses![0].ChallengeResponse, events[2].EventRisk!.RiskDecision));
        var page = await ListAsync(3);
        Assert.Equal((3, "SignUp"), (page.AuthEvents!.Count, Assert.Single((await ListAsync(3, page.NextToken)).AuthEvents!).EventType));
        await Service.AdminUpdateAuthEventFeedback(new AdminUpdateAuthEventFeedbackInput { UserPoolId = pool, Username = "ann", EventId = events[2].EventId!, FeedbackValue = "Invalid" }, Call);
        Assert.Equal(("Invalid", "Admin"), (await ListAsync()).AuthEvents![2].EventFeedback is { } feedback ? (feedback.FeedbackValue, feedback.Provider) : default);
        await RefusedAsync<InvalidParameterException>(() => Service.AdminUpdateAuthEventFeedback(new AdminUpdateAuthEventFeedbackInput { UserPoolId = pool, Username = "ann", EventId = "none", FeedbackValue = "Valid" }, Call).AsTask());
        await RefusedAsync<UserNotFoundException>(() => Service.AdminListUserAuthEvents(new AdminListUserAuthEventsInput { UserPoolId = pool, Username = "nobody" }, Call).AsTask());
        await Service.AdminDeleteUser(new AdminDeleteUserInput { UserPoolId = pool, Username = "ann" }, Call);
        Assert.Empty(await Store.ReadAsync(tx => CognitoTables.AuthEvents.RangeAsync(tx, CognitoTables.AuthEvents.Prefix(pool))));
    }

    [Fact]
    public async Task A_pool_without_threat_protection_keeps_no_history()
    {
        var (pool, client) = await ConfirmedAsync();
        await SignInAsync(client);
        await RefusedAsync<UserPoolAddOnNotEnabledException>(() => Service.AdminListUserAuthEvents(new AdminListUserAuthEventsInput { UserPoolId = pool, Username = "ann" }, Call).AsTask());
        Assert.Empty(await Store.ReadAsync(tx => CognitoTables.AuthEvents.RangeAsync(tx, CognitoTables.AuthEvents.Prefix(pool))));
    }
}
