using System.Text;
using System.Text.Json.Nodes;
using Undercast.Kernel;

namespace Undercast.CloudFormation.Tests;

/// <summary>One template in several accounts and regions.</summary>
public sealed class StackSetTests : Fixture
{
    private const string Other = "111111111111";

    private const string Queue = """
        Parameters: {Delay: {Type: Number, Default: 1}}
        Resources: {Queue: {Type: AWS::SQS::Queue, Properties: {DelaySeconds: !Ref Delay}}}
        """;

    private static string Thing(string fail) => "Resources: {Thing: {Type: Test::Brittle::Thing, Properties: {Fail: " + fail + "}}}";

    private async Task IamAsync(string account, string operation, JsonObject input) => await Cloud.CallDocumentAsync(Principal.Root(account), "us-east-1", "iam", operation, Encoding.UTF8.GetBytes(input.ToJsonString()));

    private async Task RoleAsync(string account, string name, string principal)
    {
        await IamAsync(account, "CreateRole", new JsonObject { ["RoleName"] = name, ["AssumeRolePolicyDocument"] = "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"sts:AssumeRole\",\"Principal\":" + principal + "}}" });
        await IamAsync(account, "PutRolePolicy", new JsonObject { ["RoleName"] = name, ["PolicyName"] = "all", ["PolicyDocument"] = """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}""" });
    }

    /// <summary>The roles as AWS's own templates make them.</summary>
    private async Task RolesAsync(params string[] accounts)
    {
        await RoleAsync(Account, "AWSCloudFormationStackSetAdministrationRole", """{"Service":"cloudformation.amazonaws.com"}""");
        foreach (var account in accounts) await RoleAsync(account, "AWSCloudFormationStackSetExecutionRole", "{\"AWS\":\"arn:aws:iam::" + Account + ":role/AWSCloudFormationStackSetAdministrationRole\"}");
    }

    private async Task SetAsync(string template) => await Service.CreateStackSet(new CreateStackSetInput { StackSetName = "all", TemplateBody = template, Tags = [new Tag { Key = "team", Value = "a" }] }, Call);

    private async Task<StackSetOperation> EndAsync(string? operation)
    {
        StackSetOperation? found = null;
        await UntilAsync(async () =>
        {
            found = (await Service.DescribeStackSetOperation(new DescribeStackSetOperationInput { StackSetName = "all", OperationId = operation! }, Call)).StackSetOperation;
            return found!.Status is not ("RUNNING" or "STOPPING");
        });
        return found!;
    }

    private async Task<StackSetOperation> MakeAsync(string[] accounts, string[] regions, StackSetOperationPreferences? preferences = null, IReadOnlyList<Parameter>? overrides = null) => await EndAsync(
        (await Service.CreateStackInstances(new CreateStackInstancesInput { StackSetName = "all", Accounts = accounts, Regions = regions, OperationPreferences = preferences, ParameterOverrides = overrides }, Call)).OperationId);

    private async Task<string[]> InstancesAsync() =>
        [.. (await Service.ListStackInstances(new ListStackInstancesInput { StackSetName = "all" }, Call)).Summaries!.Select(i => $"{i.Account} {i.Region} {i.Status} {i.StackInstanceStatus!.DetailedStatus}")];

    private async Task<string[]> ResultsAsync(string? operation) =>
        [.. (await Service.ListStackSetOperationResults(new ListStackSetOperationResultsInput { StackSetName = "all", OperationId = operation! }, Call)).Summaries!.Select(r => $"{r.Account} {r.Region} {r.Status} {r.StatusReason}".TrimEnd())];

    private async Task<string> DelayAsync(string account, string region)
    {
        var instance = (await Service.DescribeStackInstance(new DescribeStackInstanceInput { StackSetName = "all", StackInstanceAccount = account, StackInstanceRegion = region }, Call)).StackInstance!;
        JsonNode Read(ReadOnlyMemory<byte> answer) => JsonNode.Parse(answer.Span)!;
        var resources = Read(await Cloud.CallDocumentAsync(Principal.Root(account), region, "cloudformation", "DescribeStackResources", Encoding.UTF8.GetBytes(new JsonObject { ["StackName"] = instance.StackId }.ToJsonString())));
        var url = (string)resources["StackResources"]![0]!["PhysicalResourceId"]!;
        return (string)Read(await Cloud.CallDocumentAsync(Principal.Root(account), region, "sqs", "GetQueueAttributes", Encoding.UTF8.GetBytes(new JsonObject { ["QueueUrl"] = url, ["AttributeNames"] = new JsonArray("All") }.ToJsonString())))["Attributes"]!["DelaySeconds"]!;
    }

