namespace Undercast.CloudFormation.Tests;

public sealed class ChangeSetTests : Fixture
{
    private const string One = "Resources: {Q: {Type: AWS::SQS::Queue, Properties: {QueueName: q, DelaySeconds: 1}}}";

    private async Task<DescribeChangeSetOutput> ChangeSetAsync(string template, string kind, string name = "c")
    {
        await Service.CreateChangeSet(new CreateChangeSetInput { StackName = "s", ChangeSetName = name, ChangeSetType = kind, TemplateBody = template }, Call);
        return await Service.DescribeChangeSet(new DescribeChangeSetInput { StackName = "s", ChangeSetName = name }, Call);
    }

    [Fact]
    public async Task A_change_set_creates_a_stack_that_waits_for_review()
    {
        var change = await ChangeSetAsync(One, "CREATE");
        Assert.Equal(("CREATE_COMPLETE", "AVAILABLE"), (change.Status, change.ExecutionStatus));
        Assert.Equal(("Add", "Q"), (change.Changes!.Single().ResourceChange!.Action, change.Changes!.Single().ResourceChange!.LogicalResourceId));
        Assert.Equal("REVIEW_IN_PROGRESS", (await Service.DescribeStacks(new DescribeStacksInput { StackName = "s" }, Call)).Stacks![0].StackStatus);
        await Service.ExecuteChangeSet(new ExecuteChangeSetInput { StackName = "s", ChangeSetName = "c" }, Call);
        Assert.Equal("CREATE_COMPLETE", (await EndOfAsync("s")).StackStatus);
        await Assert.ThrowsAsync<ChangeSetNotFoundException>(async () => await Service.ExecuteChangeSet(new ExecuteChangeSetInput { StackName = "s", ChangeSetName = "c" }, Call));
    }

    [Fact]
    public async Task An_update_tells_additions_changes_replacements_and_removals()
    {
        await CreateAsync("Resources: {Q: {Type: AWS::SQS::Queue, Properties: {QueueName: q}}, R: {Type: AWS::SQS::Queue}, T: {Type: Test::Brittle::Thing, Properties: {Value: !Ref Q}}}");
        var change = await ChangeSetAsync("Resources: {Q: {Type: AWS::SQS::Queue, Properties: {QueueName: q2}}, N: {Type: AWS::SQS::Queue}, T: {Type: Test::Brittle::Thing, Properties: {Value: !Ref Q}}}", "UPDATE");
        Assert.Equal(
            ["Modify Q True", "Add N ", "Modify T False", "Remove R "],
            change.Changes!.Select(c => $"{c.ResourceChange!.Action} {c.ResourceChange.LogicalResourceId} {c.ResourceChange.Replacement}"));
        Assert.Single((await Service.ListChangeSets(new ListChangeSetsInput { StackName = "s" }, Call)).Summaries!);
    }

    [Fact]
    public async Task Values_are_shown_when_asked_for_but_for_those_without_echo()
    {
        await CreateAsync(One);
        const string Next = "Parameters: {S: {Type: String, NoEcho: true, Default: '60'}}\nResources: {Q: {Type: AWS::SQS::Queue, Properties: {QueueName: q, DelaySeconds: 2, VisibilityTimeout: !Ref S}}}";
        await ChangeSetAsync(Next, "UPDATE");
        var change = (await Service.DescribeChangeSet(new DescribeChangeSetInput { StackName = "s", ChangeSetName = "c", IncludePropertyValues = true }, Call)).Changes!.Single().ResourceChange!;
        Assert.Equal("""{"Properties":{"QueueName":"q","DelaySeconds":1}}""", change.BeforeContext);
        Assert.Equal("""{"Properties":{"QueueName":"q","DelaySeconds":2,"VisibilityTimeout":"****"}}""", change.AfterContext);
        Assert.Equal(
            ["/Properties/DelaySeconds 1 2 Modify", "/Properties/VisibilityTimeout  **** Add"],
            change.Details!.Select(d => $"{d.Target!.Path} {d.Target.BeforeValue} {d.Target.AfterValue} {d.Target.AttributeChangeType}"));
        Assert.Null((await Service.DescribeChangeSet(new DescribeChangeSetInput { StackName = "s", ChangeSetName = "c" }, Call)).Changes!.Single().ResourceChange!.AfterContext);
    }

    [Fact]
    public async Task A_repeated_request_finds_what_the_first_has_made()
    {
        var input = new CreateChangeSetInput { StackName = "s", ChangeSetName = "c", ChangeSetType = "CREATE", TemplateBody = One, ClientToken = "token" };
        var first = await Service.CreateChangeSet(input, Call);
        Assert.Equal(first, await Service.CreateChangeSet(input, Call));
        await Assert.ThrowsAsync<AlreadyExistsException>(async () => await Service.CreateChangeSet(input with { ClientToken = "other" }, Call));
        Assert.Equal("", (await Service.GetTemplate(new GetTemplateInput { StackName = "s" }, Call)).TemplateBody);
        Assert.Equal(
            "GetTemplateSummary cannot be called on REVIEW_IN_PROGRESS stacks.",
            (await Assert.ThrowsAsync<Kernel.CommonException>(async () => await Service.GetTemplateSummary(new GetTemplateSummaryInput { StackName = "s" }, Call))).Message);
    }

    [Fact]
    public async Task Without_a_difference_the_change_set_fails()
    {
        await CreateAsync(One);
        var change = await ChangeSetAsync(One, "UPDATE");
        Assert.Equal(("FAILED", "UNAVAILABLE"), (change.Status, change.ExecutionStatus));
        Assert.Equal("The submitted information didn't contain changes. Submit different information to create a change set.", change.StatusReason);
        await Assert.ThrowsAsync<InvalidChangeSetStatusException>(async () => await Service.ExecuteChangeSet(new ExecuteChangeSetInput { StackName = "s", ChangeSetName = "c" }, Call));
        await Service.DeleteChangeSet(new DeleteChangeSetInput { StackName = "s", ChangeSetName = "c" }, Call);
        await Assert.ThrowsAsync<ChangeSetNotFoundException>(async () => await Service.DescribeChangeSet(new DescribeChangeSetInput { StackName = "s", ChangeSetName = "c" }, Call));
    }

    [Fact]
    public async Task Names_and_kinds_are_checked()
    {
        Assert.Equal("Stack [s] does not exist", await InvalidAsync(() => ChangeSetAsync(One, "UPDATE")));
        await CreateAsync(One);
        Assert.Equal("Stack [s] already exists and cannot be created again with the changeSet [c].", await InvalidAsync(() => ChangeSetAsync(One, "CREATE")));
    }
}
