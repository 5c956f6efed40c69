using Undercast.Kernel;

namespace Undercast.CloudFormation.Tests;

/// <summary>Operations that end, take back or steer other operations.</summary>
public sealed class ControlTests : Fixture
{
    private static string Thing(string properties) => $"Resources: {{T: {{Type: Test::Brittle::Thing, Properties: {{{properties}}}}}}}";

    [Fact]
    public async Task A_stack_under_creation_can_be_deleted()
    {
        await Service.CreateStack(new CreateStackInput
        {
            StackName = "s",
            TemplateBody = """
                Resources:
                  First: {Type: AWS::SQS::Queue, Properties: {QueueName: first}}
                  T: {Type: Test::Brittle::Thing, DependsOn: First, Properties: {Name: t, Fail: wait}}
                """,
        }, Call);
        await StatusAsync("First", "CREATE_COMPLETE");
        await StatusAsync("T", "CREATE_IN_PROGRESS");
        var id = (await Service.DescribeStacks(new DescribeStacksInput { StackName = "s" }, Call)).Stacks![0].StackId!;
        await Service.DeleteStack(new DeleteStackInput { StackName = "s" }, Call);
        Brittle.Gate.SetResult();
        Assert.Equal("DELETE_COMPLETE", (await EndOfAsync(id)).StackStatus);
        Assert.Empty(Brittle.Things);
        await Assert.ThrowsAsync<Sqs.QueueDoesNotExist>(() => QueueAsync("http://localhost:4566/000000000000/first"));
    }

    [Fact]
    public async Task A_wait_is_cut_short_when_its_stack_is_deleted()
    {
        await Service.CreateStack(new CreateStackInput { StackName = "s", TemplateBody = "Resources: {W: {Type: AWS::CloudFormation::WaitCondition, CreationPolicy: {ResourceSignal: {Timeout: PT1H}}}}" }, Call);
        await StatusAsync("W", "CREATE_IN_PROGRESS");
        var id = (await Service.DescribeStacks(new DescribeStacksInput { StackName = "s" }, Call)).Stacks![0].StackId!;
        await Service.DeleteStack(new DeleteStackInput { StackName = "s" }, Call);
        Assert.Equal("DELETE_COMPLETE", (await EndOfAsync(id)).StackStatus);
        Assert.Equal("Resource creation cancelled", await ReasonOfAsync(id, "W", "CREATE_FAILED"));
    }

    [Fact]
    public async Task An_update_can_be_cancelled_and_is_taken_back()
    {
        await CreateAsync(Thing("Name: a, Value: one"));
        await Service.UpdateStack(new UpdateStackInput
        {
            StackName = "s",
            TemplateBody = """
                Resources:
                  T: {Type: Test::Brittle::Thing, Properties: {Name: a, Value: two}}
                  U: {Type: Test::Brittle::Thing, DependsOn: T, Properties: {Name: b, Fail: wait}}
                """,
        }, Call);
        await StatusAsync("U", "CREATE_IN_PROGRESS");
        await Service.CancelUpdateStack(new CancelUpdateStackInput { StackName = "s" }, Call);
        Brittle.Gate.SetResult();
        Assert.Equal("UPDATE_ROLLBACK_COMPLETE", (await EndOfAsync("s")).StackStatus);
        Assert.Equal([KeyValuePair.Create("a", "one")], Brittle.Things);
        Assert.Equal("CancelUpdateStack cannot be called from current stack status", await InvalidAsync(async () => await Service.CancelUpdateStack(new CancelUpdateStackInput { StackName = "s" }, Call)));
    }

