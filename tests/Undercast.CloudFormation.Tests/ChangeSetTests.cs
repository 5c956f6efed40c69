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
        Assert.Equal("""{"Properties":{"QueueName":"q","DelaySeconds":"1"}}""", change.BeforeContext);
        Assert.Equal("""{"Properties":{"QueueName":"q","DelaySeconds":"2","VisibilityTimeout":"****"}}""", change.AfterContext);
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

    [Fact]
    public async Task A_difference_is_told_property_by_property_with_its_cause()
    {
        await CreateAsync("Parameters: {Delay: {Type: Number, Default: 1}}\nResources: {Q: {Type: AWS::SQS::Queue, Properties: {QueueName: q, DelaySeconds: !Ref Delay}}, T: {Type: Test::Brittle::Thing, Properties: {Name: !GetAtt Q.QueueName}}, R: {Type: AWS::SQS::Queue, DeletionPolicy: Retain}}");
        const string next = "Parameters: {Delay: {Type: Number, Default: 2}}\nResources: {Q: {Type: AWS::SQS::Queue, Metadata: {A: 1}, Properties: {QueueName: q2, DelaySeconds: !Ref Delay}}, T: {Type: Test::Brittle::Thing, Properties: {Name: !GetAtt Q.QueueName}}}";
        await Service.CreateChangeSet(new CreateChangeSetInput { StackName = "s", ChangeSetName = "c", TemplateBody = next }, Call);
        var changes = (await Service.DescribeChangeSet(new DescribeChangeSetInput { StackName = "s", ChangeSetName = "c", IncludePropertyValues = true }, Call)).Changes!.ToDictionary(c => c.ResourceChange!.LogicalResourceId!, c => c.ResourceChange!);
        Assert.Equal(("True", "ReplaceAndDelete"), (changes["Q"].Replacement, changes["Q"].PolicyAction));
        Assert.Equal(["Properties", "Metadata"], changes["Q"].Scope!);
        Assert.Equal("""{"Properties":{"QueueName":"q","DelaySeconds":"1"}}""", changes["Q"].BeforeContext);
        Assert.Equal("""{"Properties":{"QueueName":"q2","DelaySeconds":"2"},"Metadata":{"A":"1"}}""", changes["Q"].AfterContext);
        Assert.Equal(
            ["DelaySeconds Never Static ParameterReference Delay /Properties/DelaySeconds 1 2 Modify", "QueueName Always Static DirectModification  /Properties/QueueName q q2 Modify", " Never Static DirectModification  /Metadata  {\"A\":1} Add"],
            changes["Q"].Details!.Select(d => $"{d.Target!.Name} {d.Target.RequiresRecreation} {d.Evaluation} {d.ChangeSource} {d.CausingEntity} {d.Target.Path} {d.Target.BeforeValue} {d.Target.AfterValue} {d.Target.AttributeChangeType}"));
        // The new queue's name is known only after it is made.
        Assert.Equal(("Conditional", "Dynamic", "ResourceAttribute", "Q"), (changes["T"].Replacement, changes["T"].Details![0].Evaluation, changes["T"].Details![0].ChangeSource, changes["T"].Details![0].CausingEntity));
        Assert.Equal("{{changeSet:KNOWN_AFTER_APPLY}}", changes["T"].Details![0].Target!.AfterValue);
        Assert.Equal(("Remove", "Retain"), (changes["R"].Action, changes["R"].PolicyAction));
        var plain = (await Service.DescribeChangeSet(new DescribeChangeSetInput { StackName = "s", ChangeSetName = "c" }, Call)).Changes![0].ResourceChange!;
        Assert.Null(plain.BeforeContext);
        Assert.Null(plain.Details![0].Target!.BeforeValue);
    }

    private Task<CreateChangeSetOutput> ImportAsync(string template, string stack, params ResourceToImport[] resources) =>
        Service.CreateChangeSet(new CreateChangeSetInput { StackName = stack, ChangeSetName = "i", ChangeSetType = "IMPORT", TemplateBody = template, ResourcesToImport = resources }, Call).AsTask();

    private static ResourceToImport Existing(string logicalId, string name) => new() { ResourceType = "Test::Brittle::Thing", LogicalResourceId = logicalId, ResourceIdentifier = new Dictionary<string, string> { ["Name"] = name } };

    [Fact]
    public async Task What_exists_is_imported_into_a_new_stack_and_an_old_one()
    {
        Brittle.Things["a"] = "one";
        Brittle.Things["b"] = "two";
        const string first = "Resources: {A: {Type: Test::Brittle::Thing, DeletionPolicy: Delete, Properties: {Name: a, Value: one}}}\nOutputs: {N: {Value: !Ref A}}";
        await ImportAsync(first, "s", Existing("A", "a"));
        var change = (await Service.DescribeChangeSet(new DescribeChangeSetInput { StackName = "s", ChangeSetName = "i" }, Call)).Changes!.Single().ResourceChange!;
        Assert.Equal(("Import", "a"), (change.Action, change.PhysicalResourceId));
        await Service.ExecuteChangeSet(new ExecuteChangeSetInput { StackName = "s", ChangeSetName = "i" }, Call);
        var stack = await EndOfAsync("s");
        Assert.Equal(("IMPORT_COMPLETE", "a"), (stack.StackStatus, stack.Outputs!.Single().OutputValue));

        const string second = "Resources: {A: {Type: Test::Brittle::Thing, DeletionPolicy: Delete, Properties: {Name: a, Value: one}}, B: {Type: Test::Brittle::Thing, DeletionPolicy: Delete, Properties: {Name: b, Value: two}}}\nOutputs: {N: {Value: !Ref A}}";
        await ImportAsync(second, "s", Existing("B", "b"));
        await Service.ExecuteChangeSet(new ExecuteChangeSetInput { StackName = "s", ChangeSetName = "i" }, Call);
        Assert.Equal("IMPORT_COMPLETE", (await EndOfAsync("s")).StackStatus);
        Assert.Equal("UPDATE_COMPLETE", (await UpdateAsync(second.Replace("two", "three", StringComparison.Ordinal))).StackStatus);
        Assert.Equal("three", Brittle.Things["b"]);
        await Service.DeleteStack(new DeleteStackInput { StackName = "s" }, Call);
        Assert.Equal("DELETE_COMPLETE", (await EndOfAsync(stack.StackId!)).StackStatus);
        Assert.Empty(Brittle.Things);
    }

    [Fact]
    public async Task What_is_not_there_is_not_imported()
    {
        await CreateAsync("Resources: {A: {Type: Test::Brittle::Thing, Properties: {Name: a}}}");
        await ImportAsync("Resources: {A: {Type: Test::Brittle::Thing, Properties: {Name: a}}, B: {Type: Test::Brittle::Thing, DeletionPolicy: Retain, Properties: {Name: b}}}", "s", Existing("B", "b"));
        await Service.ExecuteChangeSet(new ExecuteChangeSetInput { StackName = "s", ChangeSetName = "i" }, Call);
        Assert.Equal("IMPORT_ROLLBACK_COMPLETE", (await EndOfAsync("s")).StackStatus);
        Assert.Equal("UPDATE_COMPLETE", (await UpdateAsync("Resources: {A: {Type: Test::Brittle::Thing, Properties: {Name: a, Value: x}}}")).StackStatus);
    }

    [Fact]
    public async Task An_import_does_nothing_else()
    {
        await CreateAsync("Resources: {A: {Type: Test::Brittle::Thing, Properties: {Name: a}}}");
        const string b = "B: {Type: Test::Brittle::Thing, DeletionPolicy: Retain, Properties: {Name: b}}";
        Assert.Equal(
            "You have modified resources [A] in your template that are not being imported. Update, create or delete operations cannot be executed during import operations.",
            await InvalidAsync(() => ImportAsync($"Resources: {{A: {{Type: Test::Brittle::Thing, Properties: {{Name: a, Value: x}}}}, {b}}}", "s", Existing("B", "b"))));
        Assert.Equal("Resources [C] is missing from ResourceToImport list", await InvalidAsync(() => ImportAsync($"Resources: {{A: {{Type: Test::Brittle::Thing, Properties: {{Name: a}}}}, C: {{Type: AWS::SQS::Queue}}, {b}}}", "s", Existing("B", "b"))));
        Assert.Equal("Resources [B] is missing DeletionPolicy attribute and cannot be imported", await InvalidAsync(() => ImportAsync("Resources: {B: {Type: Test::Brittle::Thing, Properties: {Name: b}}}", "t", Existing("B", "b"))));
        Assert.Equal(
            "ResourceTypes [AWS::CDK::Metadata] are not supported for Import",
            await InvalidAsync(() => ImportAsync("Resources: {B: {Type: AWS::CDK::Metadata, DeletionPolicy: Retain}}", "t", new ResourceToImport { ResourceType = "AWS::CDK::Metadata", LogicalResourceId = "B", ResourceIdentifier = new Dictionary<string, string> { ["Id"] = "b" } })));
    }
}