    [Fact]
    public async Task A_set_makes_updates_and_deletes_the_same_stack_in_every_place()
    {
        await RolesAsync(Account, Other);
        await SetAsync(Queue);
        var made = await MakeAsync([Account, Other], ["us-east-1", "eu-west-1"], overrides: [new Parameter { ParameterKey = "Delay", ParameterValue = "7" }]);
        Assert.Equal(("SUCCEEDED", "CREATE"), (made.Status, made.Action));
        Assert.Equal(
            [$"{Account} eu-west-1 CURRENT SUCCEEDED", $"{Account} us-east-1 CURRENT SUCCEEDED", $"{Other} eu-west-1 CURRENT SUCCEEDED", $"{Other} us-east-1 CURRENT SUCCEEDED"], await InstancesAsync());
        Assert.Equal("7", await DelayAsync(Other, "eu-west-1"));

        // An empty list takes own values back.
        await EndAsync((await Service.UpdateStackInstances(new UpdateStackInstancesInput { StackSetName = "all", Accounts = [Other], Regions = ["eu-west-1"], ParameterOverrides = [] }, Call)).OperationId);
        Assert.Equal(("1", "7"), (await DelayAsync(Other, "eu-west-1"), await DelayAsync(Other, "us-east-1")));

        var updated = await EndAsync((await Service.UpdateStackSet(new UpdateStackSetInput { StackSetName = "all", UsePreviousTemplate = true, Parameters = [new Parameter { ParameterKey = "Delay", ParameterValue = "3" }] }, Call)).OperationId);
        Assert.Equal("SUCCEEDED", updated.Status);
        Assert.Equal(("3", "7"), (await DelayAsync(Other, "eu-west-1"), await DelayAsync(Account, "us-east-1")));

        Assert.Equal("StackSet is not empty", (await Assert.ThrowsAsync<StackSetNotEmptyException>(async () => await Service.DeleteStackSet(new DeleteStackSetInput { StackSetName = "all" }, Call))).Message);
        var gone = await EndAsync((await Service.DeleteStackInstances(new DeleteStackInstancesInput { StackSetName = "all", Accounts = [Account, Other], Regions = ["us-east-1", "eu-west-1"], RetainStacks = false }, Call)).OperationId);
        Assert.Equal("SUCCEEDED", gone.Status);
        Assert.Empty(await InstancesAsync());
        Assert.Empty((await Service.DescribeStacks(new DescribeStacksInput(), Call)).Stacks!);
        Assert.Equal(
            ["DELETE", "UPDATE", "UPDATE", "CREATE"],
            (await Service.ListStackSetOperations(new ListStackSetOperationsInput { StackSetName = "all" }, Call)).Summaries!.Select(o => o.Action));
        await Service.DeleteStackSet(new DeleteStackSetInput { StackSetName = "all" }, Call);
        Assert.Equal("StackSet all not found", (await Assert.ThrowsAsync<StackSetNotFoundException>(async () => await Service.DescribeStackSet(new DescribeStackSetInput { StackSetName = "all" }, Call))).Message);
        Assert.Equal("DELETED", (await Service.ListStackSets(new ListStackSetsInput(), Call)).Summaries!.Single().Status);
    }