    [Fact]
    public async Task What_failed_and_was_left_can_be_rolled_back_later()
    {
        await Service.CreateStack(new CreateStackInput { StackName = "s", DisableRollback = true, TemplateBody = "Resources: {A: {Type: Test::Brittle::Thing, Properties: {Name: a}}, B: {Type: Test::Brittle::Thing, DependsOn: A, Properties: {Fail: make}}}" }, Call);
        Assert.Equal("CREATE_FAILED", (await EndOfAsync("s")).StackStatus);
        Assert.Single(Brittle.Things);
        await Service.RollbackStack(new RollbackStackInput { StackName = "s" }, Call);
        Assert.Equal("ROLLBACK_COMPLETE", (await EndOfAsync("s")).StackStatus);
        Assert.Empty(Brittle.Things);
        Assert.EndsWith("is in ROLLBACK_COMPLETE state and can not be rolled back.", await InvalidAsync(async () => await Service.RollbackStack(new RollbackStackInput { StackName = "s" }, Call)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_forced_deletion_leaves_what_cannot_be_deleted()
    {
        var stack = await CreateAsync(Thing("Name: a, Fail: delete"));
        Assert.Contains("only when the stack is in the DELETE_FAILED state", await InvalidAsync(async () => await Service.DeleteStack(new DeleteStackInput { StackName = "s", DeletionMode = "FORCE_DELETE_STACK" }, Call)));
        await Service.DeleteStack(new DeleteStackInput { StackName = "s" }, Call);
        Assert.Equal("DELETE_FAILED", (await EndOfAsync("s")).StackStatus);
        Assert.Equal("The following resources to retain do not exist: [X]", await InvalidAsync(async () => await Service.DeleteStack(new DeleteStackInput { StackName = "s", RetainResources = ["X"] }, Call)));
        await Service.DeleteStack(new DeleteStackInput { StackName = "s", DeletionMode = "FORCE_DELETE_STACK" }, Call);
        Assert.Equal("DELETE_COMPLETE", (await EndOfAsync(stack.StackId!)).StackStatus);
        Assert.Contains("T DELETE_SKIPPED", await EventsAsync(stack.StackId!));
        Assert.Single(Brittle.Things);
    }

    [Fact]
    public async Task A_deleted_resource_is_not_deleted_again_when_somebody_else_has_made_its_like()
    {
        await CreateAsync("Resources: {A: {Type: Test::Brittle::Thing, Properties: {Name: shared}}, B: {Type: Test::Brittle::Thing, DependsOn: A, Properties: {Fail: make}}}");
        Assert.Equal("CREATE_COMPLETE", (await CreateAsync(Thing("Name: shared"), "other")).StackStatus);
        var id = (await Service.DescribeStacks(new DescribeStacksInput { StackName = "s" }, Call)).Stacks![0].StackId!;
        await Service.DeleteStack(new DeleteStackInput { StackName = "s" }, Call);
        Assert.Equal("DELETE_COMPLETE", (await EndOfAsync(id)).StackStatus);
        Assert.Equal(["shared"], Brittle.Things.Keys);
    }

    [Fact]
    public async Task A_rollback_that_fails_can_be_continued_without_what_failed()
    {
        await CreateAsync("Resources: {T: {Type: Test::Brittle::Thing, Properties: {Name: a, Value: one, Fail: update}}, U: {Type: Test::Brittle::Thing, DependsOn: T, Properties: {Name: b}}}");
        var stack = await UpdateAsync("Resources: {T: {Type: Test::Brittle::Thing, Properties: {Name: a, Value: two}}, U: {Type: Test::Brittle::Thing, DependsOn: T, Properties: {Name: b, Fail: make}}}");
        Assert.Equal(("UPDATE_ROLLBACK_FAILED", "The following resource(s) failed to update: [T]. "), (stack.StackStatus, stack.StackStatusReason));
        Assert.Equal("ResourcesToSkip [U] can only be resources in the UPDATE_FAILED state", await InvalidAsync(async () => await Service.ContinueUpdateRollback(new ContinueUpdateRollbackInput { StackName = "s", ResourcesToSkip = ["U"] }, Call)));
        await Service.ContinueUpdateRollback(new ContinueUpdateRollbackInput { StackName = "s", ResourcesToSkip = ["T"] }, Call);
        Assert.Equal("UPDATE_ROLLBACK_COMPLETE", (await EndOfAsync("s")).StackStatus);
    }

    [Fact]
    public async Task A_creation_policy_waits_for_its_signals()
    {
        var making = CreateAsync("Resources: {W: {Type: AWS::CloudFormation::WaitCondition, CreationPolicy: {ResourceSignal: {Count: 2, Timeout: PT30S}}}}");
        await StatusAsync("W", "CREATE_IN_PROGRESS");
        await Service.SignalResource(new SignalResourceInput { StackName = "s", LogicalResourceId = "W", UniqueId = "a", Status = "SUCCESS" }, Call);
        await Service.SignalResource(new SignalResourceInput { StackName = "s", LogicalResourceId = "W", UniqueId = "b", Status = "SUCCESS" }, Call);
        Assert.Equal("CREATE_COMPLETE", (await making).StackStatus);
        Assert.Equal("Resource W is in CREATE_COMPLETE state and can not be signaled", await InvalidAsync(async () => await Service.SignalResource(new SignalResourceInput { StackName = "s", LogicalResourceId = "W", UniqueId = "c", Status = "SUCCESS" }, Call)));
    }

    [Fact]
    public async Task A_signal_of_failure_and_one_that_never_comes_fail_the_resource()
    {
        var making = CreateAsync("Resources: {W: {Type: AWS::CloudFormation::WaitCondition, CreationPolicy: {ResourceSignal: {Timeout: PT1H}}}}");
        await StatusAsync("W", "CREATE_IN_PROGRESS");
        await Service.SignalResource(new SignalResourceInput { StackName = "s", LogicalResourceId = "W", UniqueId = "a", Status = "FAILURE" }, Call);
        Assert.Equal("ROLLBACK_COMPLETE", (await making).StackStatus);
        Assert.Equal("Received FAILURE signal with UniqueId a", await ReasonOfAsync("s", "W", "CREATE_FAILED"));
        await CreateAsync("Resources: {W: {Type: AWS::CloudFormation::WaitCondition, CreationPolicy: {ResourceSignal: {Timeout: PT0S}}}}", "t");
        Assert.Equal("Failed to receive 1 resource signal(s) within the specified duration", await ReasonOfAsync("t", "W", "CREATE_FAILED"));
    }

    [Fact]
    public async Task Retained_resources_stay_when_their_creation_is_rolled_back_unless_excepted()
    {
        const string template = """
            Resources:
              A: {Type: Test::Brittle::Thing, DeletionPolicy: Retain, Properties: {Name: a}}
              B: {Type: Test::Brittle::Thing, DeletionPolicy: RetainExceptOnCreate, Properties: {Name: b}}
              C: {Type: Test::Brittle::Thing, DependsOn: [A, B], Properties: {Fail: make}}
            """;
        await CreateAsync(template);
        Assert.Equal(["a"], Brittle.Things.Keys);
        await Service.CreateStack(new CreateStackInput { StackName = "t", TemplateBody = template, RetainExceptOnCreate = true }, Call);
        await EndOfAsync("t");
        Assert.Empty(Brittle.Things);
    }

    [Fact]
    public async Task What_half_a_creation_made_is_taken_back()
    {
        await CreateAsync(Thing("Name: a, Fail: half"));
        Assert.Empty(Brittle.Things);
        await CreateAsync(Thing("Name: b"), "t");
        Assert.Equal("UPDATE_ROLLBACK_COMPLETE", (await UpdateAsync(Thing("Name: c, Fail: half"), "t")).StackStatus);
        Assert.Equal(["b"], Brittle.Things.Keys);
    }

    [Fact]
    public async Task A_creation_that_was_cut_off_goes_on_with_what_it_made()
    {
        Assert.Equal("CREATE_COMPLETE", (await CreateAsync(Thing("Fail: crash"))).StackStatus);
        Assert.Equal([await PhysicalAsync("T")], Brittle.Things.Keys);
    }

    [Fact]
    public async Task An_update_that_failed_halfway_is_taken_back_from_where_it_stood()
    {
        await CreateAsync(Thing("Name: a, Value: one"));
        Assert.Equal("UPDATE_ROLLBACK_COMPLETE", (await UpdateAsync(Thing("Name: a, Value: two, Fail: update"))).StackStatus);
        Assert.Equal("one", Brittle.Things["a"]);
    }

    [Fact]
    public async Task Many_parents_do_not_starve_their_nested_stacks()
    {
        // More parents than the job runner has places.
        Objects.Texts["templates/child"] = "Resources: {Inner: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: 's3://templates/leaf'}}}";
        Objects.Texts["templates/leaf"] = "Resources: {T: {Type: Test::Brittle::Thing}}";
        await Task.WhenAll(Enumerable.Range(0, 20).Select(async i => Assert.Equal("CREATE_COMPLETE", (await CreateAsync(Objects.Texts["templates/child"], $"p{i}")).StackStatus)));
        Assert.Equal(20, Brittle.Things.Count);
    }

    [Fact]
    public async Task A_nested_stack_stops_with_its_parent()
    {
        Objects.Texts["templates/leaf"] = "Resources: {W: {Type: AWS::CloudFormation::WaitCondition, CreationPolicy: {ResourceSignal: {Timeout: PT1H}}}}";
        await Service.CreateStack(new CreateStackInput { StackName = "s", TemplateBody = "Resources: {Inner: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: 's3://templates/leaf'}}}" }, Call);
        await UntilAsync(async () => (await Service.DescribeStacks(new DescribeStacksInput(), Call)).Stacks!.Count == 2);
        var all = (await Service.DescribeStacks(new DescribeStacksInput(), Call)).Stacks!;
        await StatusAsync("W", "CREATE_IN_PROGRESS", all.Single(s => s.StackName != "s").StackName);
        await Service.DeleteStack(new DeleteStackInput { StackName = "s" }, Call);
        foreach (var stack in all) Assert.Equal("DELETE_COMPLETE", (await EndOfAsync(stack.StackId!)).StackStatus);
    }

    [Fact]
    public async Task The_limits_of_an_account_are_told() => Assert.Contains((await Service.DescribeAccountLimits(new DescribeAccountLimitsInput(), Call)).AccountLimits!, l => l is { Name: "StackLimit", Value: 2000 });
}
