using System.Text.Json.Nodes;

namespace Undercast.CloudFormation.Tests;

public sealed class CustomResourceTests : Fixture
{
    private const string Token = "arn:aws:lambda:us-east-1:000000000000:function:f";
    private readonly List<JsonObject> _asked = [];

    private static string Template(string value = "1", int timeout = 30) => $$"""
        Resources: {C: {Type: 'Custom::Thing', Properties: {ServiceToken: '{{Token}}', ServiceTimeout: {{timeout}}, Value: {{value}} } } }
        Outputs: {Got: {Value: !GetAtt C.Got} }
        """;

    private void Answers(Func<JsonObject, JsonObject> answer, int times = 1) => Function = question =>
    {
        lock (_asked) _asked.Add(question);
        var document = answer(question).ToJsonString();
        var url = (string)question["ResponseURL"]!;
        _ = Task.Run(async () =>
        {
            for (var i = 0; i < times; i++)
                await Desk.AnswerAsync(WaitConditionHandleType.RequestIdOf(url), url[(url.LastIndexOf('/') + 1)..], document.Replace("\"first\"", i == 0 ? "\"first\"" : "\"second\"", StringComparison.Ordinal), default);
        });
        return null;
    };

    private static JsonObject Success(JsonObject q, string id) => new()
    {
        ["Status"] = "SUCCESS", ["RequestId"] = (string)q["RequestId"]!, ["StackId"] = (string)q["StackId"]!, ["LogicalResourceId"] = (string)q["LogicalResourceId"]!, ["PhysicalResourceId"] = id,
        ["Data"] = new JsonObject { ["Got"] = "first" },
    };

    [Fact]
    public async Task It_is_created_updated_and_deleted_by_questions()
    {
        Answers(q => Success(q, "id-1"));
        var stack = await CreateAsync(Template());
        Assert.Equal(("CREATE_COMPLETE", "first"), (stack.StackStatus, stack.Outputs!.Single().OutputValue));
        await UpdateAsync(Template("2"));
        await Service.DeleteStack(new DeleteStackInput { StackName = "s" }, Call);
        await EndOfAsync(stack.StackId!);
        Assert.Equal(["Create", "Update", "Delete"], _asked.Select(a => (string)a["RequestType"]!));
        Assert.Equal(("2", "1", "id-1"), ((string)_asked[1]["ResourceProperties"]!["Value"]!, (string)_asked[1]["OldResourceProperties"]!["Value"]!, (string)_asked[1]["PhysicalResourceId"]!));
    }

    [Fact]
    public async Task Another_id_in_an_update_is_a_replacement_and_the_old_one_is_deleted()
    {
        Answers(q => Success(q, "id-" + (string)q["ResourceProperties"]!["Value"]!));
        await CreateAsync(Template());
        Assert.Equal("UPDATE_COMPLETE", (await UpdateAsync(Template("2"))).StackStatus);
        Assert.Equal("id-2", await PhysicalAsync("C"));
        Assert.Equal(("Delete", "id-1"), ((string)_asked[^1]["RequestType"]!, (string)_asked[^1]["PhysicalResourceId"]!));
    }

    [Fact]
    public async Task The_first_of_two_answers_counts()
    {
        Answers(q => Success(q, "id-1"), times: 2);
        Assert.Equal("first", (await CreateAsync(Template())).Outputs!.Single().OutputValue);
    }

    [Fact]
    public async Task One_that_never_answers_fails_when_its_time_is_over()
    {
        Function = _ => null;
        Assert.Equal("ROLLBACK_COMPLETE", (await CreateAsync(Template(timeout: 1))).StackStatus);
        Assert.StartsWith("CloudFormation did not receive a response from your Custom Resource. Please check your logs for requestId [", await ReasonOfAsync("s", "C", "CREATE_FAILED"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_fails_after_it_has_made_something_is_asked_to_delete_it()
    {
        Answers(q =>
        {
            var answer = Success(q, "half");
            if ((string)q["RequestType"]! == "Create") (answer["Status"], answer["Reason"]) = ("FAILED", "no room");
            return answer;
        });
        Assert.Equal("ROLLBACK_COMPLETE", (await CreateAsync(Template())).StackStatus);
        Assert.StartsWith("Received response status [FAILED] from custom resource. Message returned: no room (RequestId: ", await ReasonOfAsync("s", "C", "CREATE_FAILED"), StringComparison.Ordinal);
        Assert.Equal(("Delete", "half"), ((string)_asked[^1]["RequestType"]!, (string)_asked[^1]["PhysicalResourceId"]!));
    }

    [Theory]
    [InlineData("RequestId", "Invalid response object: Value of property RequestId must be the one of the request")]
    [InlineData("StackId", "Invalid response object: Value of property StackId must be the one of the request")]
    [InlineData("LogicalResourceId", "Invalid response object: Value of property LogicalResourceId must be the one of the request")]
    [InlineData("Status", "Invalid response object: Value of property Status must be SUCCESS or FAILED")]
    [InlineData("Long", "Response object is too long.")]
    public async Task One_that_lies_fails(string member, string reason)
    {
        Answers(q =>
        {
            var answer = Success(q, "id-1");
            answer[member] = member == "Long" ? new string('x', 5000) : "another";
            return (string)q["RequestType"]! == "Delete" ? Success(q, "id-1") : answer;
        });
        Assert.Equal("ROLLBACK_COMPLETE", (await CreateAsync(Template())).StackStatus);
        Assert.Equal(reason, await ReasonOfAsync("s", "C", "CREATE_FAILED"));
    }

    [Fact]
    public async Task One_that_names_nothing_fails()
    {
        Answers(q =>
        {
            var answer = Success(q, "id-1");
            if ((string)q["RequestType"]! == "Create") answer.Remove("PhysicalResourceId");
            return answer;
        });
        Assert.Equal("ROLLBACK_COMPLETE", (await CreateAsync(Template())).StackStatus);
        Assert.StartsWith("Vendor response doesn't contain PhysicalResourceId key in object arn:", await ReasonOfAsync("s", "C", "CREATE_FAILED"), StringComparison.Ordinal);
    }
}
