namespace Undercast.CloudFormation.Tests;

public sealed class StackTests : Fixture
{
    private const string TwoQueues = """
        Parameters:
          Delay: {Type: Number, Default: 5, MaxValue: 900}
        Resources:
          Dead:
            Type: AWS::SQS::Queue
          Work:
            Type: AWS::SQS::Queue
            Properties:
              DelaySeconds: !Ref Delay
              RedrivePolicy: {deadLetterTargetArn: !GetAtt Dead.Arn, maxReceiveCount: 3}
        Outputs:
          Url: {Value: !Ref Work, Export: {Name: !Sub '${AWS::StackName}-url'}}
        """;

    [Fact]
    public async Task A_stack_makes_its_resources_in_the_order_of_need()
    {
        var stack = await CreateAsync(TwoQueues);
        Assert.Equal("CREATE_COMPLETE", stack.StackStatus);
        Assert.Equal(await PhysicalAsync("Work"), stack.Outputs!.Single().OutputValue);
        Assert.Equal("s-url", stack.Outputs!.Single().ExportName);
        Assert.Equal("5", (string)(await QueueAsync(await PhysicalAsync("Work")))["DelaySeconds"]!);
        Assert.Equal(
            ["s CREATE_IN_PROGRESS", "Dead CREATE_IN_PROGRESS", "Dead CREATE_IN_PROGRESS", "Dead CREATE_COMPLETE", "Work CREATE_IN_PROGRESS", "Work CREATE_IN_PROGRESS", "Work CREATE_COMPLETE", "s CREATE_COMPLETE"],
            await EventsAsync("s"));
    }

    [Fact]
    public async Task An_update_changes_what_differs_and_keeps_the_rest()
    {
        await CreateAsync(TwoQueues);
        var (work, dead) = (await PhysicalAsync("Work"), await PhysicalAsync("Dead"));
        Assert.Equal("UPDATE_COMPLETE", (await UpdateAsync(TwoQueues, parameters: ("Delay", "7"))).StackStatus);
        Assert.Equal((work, dead), (await PhysicalAsync("Work"), await PhysicalAsync("Dead")));
        Assert.Equal("7", (string)(await QueueAsync(work))["DelaySeconds"]!);
        Assert.Equal("No updates are to be performed.", await InvalidAsync(() => UpdateAsync(TwoQueues, parameters: ("Delay", "7"))));
    }

    [Fact]
    public async Task A_create_only_property_replaces_and_the_old_one_goes_in_the_clean_up()
    {
        await CreateAsync("Resources: {Q: {Type: AWS::SQS::Queue, Properties: {QueueName: first}}}");
        var first = await PhysicalAsync("Q");
        await UpdateAsync("Resources: {Q: {Type: AWS::SQS::Queue, Properties: {QueueName: second}}}");
        Assert.EndsWith("/second", await PhysicalAsync("Q"), StringComparison.Ordinal);
        await Assert.ThrowsAsync<Sqs.QueueDoesNotExist>(() => QueueAsync(first));
        Assert.Equal(
            ["s UPDATE_IN_PROGRESS", "Q UPDATE_IN_PROGRESS", "Q UPDATE_IN_PROGRESS", "Q UPDATE_COMPLETE", "s UPDATE_COMPLETE_CLEANUP_IN_PROGRESS", "Q DELETE_IN_PROGRESS", "s UPDATE_COMPLETE"],
            (await EventsAsync("s")).Skip(5));
    }

