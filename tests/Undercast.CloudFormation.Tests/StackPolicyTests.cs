namespace Undercast.CloudFormation.Tests;

public sealed class StackPolicyTests : Fixture
{
    private const string Deny = """
        {"Statement":[
          {"Effect":"Allow","Action":"Update:*","Principal":"*","Resource":"*"},
          {"Effect":"Deny","Action":["Update:Replace","Update:Delete"],"Principal":"*","Resource":"LogicalResourceId/Keep*"}]}
        """;

    private static string Template(string name, string value, bool both = true) =>
        $"Resources: {{Keep1: {{Type: Test::Brittle::Thing, Properties: {{Name: {name}, Value: '{value}'}}}}{(both ? ", Keep2: {Type: Test::Brittle::Thing, Properties: {Name: k2}}" : "")}}}";

    [Fact]
    public async Task A_policy_forbids_replacement_and_removal_and_allows_the_rest()
    {
        await Service.CreateStack(new CreateStackInput { StackName = "s", TemplateBody = Template("a", "1"), StackPolicyBody = Deny }, Call);
        await EndOfAsync("s");
        Assert.Equal(Deny, (await Service.GetStackPolicy(new GetStackPolicyInput { StackName = "s" }, Call)).StackPolicyBody);
        Assert.Equal("UPDATE_COMPLETE", (await UpdateAsync(Template("a", "2"))).StackStatus);

        Assert.Equal("UPDATE_ROLLBACK_COMPLETE", (await UpdateAsync(Template("b", "2"))).StackStatus);
        // Source: the sentence as others have recorded it.
        Assert.Equal("Action denied by stack policy: Statement [#2] does not allow [Update:Replace] for resource [LogicalResourceId/Keep1]", await ReasonOfAsync("s", "Keep1", "UPDATE_FAILED"));
        Assert.Equal("UPDATE_ROLLBACK_COMPLETE", (await UpdateAsync(Template("a", "2", both: false))).StackStatus);
        Assert.Equal("Action denied by stack policy: Statement [#2] does not allow [Update:Delete] for resource [LogicalResourceId/Keep2]", await ReasonOfAsync("s", "Keep2", "UPDATE_FAILED"));
        Assert.Equal(["a", "k2"], Brittle.Things.Keys.Order());
    }

    [Fact]
    public async Task A_policy_for_one_update_takes_the_place_of_the_stacks_own()
    {
        await CreateAsync(Template("a", "1"));
        await Service.SetStackPolicy(new SetStackPolicyInput { StackName = "s", StackPolicyBody = Deny }, Call);
        await Service.UpdateStack(new UpdateStackInput
        {
            StackName = "s", TemplateBody = Template("b", "1"), StackPolicyDuringUpdateBody = """{"Statement":{"Effect":"Allow","Action":"Update:*","Principal":"*","Resource":"*"}}""",
        }, Call);
        Assert.Equal("UPDATE_COMPLETE", (await EndOfAsync("s")).StackStatus);
        Assert.Equal("UPDATE_ROLLBACK_COMPLETE", (await UpdateAsync(Template("c", "1"))).StackStatus);
    }

    [Fact]
    public async Task Without_a_statement_that_allows_it_nothing_is_updated()
    {
        await CreateAsync(Template("a", "1"));
        await Service.SetStackPolicy(new SetStackPolicyInput { StackName = "s", StackPolicyBody = """{"Statement":[{"Effect":"Allow","Action":"Update:Modify","Principal":"*","Resource":"*","Condition":{"StringLike":{"ResourceType":["AWS::*"]}}}]}""" }, Call);
        Assert.Equal("UPDATE_ROLLBACK_COMPLETE", (await UpdateAsync(Template("a", "2"))).StackStatus);
        Assert.StartsWith("Action not allowed by stack policy", await ReasonOfAsync("s", "Keep1", "UPDATE_FAILED"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("{}")]
    [InlineData("""{"Statement":[{"Effect":"Allow","Action":"sqs:*","Principal":"*","Resource":"*"}]}""")]
    [InlineData("""{"Statement":[{"Effect":"Allow","Action":"Update:*","Principal":"me","Resource":"*"}]}""")]
    public async Task What_is_no_policy_is_refused(string text)
    {
        await CreateAsync(Template("a", "1"));
        Assert.Equal("Error validating stack policy: Invalid stack policy", await InvalidAsync(async () => await Service.SetStackPolicy(new SetStackPolicyInput { StackName = "s", StackPolicyBody = text }, Call)));
    }
}