    [Fact]
    public async Task A_set_is_described_as_it_was_given()
    {
        await SetAsync(Queue);
        var set = (await Service.DescribeStackSet(new DescribeStackSetInput { StackSetName = "all" }, Call)).StackSet!;
        Assert.Equal(("all", "ACTIVE", Queue, "SELF_MANAGED", "AWSCloudFormationStackSetExecutionRole"), (set.StackSetName, set.Status, set.TemplateBody, set.PermissionModel, set.ExecutionRoleName));
        Assert.Equal($"arn:aws:iam::{Account}:role/AWSCloudFormationStackSetAdministrationRole", set.AdministrationRoleARN);
        Assert.Equal($"arn:aws:cloudformation:us-east-1:{Account}:stackset/{set.StackSetId}", set.StackSetARN);
        Assert.Equal(("Delay", "1", "team"), (set.Parameters!.Single().ParameterKey, set.Parameters!.Single().ParameterValue, set.Tags!.Single().Key));
        Assert.Equal(set.StackSetId, (await Service.DescribeStackSet(new DescribeStackSetInput { StackSetName = set.StackSetId! }, Call)).StackSet!.StackSetId);
    }

    [Fact]
    public async Task An_account_that_does_not_trust_the_administrator_fails_in_AWSs_words()
    {
        await RolesAsync(Account);
        await SetAsync(Queue);
        var made = await MakeAsync([Other], ["us-east-1"]);
        Assert.Equal("FAILED", made.Status);
        Assert.Equal(
            [$"{Other} us-east-1 FAILED Account {Other} should have 'AWSCloudFormationStackSetExecutionRole' role with trust relationship to Role 'AWSCloudFormationStackSetAdministrationRole'."],
            await ResultsAsync(made.OperationId));
        Assert.Equal([$"{Other} us-east-1 OUTDATED FAILED"], await InstancesAsync());
    }

    [Fact]
    public async Task Too_many_failures_of_a_region_cancel_what_has_not_begun()
    {
        await RolesAsync(Account, Other);
        await SetAsync(Thing("make"));
        var made = await MakeAsync([Account, Other], ["us-east-1", "eu-west-1"], new StackSetOperationPreferences { RegionOrder = ["eu-west-1", "us-east-1"] });
        Assert.Equal("FAILED", made.Status);
        var cancelled = "CANCELLED Cancelled since failure tolerance has exceeded";
        Assert.Equal(
            [$"{Account} eu-west-1 FAILED ResourceLogicalId:Thing, ResourceType:Test::Brittle::Thing, ResourceStatusReason:", $"{Account} us-east-1 {cancelled}", $"{Other} eu-west-1 {cancelled}", $"{Other} us-east-1 {cancelled}"],
            (await ResultsAsync(made.OperationId)).Select(r => r.Contains("FAILED", StringComparison.Ordinal) ? r[..(r.IndexOf("Reason:", StringComparison.Ordinal) + 7)] : r));
        Assert.Equal(1, made.StatusDetails!.FailedStackInstancesCount);
    }

    [Fact]
    public async Task Failures_within_the_tolerance_let_the_rest_go_on_and_a_later_attempt_begins_anew()
    {
        await RolesAsync(Other);
        await SetAsync(Queue);
        var made = await MakeAsync([Account, Other], ["us-east-1"], new StackSetOperationPreferences { FailureToleranceCount = 1, MaxConcurrentCount = 2 });
        Assert.Equal("SUCCEEDED", made.Status);
        Assert.Equal([$"{Account} us-east-1 OUTDATED FAILED", $"{Other} us-east-1 CURRENT SUCCEEDED"], await InstancesAsync());
        await RoleAsync(Account, "AWSCloudFormationStackSetExecutionRole", "{\"AWS\":\"" + Account + "\"}");
        Assert.Equal("SUCCEEDED", (await MakeAsync([Account], ["us-east-1"])).Status);
        Assert.Equal([$"{Account} us-east-1 CURRENT SUCCEEDED", $"{Other} us-east-1 CURRENT SUCCEEDED"], await InstancesAsync());
    }

