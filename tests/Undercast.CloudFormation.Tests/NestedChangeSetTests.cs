namespace Undercast.CloudFormation.Tests;

public sealed class NestedChangeSetTests : Fixture
{
    private const string Leaf = "Parameters: {Delay: {Type: Number, Default: 1, MaxValue: 900}}\nResources: {Queue: {Type: AWS::SQS::Queue, Properties: {DelaySeconds: !Ref Delay}}}\nOutputs: {Url: {Value: !Ref Queue}}";

    private static string Nested(string id, string key, string delay) =>
        $"  {id}: {{Type: AWS::CloudFormation::Stack, Properties: {{TemplateURL: 'https://templates.s3.us-east-1.amazonaws.com/{key}', Parameters: {{Delay: {delay}}}}}}}\n";

    private static string Middle(string id = "Leaf") => "Parameters: {Delay: {Type: Number}}\nResources:\n" + Nested(id, "leaf", "!Ref Delay") + "Outputs: {Url: {Value: !GetAtt " + id + ".Outputs.Url}}";

    private static string Root(int delay, string more = "") => "Resources:\n" + Nested("Inner", "middle", delay.ToString(System.Globalization.CultureInfo.InvariantCulture)) + more + "Outputs: {Url: {Value: !GetAtt Inner.Outputs.Url}}";

    public NestedChangeSetTests()
    {
        Objects.Texts["templates/leaf"] = Leaf;
        Objects.Texts["templates/middle"] = Middle();
    }

    private async Task<DescribeChangeSetOutput> ChangeSetAsync(string template, string kind = "UPDATE", string name = "c")
    {
        var made = await Service.CreateChangeSet(new CreateChangeSetInput { StackName = "s", ChangeSetName = name, ChangeSetType = kind, TemplateBody = template, IncludeNestedStacks = true }, Call);
        return await DescribeAsync(made.Id!);
    }

    private async Task<DescribeChangeSetOutput> DescribeAsync(string id) => await Service.DescribeChangeSet(new DescribeChangeSetInput { ChangeSetName = id, IncludePropertyValues = true }, Call);

    private static ResourceChange ChangeOf(DescribeChangeSetOutput set, string id) => set.Changes!.Single(c => c.ResourceChange!.LogicalResourceId == id).ResourceChange!;

    private async Task<Stack> ExecuteAsync()
    {
        await Service.ExecuteChangeSet(new ExecuteChangeSetInput { StackName = "s", ChangeSetName = "c" }, Call);
        return await EndOfAsync("s");
    }

    private async Task<string[]> StacksAsync() => [.. (await Service.DescribeStacks(new DescribeStacksInput(), Call)).Stacks!.Select(s => s.StackStatus).Order()];

    [Fact]
    public async Task New_nested_stacks_wait_for_review_and_are_made_with_their_root()
    {
        var root = await ChangeSetAsync(Root(3), "CREATE");
        Assert.Equal(("CREATE_COMPLETE", "AVAILABLE", true), (root.Status, root.ExecutionStatus, root.IncludeNestedStacks));
        Assert.Null(root.RootChangeSetId);
        var middle = await DescribeAsync(ChangeOf(root, "Inner").ChangeSetId!);
        Assert.StartsWith("c-Inner-", middle.ChangeSetName);
        Assert.StartsWith("s-Inner-", middle.StackName);
        Assert.Equal(("CREATE_COMPLETE", "UNAVAILABLE", "Only executable from the root change set."), (middle.Status, middle.ExecutionStatus, middle.StatusReason));
        Assert.Equal((root.ChangeSetId, root.ChangeSetId, true), (middle.ParentChangeSetId, middle.RootChangeSetId, middle.IncludeNestedStacks));
        Assert.Equal(("Delay", "3"), (middle.Parameters!.Single().ParameterKey, middle.Parameters!.Single().ParameterValue));
        var leaf = await DescribeAsync(ChangeOf(middle, "Leaf").ChangeSetId!);
        Assert.Equal((middle.ChangeSetId, root.ChangeSetId), (leaf.ParentChangeSetId, leaf.RootChangeSetId));
        Assert.Equal("""{"Properties":{"DelaySeconds":"3"}}""", ChangeOf(leaf, "Queue").AfterContext);
        var listed = (await Service.ListChangeSets(new ListChangeSetsInput { StackName = leaf.StackName! }, Call)).Summaries!.Single();
        Assert.Equal((leaf.ChangeSetId, middle.ChangeSetId, root.ChangeSetId, true), (listed.ChangeSetId, listed.ParentChangeSetId, listed.RootChangeSetId, listed.IncludeNestedStacks));
        Assert.Equal(["REVIEW_IN_PROGRESS", "REVIEW_IN_PROGRESS", "REVIEW_IN_PROGRESS"], await StacksAsync());

        var stack = await ExecuteAsync();
        Assert.Equal("CREATE_COMPLETE", stack.StackStatus);
        Assert.Equal("3", (string)(await QueueAsync(stack.Outputs!.Single().OutputValue!))["DelaySeconds"]!);
        Assert.Equal((middle.StackId, leaf.StackId), (await PhysicalAsync("Inner"), await PhysicalAsync("Leaf", middle.StackName!)));
        var made = (await Service.DescribeStacks(new DescribeStacksInput { StackName = leaf.StackName }, Call)).Stacks!.Single();
        Assert.Equal((middle.StackId, stack.StackId, "CREATE_COMPLETE"), (made.ParentId, made.RootId, made.StackStatus));
        Assert.Empty((await Service.ListChangeSets(new ListChangeSetsInput { StackName = leaf.StackName! }, Call)).Summaries!);
    }

