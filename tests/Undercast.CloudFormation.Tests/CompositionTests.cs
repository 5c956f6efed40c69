using System.Text;
using System.Text.Json.Nodes;
using Undercast.Kernel;

namespace Undercast.CloudFormation.Tests;

/// <summary>Stacks in stacks, and templates that take values from elsewhere.</summary>
public sealed class CompositionTests : Fixture
{
    private const string Child = """
        Parameters:
          Delay: {Type: Number, Default: 1}
        Resources:
          Queue:
            Type: AWS::SQS::Queue
            Properties: {DelaySeconds: !Ref Delay}
        Outputs:
          Url: {Value: !Ref Queue}
        """;

    private static string Parent(int delay, string key = "child") => $$"""
        Resources:
          Inner:
            Type: AWS::CloudFormation::Stack
            Properties:
              TemplateURL: https://templates.s3.us-east-1.amazonaws.com/{{key}}
              Parameters: {Delay: {{delay}}}
        Outputs:
          Url: {Value: !GetAtt Inner.Outputs.Url}
        """;

    [Fact]
    public async Task A_nested_stack_is_made_updated_and_deleted_with_its_parent()
    {
        Objects.Texts["templates/child"] = Child;
        var stack = await CreateAsync(Parent(3));
        Assert.Equal("CREATE_COMPLETE", stack.StackStatus);
        var inner = await PhysicalAsync("Inner");
        var nested = (await Service.DescribeStacks(new DescribeStacksInput { StackName = inner }, Call)).Stacks!.Single();
        Assert.Equal((stack.StackId, stack.StackId, nested.Outputs!.Single().OutputValue), (nested.ParentId, nested.RootId, stack.Outputs!.Single().OutputValue));
        Assert.StartsWith("s-Inner-", nested.StackName);
        Assert.Equal("3", (string)(await QueueAsync(stack.Outputs!.Single().OutputValue!))["DelaySeconds"]!);

        Assert.Equal("UPDATE_COMPLETE", (await UpdateAsync(Parent(4))).StackStatus);
        Assert.Equal(inner, await PhysicalAsync("Inner"));
        Assert.Equal("4", (string)(await QueueAsync(stack.Outputs!.Single().OutputValue!))["DelaySeconds"]!);

        await Service.DeleteStack(new DeleteStackInput { StackName = "s" }, Call);
        Assert.Equal("DELETE_COMPLETE", (await EndOfAsync(stack.StackId!)).StackStatus);
        Assert.Equal("DELETE_COMPLETE", (await EndOfAsync(inner)).StackStatus);
    }

    [Fact]
    public async Task A_nested_stack_that_fails_takes_its_parent_back_and_leaves_nothing()
    {
        Objects.Texts["templates/child"] = Child;
        Assert.Equal("ROLLBACK_COMPLETE", (await CreateAsync(Parent(5000))).StackStatus);
        var reason = await ReasonOfAsync("s", "Inner", "CREATE_FAILED");
        Assert.StartsWith("Embedded stack arn:aws:cloudformation:us-east-1:000000000000:stack/s-Inner-", reason);
        Assert.EndsWith("was not successfully created: The following resource(s) failed to create: [Queue].", reason);
        Assert.Equal(["s"], (await Service.DescribeStacks(new DescribeStacksInput(), Call)).Stacks!.Select(s => s.StackName));
    }

    private Task<ReadOnlyMemory<byte>> PutAsync(string name, string value) => Cloud.CallDocumentAsync(
        Principal.Root(Account), "us-east-1", "ssm", "PutParameter",
        Encoding.UTF8.GetBytes(new JsonObject { ["Name"] = name, ["Value"] = value, ["Type"] = "String", ["Overwrite"] = true }.ToJsonString())).AsTask();

    [Fact]
    public async Task Values_come_from_the_parameter_store()
    {
        const string template = """
            Parameters:
              Delay: {Type: 'AWS::SSM::Parameter::Value<String>', Default: /app/delay}
            Resources:
              Queue:
                Type: AWS::SQS::Queue
                Properties:
                  DelaySeconds: !Ref Delay
                  VisibilityTimeout: '{{resolve:ssm:/app/timeout:1}}'
              Kept:
                Type: AWS::SSM::Parameter
                Properties: {Name: /made/url, Type: String, Value: !Ref Queue}
              Images:
                Type: AWS::ECR::Repository
                Properties: {RepositoryName: app/images}
            Outputs:
              Value: {Value: !GetAtt Kept.Value}
              Images: {Value: !GetAtt Images.Arn}
            """;
        Assert.Equal("Unable to fetch parameters [/app/delay] from parameter store for this account.", await InvalidAsync(() => CreateAsync(template)));
        await PutAsync("/app/delay", "6");
        await PutAsync("/app/timeout", "77");
        var stack = await CreateAsync(template);
        Assert.Equal("CREATE_COMPLETE", stack.StackStatus);
        var url = await PhysicalAsync("Queue");
        Assert.Equal((url, "/app/delay", "6"), (stack.Outputs!.First(o => o.OutputKey == "Value").OutputValue, stack.Parameters!.Single().ParameterValue, stack.Parameters!.Single().ResolvedValue));
        Assert.Equal("arn:aws:ecr:us-east-1:000000000000:repository/app/images", stack.Outputs!.First(o => o.OutputKey == "Images").OutputValue);
        var queue = await QueueAsync(url);
        Assert.Equal(("6", "77"), ((string)queue["DelaySeconds"]!, (string)queue["VisibilityTimeout"]!));

        // The same template again is an update when what a parameter stands for has changed.
        Assert.Equal("No updates are to be performed.", await InvalidAsync(() => UpdateAsync(template)));
        await PutAsync("/app/delay", "8");
        Assert.Equal("UPDATE_COMPLETE", (await UpdateAsync(template)).StackStatus);
        Assert.Equal("8", (string)(await QueueAsync(url))["DelaySeconds"]!);
    }

