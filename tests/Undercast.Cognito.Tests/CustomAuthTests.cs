using System.Text.Json.Nodes;

namespace Undercast.Cognito.Tests;

public sealed class CustomAuthTests : Fixture
{
    private const string Timestamp = "Thu Jan 1 00:00:00 UTC 2026";

    private async Task<(string Pool, string Client)> RiddlesAsync(bool hidden = false)
    {
        var (pool, _) = await ConfirmedAsync(with: i => i with { LambdaConfig = new() { DefineAuthChallenge = FunctionArn, CreateAuthChallenge = FunctionArn, VerifyAuthChallengeResponse = FunctionArn } });
        Functions.Answer = e =>
        {
            var (request, response) = ((JsonObject)e["request"]!, (JsonObject)e["response"]!);
            switch ((string)e["triggerSource"]!)
            {
                case "DefineAuthChallenge_Authentication":
                    var rounds = (JsonArray)request["session"]!;
                    var last = rounds.LastOrDefault();
                    if ((string?)last?["challengeName"] == "SRP_A") response["challengeName"] = "PASSWORD_VERIFIER";
                    else if ((string?)last?["challengeName"] == "CUSTOM_CHALLENGE" && (bool)last["challengeResult"]!) response["issueTokens"] = true;
                    else if (rounds.Count(r => (string?)r!["challengeName"] == "CUSTOM_CHALLENGE") >= 2) response["failAuthentication"] = true;
                    else response["challengeName"] = "CUSTOM_CHALLENGE";
                    break;
                case "CreateAuthChallenge_Authentication":
                    response["publicChallengeParameters"] = new JsonObject { ["question"] = "2+2" };
                    response["privateChallengeParameters"] = new JsonObject { ["answer"] = "4" };
                    response["challengeMetadata"] = "SUM";
                    break;
                case "VerifyAuthChallengeResponse_Authentication":
                    response["answerCorrect"] = (string)request["challengeAnswer"]! == (string)request["privateChallengeParameters"]!["answer"]!;
                    break;
                default:
                    break;
            }
            return e;
        };
        var client = await ClientAsync(pool, i => i with { ExplicitAuthFlows = ["ALLOW_CUSTOM_AUTH"], PreventUserExistenceErrors = hidden ? "ENABLED" : "LEGACY" });
        return (pool, client.ClientId!);
    }

    [Fact]
    public async Task The_pools_functions_ask_and_judge()
    {
        var (_, client) = await RiddlesAsync();
        var begun = await BeginAsync(client, "CUSTOM_AUTH", ("USERNAME", "ann"));
        Assert.Equal(("CUSTOM_CHALLENGE", "2+2", "ann"), (begun.ChallengeName, begun.ChallengeParameters!["question"], begun.ChallengeParameters["USERNAME"]));
        Assert.DoesNotContain("answer", begun.ChallengeParameters.Keys);
        var again = await AnswerAsync(client, "CUSTOM_CHALLENGE", begun.Session, ("USERNAME", "ann"), ("ANSWER", "5"));
        Assert.Equal("CUSTOM_CHALLENGE", again.ChallengeName);
        Assert.Equal("Invalid session for the user, session can only be used once.", await RefusedAsync<NotAuthorizedException>(() => AnswerAsync(client, "CUSTOM_CHALLENGE", begun.Session, ("USERNAME", "ann"), ("ANSWER", "4"))));
        Assert.NotNull((await AnswerAsync(client, "CUSTOM_CHALLENGE", again.Session, ("USERNAME", "ann"), ("ANSWER", "4"))).AuthenticationResult);
        var rounds = (JsonArray)Functions.Events.Last(e => (string)e["triggerSource"]! == "DefineAuthChallenge_Authentication")["request"]!["session"]!;
        Assert.Equal("""[{"challengeName":"CUSTOM_CHALLENGE","challengeResult":false,"challengeMetadata":"SUM"},{"challengeName":"CUSTOM_CHALLENGE","challengeResult":true,"challengeMetadata":"SUM"}]""", rounds.ToJsonString());
    }