    [Fact]
    public async Task An_update_tells_what_changes_within_and_carries_it_out()
    {
        await CreateAsync(Root(3, Nested("Same", "leaf", "7")));
        // The root's own template stays as it is.
        Objects.Texts["templates/middle"] = Middle().Replace("!Ref Delay", "9", StringComparison.Ordinal);
        var root = await ChangeSetAsync(Root(3, Nested("Same", "leaf", "7")));
        var inner = root.Changes!.Single().ResourceChange!;
        Assert.Equal(("Modify", "Inner", "False"), (inner.Action, inner.LogicalResourceId, inner.Replacement));
        Assert.Equal(("Dynamic", "Automatic", "Properties"), (inner.Details!.Single().Evaluation, inner.Details!.Single().ChangeSource, inner.Details!.Single().Target!.Attribute));
        var leaf = await DescribeAsync(ChangeOf(await DescribeAsync(inner.ChangeSetId!), "Leaf").ChangeSetId!);
        Assert.Equal(("Delay", "3", "9"), (ChangeOf(leaf, "Queue").Details!.Single().CausingEntity, ChangeOf(leaf, "Queue").Details!.Single().Target!.BeforeValue, ChangeOf(leaf, "Queue").Details!.Single().Target!.AfterValue));
        // What does not change has a change set that says so.
        var same = (await Service.ListChangeSets(new ListChangeSetsInput { StackName = await PhysicalAsync("Same") }, Call)).Summaries!.Single();
        Assert.Equal(("FAILED", "The submitted information didn't contain changes. Submit different information to create a change set.", root.ChangeSetId), (same.Status, same.StatusReason, same.RootChangeSetId));

        var stack = await ExecuteAsync();
        Assert.Equal("UPDATE_COMPLETE", stack.StackStatus);
        Assert.Equal("9", (string)(await QueueAsync(stack.Outputs!.Single().OutputValue!))["DelaySeconds"]!);
        var unchanged = await ChangeSetAsync(Root(3, Nested("Same", "leaf", "7")));
        Assert.Equal(("FAILED", "The submitted information didn't contain changes. Submit different information to create a change set."), (unchanged.Status, unchanged.StatusReason));
    }

    [Fact]
    public async Task What_changes_only_far_within_is_carried_out()
    {
        await CreateAsync(Root(3));
        Objects.Texts["templates/leaf"] = Leaf.Replace("DelaySeconds: !Ref Delay", "DelaySeconds: 5", StringComparison.Ordinal);
        Assert.Equal("AVAILABLE", (await ChangeSetAsync(Root(3))).ExecutionStatus);
        var stack = await ExecuteAsync();
        Assert.Equal(("UPDATE_COMPLETE", "5"), (stack.StackStatus, (string)(await QueueAsync(stack.Outputs!.Single().OutputValue!))["DelaySeconds"]!));
    }