    [Fact]
    public async Task One_operation_runs_at_a_time_and_can_be_stopped()
    {
        await RolesAsync(Account, Other);
        await SetAsync(Thing("wait"));
        var operation = (await Service.CreateStackInstances(new CreateStackInstancesInput { StackSetName = "all", Accounts = [Account, Other], Regions = ["us-east-1"] }, Call)).OperationId!;
        await UntilAsync(async () => (await ResultsAsync(operation))[0].EndsWith("RUNNING", StringComparison.Ordinal));
        var busy = await Assert.ThrowsAsync<OperationInProgressException>(async () => await Service.DeleteStackSet(new DeleteStackSetInput { StackSetName = "all" }, Call));
        Assert.StartsWith($"Another Operation on StackSet arn:aws:cloudformation:us-east-1:{Account}:stackset/all:", busy.Message);
        await Service.StopStackSetOperation(new StopStackSetOperationInput { StackSetName = "all", OperationId = operation }, Call);
        Brittle.Gate.SetResult();
        Assert.Equal("STOPPED", (await EndAsync(operation)).Status);
        Assert.Equal([$"{Account} us-east-1 SUCCEEDED", $"{Other} us-east-1 CANCELLED Cancelled since the operation was stopped"], await ResultsAsync(operation));
        await Assert.ThrowsAsync<InvalidStackSetOperationException>(async () => await Service.StopStackSetOperation(new StopStackSetOperationInput { StackSetName = "all", OperationId = operation }, Call));
    }

    [Fact]
    public async Task Stacks_that_leave_their_set_can_stay()
    {
        await RolesAsync(Account);
        await SetAsync(Queue);
        await MakeAsync([Account], ["us-east-1"]);
        await EndAsync((await Service.DeleteStackInstances(new DeleteStackInstancesInput { StackSetName = "all", Accounts = [Account], Regions = ["us-east-1"], RetainStacks = true }, Call)).OperationId);
        Assert.Empty(await InstancesAsync());
        var stack = (await Service.DescribeStacks(new DescribeStacksInput(), Call)).Stacks!.Single();
        Assert.StartsWith("StackSet-all-", stack.StackName);
        Assert.Equal(("CREATE_COMPLETE", "team"), (stack.StackStatus, stack.Tags!.Single().Key));
    }

    [Fact]
    public async Task What_cannot_be_is_refused()
    {
        await SetAsync(Queue);
        Assert.Equal("StackSet all already exists", (await Assert.ThrowsAsync<NameAlreadyExistsException>(() => SetAsync(Queue))).Message);
        Assert.Contains("at 'stackSetName' failed to satisfy constraint", await InvalidAsync(async () => await Service.CreateStackSet(new CreateStackSetInput { StackSetName = "1a", TemplateBody = Queue }, Call)), StringComparison.Ordinal);
        Assert.Equal("Parameters: [Nope] do not exist in the template", await InvalidAsync(() => MakeAsync([Account], ["us-east-1"], overrides: [new Parameter { ParameterKey = "Nope", ParameterValue = "1" }])));
        await Assert.ThrowsAsync<StackInstanceNotFoundException>(async () => await Service.UpdateStackInstances(new UpdateStackInstancesInput { StackSetName = "all", Accounts = [Account], Regions = ["us-east-1"] }, Call));
        await Assert.ThrowsAsync<OperationNotFoundException>(() => ResultsAsync("none"));
        await Assert.ThrowsAsync<InsufficientCapabilitiesException>(async () => await Service.CreateStackSet(
            new CreateStackSetInput { StackSetName = "r", TemplateBody = "Resources: {R: {Type: AWS::IAM::Group}}" }, Call));
        var managed = await Assert.ThrowsAsync<CommonException>(async () => await Service.CreateStackSet(new CreateStackSetInput { StackSetName = "m", TemplateBody = Queue, PermissionModel = "SERVICE_MANAGED" }, Call));
        Assert.Equal(CommonError.NotSupported, managed.Kind);
    }

    [Theory]
    [InlineData(10, null, null, null, null, 0, 1)]
    [InlineData(10, 3, null, 10, "SOFT_FAILURE_TOLERANCE", 3, 10)]
    [InlineData(10, 3, null, 4, null, 3, 4)]
    [InlineData(9, null, 50, null, null, 4, 1)]
    public void Preferences_say_how_many_at_once(int accounts, int? borne, int? part, int? most, string? mode, int tolerance, int concurrency)
    {
        var preferences = new StackSetOperationPreferences { FailureToleranceCount = borne, FailureTolerancePercentage = part, MaxConcurrentCount = most, ConcurrencyMode = mode };
        Assert.Equal((tolerance, concurrency), (StackSetRules.Tolerance(preferences, accounts), StackSetRules.Concurrency(preferences, accounts)));
    }

