using Undercast.Kernel;

namespace Undercast.CloudFormation.Tests;

/// <summary>Values of AWS's own types, time-outs, and what exists before its stack.</summary>
public sealed class DeploymentTests : Fixture
{
    private const string Queue = "Resources: {Q: {Type: AWS::SQS::Queue}}";

    private static string With(string type) => $"Parameters: {{P: {{Type: {type}}}}}\n{Queue}";

    // AWS: the words and the course of such a stack are those of recorded events.
    [Theory]
    [InlineData("AWS::EC2::KeyPair::KeyName", "mine")]
    [InlineData("List<AWS::EC2::Subnet::Id>", "subnet-1,subnet-2")]
    [InlineData("AWS::EC2::AvailabilityZone::Name", "eu-west-1a")]
    [InlineData("List<AWS::EC2::AvailabilityZone::Name>", "us-east-1a,us-east-1z")]
    [InlineData("AWS::SSM::Parameter::Name", "/none")]
    public async Task A_value_of_one_of_AWSs_types_that_names_nothing_turns_the_stack_back(string type, string value)
    {
        var stack = await CreateAsync(With(type), parameters: ("P", value));
        Assert.Equal("ROLLBACK_COMPLETE", stack.StackStatus);
        Assert.Equal($"Parameter validation failed: parameter value {value} for parameter name P does not exist. Rollback requested by user.", await ReasonOfAsync("s", "s", "ROLLBACK_IN_PROGRESS"));
        Assert.DoesNotContain(await EventsAsync("s"), e => e.StartsWith("Q ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Values_that_name_what_is_there_pass()
    {
        await DocumentAsync("ssm", "PutParameter", new() { ["Name"] = "/there", ["Value"] = "us-east-1b", ["Type"] = "String" });
        Assert.Equal("CREATE_COMPLETE", (await CreateAsync(With("List<AWS::EC2::AvailabilityZone::Name>"), "a", ("P", "us-east-1a, us-east-1c"))).StackStatus);
        Assert.Equal("CREATE_COMPLETE", (await CreateAsync(With("AWS::SSM::Parameter::Name"), "b", ("P", "/there"))).StackStatus);
        Assert.Equal("CREATE_COMPLETE", (await CreateAsync(With("AWS::SSM::Parameter::Value<AWS::EC2::AvailabilityZone::Name>"), "c", ("P", "/there"))).StackStatus);
        Assert.Equal("Template format error: Unrecognized parameter type: AWS::EC2::Nothing::Id", await InvalidAsync(() => CreateAsync(With("AWS::EC2::Nothing::Id"), "d", ("P", "x"))));
    }

    [Fact]
    public async Task An_update_with_such_a_value_changes_nothing()
    {
        await CreateAsync(Queue);
        Assert.Equal("UPDATE_ROLLBACK_COMPLETE", (await UpdateAsync(With("AWS::EC2::VPC::Id"), parameters: ("P", "vpc-1"))).StackStatus);
        Assert.Equal("Parameter validation failed: parameter value vpc-1 for parameter name P does not exist", await ReasonOfAsync("s", "s", "UPDATE_ROLLBACK_IN_PROGRESS"));
    }

    private const string Waits = """
        Resources:
          Handle: {Type: AWS::CloudFormation::WaitConditionHandle}
          Wait: {Type: AWS::CloudFormation::WaitCondition, Properties: {Handle: !Ref Handle, Timeout: 3600}}
        """;

    [Fact]
    public async Task A_creation_that_takes_too_long_is_taken_back()
    {
        // The call came so long ago that the time is over at once.
        var earlier = new CallContext { RequestId = CallContext.NewRequestId(), Caller = Principal.Root(Account), Region = "us-east-1", Now = DateTimeOffset.UtcNow.AddMinutes(-10) };
        await Service.CreateStack(new CreateStackInput { StackName = "s", TemplateBody = Waits, TimeoutInMinutes = 5 }, earlier);
        var stack = await EndOfAsync("s");
        Assert.Equal(("ROLLBACK_COMPLETE", 5), (stack.StackStatus, stack.TimeoutInMinutes));
        Assert.StartsWith("Stack creation time exceeded the specified timeout. ", await ReasonOfAsync("s", "s", "ROLLBACK_IN_PROGRESS"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_creation_in_time_is_left_alone()
    {
        await Service.CreateStack(new CreateStackInput { StackName = "s", TemplateBody = Queue, TimeoutInMinutes = 5 }, Call);
        Assert.Equal("CREATE_COMPLETE", (await EndOfAsync("s")).StackStatus);
    }

    private static string Taken(string policy) => $"Resources: {{T: {{Type: Test::Brittle::Thing, DeletionPolicy: {policy}, Properties: {{Name: taken, Value: a}}}}, Q: {{Type: AWS::SQS::Queue}}}}";

    private async Task<DescribeChangeSetOutput> ImportingAsync(string template)
    {
        await Service.CreateChangeSet(new CreateChangeSetInput { StackName = "s", ChangeSetName = "c", ChangeSetType = "CREATE", TemplateBody = template, ImportExistingResources = true }, Call);
        return await Service.DescribeChangeSet(new DescribeChangeSetInput { StackName = "s", ChangeSetName = "c" }, Call);
    }

    [Fact]
    public async Task What_exists_under_the_templates_name_is_taken_in_when_asked_for()
    {
        Brittle.Things["taken"] = "a";
        var change = await ImportingAsync(Taken("Retain"));
        Assert.Equal(["Import T", "Add Q"], change.Changes!.Select(c => $"{c.ResourceChange!.Action} {c.ResourceChange.LogicalResourceId}"));
        Assert.True(change.ImportExistingResources);
        await Service.ExecuteChangeSet(new ExecuteChangeSetInput { StackName = "s", ChangeSetName = "c" }, Call);
        Assert.Equal("CREATE_COMPLETE", (await EndOfAsync("s")).StackStatus);
        Assert.Contains("T IMPORT_COMPLETE", await EventsAsync("s"));
        Assert.Equal("taken", await PhysicalAsync("T"));
        Assert.Equal("UPDATE_COMPLETE", (await UpdateAsync(Taken("Retain").Replace("Value: a", "Value: b", StringComparison.Ordinal))).StackStatus);
        Assert.Equal("b", Brittle.Things["taken"]);
    }

    [Fact]
    public async Task What_a_deletion_would_remove_is_not_taken_in()
    {
        Brittle.Things["taken"] = "a";
        Assert.Equal(["Add T", "Add Q"], (await ImportingAsync(Taken("Delete"))).Changes!.Select(c => $"{c.ResourceChange!.Action} {c.ResourceChange.LogicalResourceId}"));
    }

    [Fact]
    public async Task A_roll_back_leaves_what_was_there_before()
    {
        Brittle.Things["taken"] = "a";
        await ImportingAsync(Taken("RetainExceptOnCreate").Replace("AWS::SQS::Queue", "Test::Brittle::Thing, DependsOn: T, Properties: {Fail: make}", StringComparison.Ordinal));
        await Service.ExecuteChangeSet(new ExecuteChangeSetInput { StackName = "s", ChangeSetName = "c" }, Call);
        Assert.Equal("ROLLBACK_COMPLETE", (await EndOfAsync("s")).StackStatus);
        Assert.Equal("a", Brittle.Things["taken"]);
    }
}