    [Fact]
    public async Task A_nested_stack_can_be_added_by_an_update_of_one_that_exists()
    {
        await CreateAsync(Root(3));
        Objects.Texts["templates/middle"] = Middle("Other");
        var middle = await DescribeAsync(ChangeOf(await ChangeSetAsync(Root(3)), "Inner").ChangeSetId!);
        Assert.Equal(["Add Other", "Remove Leaf"], middle.Changes!.Select(c => $"{c.ResourceChange!.Action} {c.ResourceChange.LogicalResourceId}"));
        var added = await DescribeAsync(ChangeOf(middle, "Other").ChangeSetId!);
        Assert.Equal("UPDATE_COMPLETE", (await ExecuteAsync()).StackStatus);
        Assert.Equal(added.StackId, await PhysicalAsync("Other", middle.StackName!));
        Assert.Equal(["CREATE_COMPLETE", "UPDATE_COMPLETE", "UPDATE_COMPLETE"], await StacksAsync());
    }

    [Fact]
    public async Task Nested_change_sets_are_executed_and_deleted_from_the_root_only()
    {
        var root = await ChangeSetAsync(Root(3), "CREATE");
        var middle = await DescribeAsync(ChangeOf(root, "Inner").ChangeSetId!);
        Assert.Equal(
            $"ChangeSet [{middle.ChangeSetId}] cannot be executed in its current execution status of [UNAVAILABLE]",
            (await Assert.ThrowsAsync<InvalidChangeSetStatusException>(async () => await Service.ExecuteChangeSet(new ExecuteChangeSetInput { ChangeSetName = middle.ChangeSetId! }, Call))).Message);
        await Assert.ThrowsAsync<InvalidChangeSetStatusException>(async () => await Service.DeleteChangeSet(new DeleteChangeSetInput { ChangeSetName = middle.ChangeSetId! }, Call));
        await Service.DeleteChangeSet(new DeleteChangeSetInput { ChangeSetName = root.ChangeSetId! }, Call);
        await Assert.ThrowsAsync<ChangeSetNotFoundException>(() => DescribeAsync(middle.ChangeSetId!));
        Assert.Equal(["REVIEW_IN_PROGRESS"], await StacksAsync());
        Assert.Equal("DELETE_COMPLETE", (await EndOfAsync(middle.StackId!)).StackStatus);
    }

    [Fact]
    public async Task A_deleted_stack_takes_those_along_that_waited_with_it()
    {
        var root = await ChangeSetAsync(Root(3), "CREATE");
        await Service.DeleteStack(new DeleteStackInput { StackName = "s" }, Call);
        await UntilAsync(async () => (await StacksAsync()).Length == 0);
        await Assert.ThrowsAsync<ChangeSetNotFoundException>(() => DescribeAsync(root.ChangeSetId!));
    }

    [Fact]
    public async Task Nested_stacks_that_are_never_made_go_with_the_roll_back()
    {
        var broken = "  Broken: {Type: Test::Brittle::Thing, Properties: {Fail: make}}\n" + Nested("Later", "middle", "1").Replace("Type:", "DependsOn: Broken, Type:", StringComparison.Ordinal);
        await ChangeSetAsync(Root(3, broken), "CREATE");
        await ChangeSetAsync(Root(4), "CREATE", "other");
        Assert.Equal("ROLLBACK_COMPLETE", (await ExecuteAsync()).StackStatus);
        Assert.Equal(["ROLLBACK_COMPLETE"], await StacksAsync());
    }