    [Fact]
    public async Task Types_are_listed_and_described_by_their_schemas()
    {
        var types = (await Service.ListTypes(new ListTypesInput { Visibility = "PUBLIC", Filters = new TypeFilters { TypeNamePrefix = "AWS::SQS::" } }, Call)).TypeSummaries!;
        Assert.Equal(["AWS::SQS::Queue", "AWS::SQS::QueuePolicy"], types.Select(t => t.TypeName).Take(2));
        Assert.Equal("arn:aws:cloudformation:us-east-1::type/resource/AWS-SQS-Queue", types[0].TypeArn);
        Assert.Empty((await Service.ListTypes(new ListTypesInput(), Call)).TypeSummaries!);
        var type = await Service.DescribeType(new DescribeTypeInput { Type = "RESOURCE", TypeName = "AWS::SQS::Queue" }, Call);
        var schema = JsonNode.Parse(type.Schema!)!;
        Assert.Equal(("FULLY_MUTABLE", "PUBLIC", "integer"), (type.ProvisioningType, type.Visibility, (string?)schema["properties"]!["DelaySeconds"]!["type"]));
        Assert.Contains("/properties/QueueName", schema["createOnlyProperties"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(type.Arn, (await Service.DescribeType(new DescribeTypeInput { Arn = type.Arn }, Call)).Arn);
        Assert.Equal("The type 'AWS::No::Thing' cannot be found.", (await Assert.ThrowsAsync<NoSuchTypeException>(async () => await Service.DescribeType(new DescribeTypeInput { Type = "RESOURCE", TypeName = "AWS::No::Thing" }, Call))).Message);
    }

    private static string Resource(string delay, string regions) => """
        Resources:
          Set:
            Type: AWS::CloudFormation::StackSet
            Properties:
              StackSetName: all
              PermissionModel: SELF_MANAGED
              TemplateBody: |
                Parameters: {Delay: {Type: Number, Default: 1}}
                Resources: {Queue: {Type: AWS::SQS::Queue, Properties: {DelaySeconds: !Ref Delay}}}
              Parameters: [{ParameterKey: Delay, ParameterValue: 'DELAY'}]
              StackInstancesGroup: [{DeploymentTargets: {Accounts: ['000000000000']}, Regions: [REGIONS]}]
        """.Replace("DELAY", delay, StringComparison.Ordinal).Replace("REGIONS", regions, StringComparison.Ordinal);

    [Fact]
    public async Task A_stack_can_hold_a_set()
    {
        await RolesAsync(Account);
        Assert.Equal("CREATE_COMPLETE", (await CreateAsync(Resource("2", "us-east-1"))).StackStatus);
        Assert.StartsWith("all:", await PhysicalAsync("Set"));
        Assert.Equal("2", await DelayAsync(Account, "us-east-1"));
        Assert.Equal("UPDATE_COMPLETE", (await UpdateAsync(Resource("3", "eu-west-1"))).StackStatus);
        Assert.Equal([$"{Account} eu-west-1 CURRENT SUCCEEDED"], await InstancesAsync());
        Assert.Equal("3", await DelayAsync(Account, "eu-west-1"));
        var stack = await EndOfAsync("s");
        await Service.DeleteStack(new DeleteStackInput { StackName = "s" }, Call);
        Assert.Equal("DELETE_COMPLETE", (await EndOfAsync(stack.StackId!)).StackStatus);
        Assert.Equal("DELETED", (await Service.ListStackSets(new ListStackSetsInput(), Call)).Summaries!.Single().Status);
    }

    [Fact]
    public async Task A_set_that_fails_takes_its_stack_back()
    {
        Assert.Equal("ROLLBACK_COMPLETE", (await CreateAsync(Resource("2", "us-east-1"))).StackStatus);
        Assert.Contains("was unexpectedly stopped or failed", await ReasonOfAsync("s", "Set", "CREATE_FAILED"), StringComparison.Ordinal);
        Assert.Equal("DELETED", (await Service.ListStackSets(new ListStackSetsInput(), Call)).Summaries!.Single().Status);
    }
}