    [Fact]
    public async Task A_reference_that_leads_nowhere_fails_its_resource()
    {
        await CreateAsync("Resources: {Queue: {Type: 'AWS::SQS::Queue', Properties: {DelaySeconds: '{{resolve:ssm:/no}}'}}}");
        Assert.Equal("Parameters: [ssm:/no:] cannot be found.", await ReasonOfAsync("s", "Queue", "CREATE_FAILED"));
        await CreateAsync("Resources: {Queue: {Type: 'AWS::SQS::Queue', Properties: {DelaySeconds: '{{resolve:secretsmanager:x}}'}}}", "t");
        Assert.Contains("A dynamic reference to secretsmanager is not supported by Undercast", await ReasonOfAsync("t", "Queue", "CREATE_FAILED"));
    }

    [Fact]
    public async Task Rules_hold_parameters_against_each_other()
    {
        const string template = """
            Parameters:
              Stage: {Type: String, Default: dev}
              Size: {Type: String, Default: small}
            Rules:
              Big:
                RuleCondition: !Equals [!Ref Stage, prod]
                Assertions:
                  - Assert: {'Fn::Contains': [[medium, large], !Ref Size]}
                    AssertDescription: Production is not small.
            Resources:
              Queue: {Type: AWS::SQS::Queue}
            """;
        Assert.EndsWith("Production is not small.", await InvalidAsync(() => CreateAsync(template, "s", ("Stage", "prod"))));
        Assert.Equal("CREATE_COMPLETE", (await CreateAsync(template, "a")).StackStatus);
        Assert.Equal("CREATE_COMPLETE", (await CreateAsync(template, "b", ("Stage", "prod"), ("Size", "large"))).StackStatus);
    }

    [Fact]
    public async Task A_wait_condition_waits_for_its_signals()
    {
        const string template = """
            Resources:
              Handle: {Type: AWS::CloudFormation::WaitConditionHandle}
              Wait:
                Type: AWS::CloudFormation::WaitCondition
                Properties: {Handle: !Ref Handle, Timeout: '60', Count: 2}
              Note: {Type: 'AWS::CDK::Metadata', Properties: {Analytics: x}}
            Outputs:
              Data: {Value: !GetAtt Wait.Data}
            """;
        var making = CreateAsync(template);
        var url = await HandleAsync();
        Assert.False(await Desk.AnswerAsync(WaitConditionHandleType.RequestIdOf(url), "somebody else", "{}", default));
        await SignalAsync(url, """{"Status":"SUCCESS","UniqueId":"a","Data":"one"}""");
        await SignalAsync(url, """{"Status":"SUCCESS","UniqueId":"b","Data":"two"}""");
        var stack = await making;
        Assert.True(stack.StackStatus == "CREATE_COMPLETE", stack.StackStatus + string.Join(", ", (await Service.DescribeStackEvents(new DescribeStackEventsInput { StackName = "s" }, Call)).StackEvents!.Select(e => $"{e.LogicalResourceId} {e.ResourceStatus} {e.ResourceStatusReason}")));
        Assert.Equal("""{"a":"one","b":"two"}""", stack.Outputs!.Single().OutputValue);
    }

    [Fact]
    public async Task A_signal_of_failure_fails_the_wait_condition()
    {
        var making = CreateAsync("""
            Resources:
              Handle: {Type: AWS::CloudFormation::WaitConditionHandle}
              Wait: {Type: AWS::CloudFormation::WaitCondition, Properties: {Handle: !Ref Handle, Timeout: '60'}}
            """);
        await SignalAsync(await HandleAsync(), """{"Status":"FAILURE","UniqueId":"a","Reason":"no disk"}""");
        Assert.Equal("ROLLBACK_COMPLETE", (await making).StackStatus);
        Assert.Equal("WaitCondition received failed message: 'no disk' for uniqueId: a", await ReasonOfAsync("s", "Wait", "CREATE_FAILED"));
    }

    [Fact]
    public async Task A_type_that_is_not_here_does_no_harm_under_a_condition_that_does_not_hold()
    {
        const string template = """
            Parameters: {Key: {Type: String, Default: 'no'}}
            Conditions: {Keyed: !Equals [!Ref Key, 'yes']}
            Resources:
              Key: {Type: 'AWS::Nothing::Key', Condition: Keyed}
              Queue: {Type: AWS::SQS::Queue}
            """;
        Assert.Equal("CREATE_COMPLETE", (await CreateAsync(template)).StackStatus);
        Assert.Equal("Template format error: Unrecognized resource types: [AWS::Nothing::Key]", await InvalidAsync(() => CreateAsync(template, "t", ("Key", "yes"))));
    }

    private async Task SignalAsync(string url, string document) => Assert.True(await Desk.AnswerAsync(WaitConditionHandleType.RequestIdOf(url), url[(url.LastIndexOf('/') + 1)..], document, default));

    private async Task<string> HandleAsync()
    {
        var deadline = DateTime.UtcNow.AddSeconds(30);
        while (true)
        {
            var rows = (await Service.DescribeStackResources(new DescribeStackResourcesInput { StackName = "s" }, Call)).StackResources!;
            if (rows.FirstOrDefault(r => r.LogicalResourceId == "Handle" && r.ResourceStatus == "CREATE_COMPLETE") is { PhysicalResourceId: { } url }) return url;
            if (DateTime.UtcNow > deadline) throw new TimeoutException("The handle is not made.");
            await Task.Delay(5);
        }
    }
}