    [Fact]
    public async Task A_failed_creation_takes_back_what_it_made()
    {
        var stack = await CreateAsync("""
            Resources:
              Q: {Type: AWS::SQS::Queue, Properties: {QueueName: gone}}
              T: {Type: Test::Brittle::Thing, Properties: {Fail: make, Value: !Ref Q}}
            """);
        Assert.Equal("ROLLBACK_COMPLETE", stack.StackStatus);
        Assert.StartsWith("Resource handler returned message: \"It broke.\" (RequestToken: ", await ReasonOfAsync("s", "T", "CREATE_FAILED"), StringComparison.Ordinal);
        Assert.Equal("The following resource(s) failed to create: [T]. Rollback requested by user.", await ReasonOfAsync("s", "s", "ROLLBACK_IN_PROGRESS"));
        await Assert.ThrowsAsync<Sqs.QueueDoesNotExist>(() => QueueAsync("http://localhost:4566/000000000000/gone"));
        Assert.Contains("is in ROLLBACK_COMPLETE state and can not be updated.", await InvalidAsync(() => UpdateAsync(TwoQueues)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failed_update_returns_every_resource_to_what_it_was()
    {
        await CreateAsync("""
            Resources:
              Q: {Type: AWS::SQS::Queue, Properties: {QueueName: q, DelaySeconds: 1}}
              R: {Type: AWS::SQS::Queue, Properties: {QueueName: r}}
              T: {Type: Test::Brittle::Thing, Properties: {Value: !GetAtt Q.Arn}}
            """);
        var stack = await UpdateAsync("""
            Resources:
              Q: {Type: AWS::SQS::Queue, Properties: {QueueName: q, DelaySeconds: 2}}
              R: {Type: AWS::SQS::Queue, Properties: {QueueName: r2}}
              New: {Type: AWS::SQS::Queue, Properties: {QueueName: new}}
              T: {Type: Test::Brittle::Thing, DependsOn: [R, New], Properties: {Value: !GetAtt Q.Arn, Fail: make}}
            """);
        Assert.Equal("UPDATE_ROLLBACK_COMPLETE", stack.StackStatus);
        Assert.Equal("1", (string)(await QueueAsync(await PhysicalAsync("Q")))["DelaySeconds"]!);
        Assert.EndsWith("/r", await PhysicalAsync("R"), StringComparison.Ordinal);
        await Assert.ThrowsAsync<Sqs.QueueDoesNotExist>(() => QueueAsync("http://localhost:4566/000000000000/r2"));
        await Assert.ThrowsAsync<Sqs.QueueDoesNotExist>(() => QueueAsync("http://localhost:4566/000000000000/new"));
        Assert.Equal("UPDATE_COMPLETE", (await UpdateAsync("Resources: {Q: {Type: AWS::SQS::Queue, Properties: {QueueName: q, DelaySeconds: 3}}}")).StackStatus);
    }

    [Fact]
    public async Task A_resource_that_leaves_the_template_is_deleted_unless_it_is_to_be_retained()
    {
        await CreateAsync("""
            Resources:
              A: {Type: AWS::SQS::Queue, Properties: {QueueName: a}}
              B: {Type: AWS::SQS::Queue, Properties: {QueueName: b}}
              C: {Type: AWS::SQS::Queue, DeletionPolicy: Retain, Properties: {QueueName: c}}
            """);
        await UpdateAsync("Resources: {A: {Type: AWS::SQS::Queue, Properties: {QueueName: a}}}");
        await Assert.ThrowsAsync<Sqs.QueueDoesNotExist>(() => QueueAsync("http://localhost:4566/000000000000/b"));
        await QueueAsync("http://localhost:4566/000000000000/c");
        Assert.Contains("C DELETE_SKIPPED", await EventsAsync("s"));
    }

    [Fact]
    public async Task A_deleted_stack_is_found_by_its_arn_only()
    {
        var stack = await CreateAsync(TwoQueues);
        await Service.DeleteStack(new DeleteStackInput { StackName = "s" }, Call);
        Assert.Equal("DELETE_COMPLETE", (await EndOfAsync(stack.StackId!)).StackStatus);
        Assert.Equal("Stack with id s does not exist", await InvalidAsync(() => EndOfAsync("s")));
        Assert.Empty((await Service.ListExports(new ListExportsInput(), Call)).Exports!);
        await Service.DeleteStack(new DeleteStackInput { StackName = "s" }, Call);
        Assert.Single((await Service.ListStacks(new ListStacksInput { StackStatusFilter = ["DELETE_COMPLETE"] }, Call)).StackSummaries!);
    }

    [Fact]
    public async Task What_cannot_be_deleted_keeps_the_stack_and_can_be_retained()
    {
        var stack = await CreateAsync("Resources: {T: {Type: Test::Brittle::Thing, Properties: {Fail: delete}}}");
        await Service.DeleteStack(new DeleteStackInput { StackName = "s" }, Call);
        Assert.Equal("DELETE_FAILED", (await EndOfAsync("s")).StackStatus);
        await Service.DeleteStack(new DeleteStackInput { StackName = "s", RetainResources = ["T"] }, Call);
        Assert.Equal("DELETE_COMPLETE", (await EndOfAsync(stack.StackId!)).StackStatus);
    }

    [Fact]
    public async Task Termination_protection_holds()
    {
        await CreateAsync(TwoQueues);
        await Service.UpdateTerminationProtection(new UpdateTerminationProtectionInput { StackName = "s", EnableTerminationProtection = true }, Call);
        Assert.Equal("Stack [s] cannot be deleted while TerminationProtection is enabled", await InvalidAsync(async () => await Service.DeleteStack(new DeleteStackInput { StackName = "s" }, Call)));
    }

    [Fact]
    public async Task An_export_in_use_can_be_neither_changed_nor_deleted()
    {
        await CreateAsync(TwoQueues, "exporter");
        Assert.Equal("CREATE_COMPLETE", (await CreateAsync("Resources: {T: {Type: Test::Brittle::Thing, Properties: {Value: !ImportValue exporter-url}}}", "importer")).StackStatus);
        Assert.Equal(["importer"], (await Service.ListImports(new ListImportsInput { ExportName = "exporter-url" }, Call)).Imports!);
        Assert.Equal("Export exporter-url cannot be deleted as it is in use by importer", await InvalidAsync(async () => await Service.DeleteStack(new DeleteStackInput { StackName = "exporter" }, Call)));
        Assert.Equal("UPDATE_ROLLBACK_COMPLETE", (await UpdateAsync("Resources: {Work: {Type: AWS::SQS::Queue}}", "exporter")).StackStatus);
    }

    [Fact]
    public async Task Wrong_properties_fail_with_the_words_of_the_registry()
    {
        Assert.Equal("ROLLBACK_COMPLETE", (await CreateAsync("Resources: {Q: {Type: AWS::SQS::Queue, Properties: {Nonsense: 1, DelaySeconds: many}}}")).StackStatus);
        Assert.Equal(
            "Properties validation failed for resource Q with message:\n[#: extraneous key [Nonsense] is not permitted, #/DelaySeconds: expected type: Integer, found: String]", await ReasonOfAsync("s", "Q", "CREATE_FAILED"));
    }

    [Fact]
    public async Task Roles_policies_and_tables_come_from_templates()
    {
        var stack = await CreateAsync("""
            Resources:
              Role:
                Type: AWS::IAM::Role
                Properties:
                  AssumeRolePolicyDocument:
                    Version: 2012-10-17
                    Statement: [{Effect: Allow, Principal: {Service: lambda.amazonaws.com}, Action: sts:AssumeRole}]
                  ManagedPolicyArns: [arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]
                  Policies:
                    - PolicyName: own
                      PolicyDocument: {Version: 2012-10-17, Statement: [{Effect: Allow, Action: sqs:*, Resource: '*'}]}
              Policy:
                Type: AWS::IAM::Policy
                Properties:
                  PolicyName: more
                  Roles: [!Ref Role]
                  PolicyDocument: {Version: 2012-10-17, Statement: [{Effect: Allow, Action: dynamodb:GetItem, Resource: !GetAtt Table.Arn}]}
              Table:
                Type: AWS::DynamoDB::Table
                Properties:
                  BillingMode: PAY_PER_REQUEST
                  AttributeDefinitions: [{AttributeName: id, AttributeType: S}]
                  KeySchema: [{AttributeName: id, KeyType: HASH}]
                  StreamSpecification: {StreamViewType: NEW_IMAGE}
                  TimeToLiveSpecification: {AttributeName: until, Enabled: true}
            Outputs:
              Arn: {Value: !GetAtt Role.Arn}
              Stream: {Value: !GetAtt Table.StreamArn}
            """);
        Assert.Equal("CREATE_COMPLETE", stack.StackStatus);
        await Service.DeleteStack(new DeleteStackInput { StackName = "s" }, Call);
        Assert.Equal("DELETE_COMPLETE", (await EndOfAsync(stack.StackId!)).StackStatus);
    }

    [Fact]
    public async Task Resources_of_a_stack_can_be_asked_for_in_three_ways()
    {
        await CreateAsync(TwoQueues);
        var listed = (await Service.ListStackResources(new ListStackResourcesInput { StackName = "s" }, Call)).StackResourceSummaries!;
        Assert.Equal(["Dead", "Work"], listed.Select(r => r.LogicalResourceId));
        var described = (await Service.DescribeStackResources(new DescribeStackResourcesInput { PhysicalResourceId = await PhysicalAsync("Work") }, Call)).StackResources!;
        Assert.Equal(2, described.Count);
        Assert.Equal("Resource None does not exist for stack s", await InvalidAsync(async () => await Service.DescribeStackResource(new DescribeStackResourceInput { StackName = "s", LogicalResourceId = "None" }, Call)));
    }

    [Fact]
    public async Task A_rollback_that_cannot_go_on_is_continued_only_from_its_failure()
    {
        await CreateAsync(TwoQueues);
        Assert.EndsWith("is in CREATE_COMPLETE state and can not continue rollback.", await InvalidAsync(async () => await Service.ContinueUpdateRollback(new ContinueUpdateRollbackInput { StackName = "s" }, Call)), StringComparison.Ordinal);
    }
}