    [Fact]
    public async Task A_function_ends_a_sign_in_that_has_failed_too_often()
    {
        var (_, client) = await RiddlesAsync();
        var step = await BeginAsync(client, "CUSTOM_AUTH", ("USERNAME", "ann"));
        var next = await AnswerAsync(client, "CUSTOM_CHALLENGE", step.Session, ("USERNAME", "ann"), ("ANSWER", "5"));
        Assert.Equal("Incorrect username or password.", await RefusedAsync<NotAuthorizedException>(() => AnswerAsync(client, "CUSTOM_CHALLENGE", next.Session, ("USERNAME", "ann"), ("ANSWER", "6"))));
        step = await BeginAsync(client, "CUSTOM_AUTH", ("USERNAME", "ann"));
        Time.Advance(TimeSpan.FromMinutes(3));
        Assert.Equal("Invalid session for the user, session is expired.", await RefusedAsync<NotAuthorizedException>(() => AnswerAsync(client, "CUSTOM_CHALLENGE", step.Session, ("USERNAME", "ann"), ("ANSWER", "4"))));
    }

    [Fact]
    public async Task A_proof_of_the_password_can_come_first()
    {
        var (pool, client) = await RiddlesAsync();
        var srp = new SrpClient(pool, Password);
        var begun = await BeginAsync(client, "CUSTOM_AUTH", ("USERNAME", "ann"), ("CHALLENGE_NAME", "SRP_A"), ("SRP_A", srp.A));
        Assert.Equal("PASSWORD_VERIFIER", begun.ChallengeName);
        Task<RespondToAuthChallengeOutput> Prove(SrpClient with, IReadOnlyDictionary<string, string> challenge) => AnswerAsync(
            client, "PASSWORD_VERIFIER", null, ("USERNAME", "ann"), ("PASSWORD_CLAIM_SECRET_BLOCK", challenge["SECRET_BLOCK"]), ("TIMESTAMP", Timestamp), ("PASSWORD_CLAIM_SIGNATURE", with.Sign(challenge, Timestamp)));
        var asked = await Prove(srp, begun.ChallengeParameters!);
        Assert.Equal("CUSTOM_CHALLENGE", asked.ChallengeName);
        Assert.NotNull((await AnswerAsync(client, "CUSTOM_CHALLENGE", asked.Session, ("USERNAME", "ann"), ("ANSWER", "4"))).AuthenticationResult);
        var wrong = new SrpClient(pool, "Wr0ng-password!");
        begun = await BeginAsync(client, "CUSTOM_AUTH", ("USERNAME", "ann"), ("CHALLENGE_NAME", "SRP_A"), ("SRP_A", wrong.A));
        await RefusedAsync<NotAuthorizedException>(() => Prove(wrong, begun.ChallengeParameters!));
    }

    [Fact]
    public async Task Who_does_not_exist_is_asked_too_where_users_are_hidden_and_never_gets_in()
    {
        var (_, client) = await RiddlesAsync(hidden: true);
        var begun = await BeginAsync(client, "CUSTOM_AUTH", ("USERNAME", "bob"));
        Assert.Equal(("CUSTOM_CHALLENGE", true), (begun.ChallengeName, (bool)Functions.Events[^1]["request"]!["userNotFound"]!));
        Assert.Equal("Incorrect username or password.", await RefusedAsync<NotAuthorizedException>(() => AnswerAsync(client, "CUSTOM_CHALLENGE", begun.Session, ("USERNAME", "bob"), ("ANSWER", "4"))));
    }

    [Fact]
    public async Task Without_functions_or_with_senseless_ones_there_is_no_sign_in()
    {
        var (pool, open) = await RiddlesAsync();
        Functions.Answer = e => e;
        Assert.Equal("Unrecognizable lambda output", await RefusedAsync<InvalidLambdaResponseException>(() => BeginAsync(open, "CUSTOM_AUTH", ("USERNAME", "ann"))));
        await Service.UpdateUserPool(new UpdateUserPoolInput { UserPoolId = pool }, Call);
        Assert.Equal("Custom auth lambda trigger is not configured for the user pool.", await RefusedAsync<InvalidParameterException>(() => BeginAsync(open, "CUSTOM_AUTH", ("USERNAME", "ann"))));
        Assert.Equal("User does not exist.", await RefusedAsync<UserNotFoundException>(async () =>
        {
            var (_, other) = await RiddlesAsync();
            await BeginAsync(other, "CUSTOM_AUTH", ("USERNAME", "bob"));
        }));
    }
}