    [Fact]
    public async Task A_template_that_nests_itself_comes_to_an_end()
    {
        Objects.Texts["templates/self"] = "Parameters: {Delay: {Type: Number}}\nResources:\n" + Nested("Self", "self", "!Ref Delay");
        var template = "Resources:\n" + Nested("Self", "self", "1");
        var set = await ChangeSetAsync(template, "CREATE");
        Assert.Equal("FAILED", set.Status);
        Assert.Contains("Currently in FAILED.", set.StatusReason, StringComparison.Ordinal);
        await Service.DeleteChangeSet(new DeleteChangeSetInput { StackName = "s", ChangeSetName = "c" }, Call);
        await Service.CreateStack(new CreateStackInput { StackName = "endless", TemplateBody = template }, Call);
        Assert.Equal("ROLLBACK_COMPLETE", (await EndOfAsync("endless")).StackStatus);
        var made = (await Service.ListStacks(new ListStacksInput(), Call)).StackSummaries!.Where(s => s.StackName!.StartsWith("endless", StringComparison.Ordinal)).ToArray();
        // The root and ten below it; the eleventh was not made.
        Assert.Equal(11, made.Length);
        Assert.Single(made, s => s.StackStatus != "DELETE_COMPLETE");
    }

    [Fact]
    public async Task A_nested_failure_fails_the_root()
    {
        Objects.Texts["templates/leaf"] = Leaf.Replace("MaxValue: 900", "MaxValue: 2", StringComparison.Ordinal);
        var root = await ChangeSetAsync(Root(3), "CREATE");
        Assert.Equal(("FAILED", "UNAVAILABLE"), (root.Status, root.ExecutionStatus));
        var middle = await DescribeAsync(ChangeOf(root, "Inner").ChangeSetId!);
        Assert.Equal($"Nested change set {middle.ChangeSetId} was not successfully created: Currently in FAILED.", root.StatusReason);
        var leaf = await DescribeAsync(ChangeOf(middle, "Leaf").ChangeSetId!);
        Assert.Equal($"Nested change set {leaf.ChangeSetId} was not successfully created: Currently in FAILED.", middle.StatusReason);
        Assert.Equal("FAILED", leaf.Status);
        Assert.Contains("Delay", leaf.StatusReason);
    }

    [Fact]
    public async Task Values_that_only_the_deployment_knows_are_told_so()
    {
        Objects.Texts["templates/thing"] = "Parameters: {Delay: {Type: String, AllowedPattern: 'arn:.*'}}\nResources: {T: {Type: Test::Brittle::Thing, Properties: {Name: t, Value: !Ref Delay}}}";
        var template = "Resources:\n  Q: {Type: AWS::SQS::Queue, Properties: {QueueName: q}}\n" + Nested("Inner", "thing", "!GetAtt Q.Arn");
        var inner = await DescribeAsync(ChangeOf(await ChangeSetAsync(template, "CREATE"), "Inner").ChangeSetId!);
        Assert.Equal(("CREATE_COMPLETE", "{{changeSet:KNOWN_AFTER_APPLY}}"), (inner.Status, inner.Parameters!.Single().ParameterValue));
        await ExecuteAsync();
        Assert.Equal("arn:aws:sqs:us-east-1:000000000000:q", Brittle.Things["t"]);

        inner = await DescribeAsync(ChangeOf(await ChangeSetAsync(template.Replace("QueueName: q", "QueueName: q2", StringComparison.Ordinal)), "Inner").ChangeSetId!);
        var detail = ChangeOf(inner, "T").Details!.Single();
        Assert.Equal(("Dynamic", "ParameterReference", "arn:aws:sqs:us-east-1:000000000000:q", "{{changeSet:KNOWN_AFTER_APPLY}}"), (detail.Evaluation, detail.ChangeSource, detail.Target!.BeforeValue, detail.Target.AfterValue));
        await ExecuteAsync();
        Assert.Equal("arn:aws:sqs:us-east-1:000000000000:q2", Brittle.Things["t"]);
    }

    [Fact]
    public async Task An_import_has_no_nested_change_sets() => Assert.Equal(
        "IncludeNestedStacks is not supported for changeSet type: IMPORT.",
        await InvalidAsync(() => Service.CreateChangeSet(
            new CreateChangeSetInput
            {
                StackName = "s", ChangeSetName = "i", ChangeSetType = "IMPORT", IncludeNestedStacks = true, TemplateBody = "Resources: {B: {Type: Test::Brittle::Thing, DeletionPolicy: Retain, Properties: {Name: b}}}",
                ResourcesToImport = [new ResourceToImport { ResourceType = "Test::Brittle::Thing", LogicalResourceId = "B", ResourceIdentifier = new Dictionary<string, string> { ["Name"] = "b" } }],
            }, Call).AsTask()));
}
