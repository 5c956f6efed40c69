using System.Text.Json.Nodes;

namespace Undercast.CloudFormation.Tests;

public sealed class TransformTests : Fixture
{
    private static readonly TransformScope Scope = new("000000000000", "us-east-1", "s", new Dictionary<string, string> { ["Names"] = "alpha,beta", ["Stage"] = "prod" });

    private static JsonObject Extend(string template) => new LanguageExtensions().Apply(TemplateReader.Read("Parameters: {Names: {Type: CommaDelimitedList}, Stage: {Type: String}}\n" + template), Scope);

    private static string Fault(string template) => Assert.Throws<TransformException>(() => Extend(template)).Message;

    [Fact]
    public void A_loop_repeats_resources_outputs_conditions_and_properties()
    {
        var made = Extend("""
            Mappings: {Delays: {alpha: {Seconds: 1}, beta: {Seconds: 2}}}
            Conditions:
              Fn::ForEach::Is:
                - Name
                - !Ref Names
                - Is${Name}: !Equals [!Ref Stage, !Ref Name]
            Resources:
              Fn::ForEach::Queues:
                - Name
                - !Ref Names
                - Queue${Name}:
                    Type: AWS::SQS::Queue
                    Condition: !Sub 'Is${Name}'
                    DeletionPolicy: !If [!Sub 'Is${Name}', Retain, Delete]
                    Properties:
                      QueueName: !Sub 'q-${Name}-${AWS::Region}'
                      DelaySeconds: !FindInMap [Delays, !Ref Name, Seconds]
                      Plain: 'x${Name}'
                      Fn::ForEach::Inner:
                        - P
                        - [A, B]
                        - ${P}: !Ref P
            Outputs:
              Fn::ForEach::Urls:
                - Name
                - !Ref Names
                - Url${Name}: {Value: !Ref {'Fn::Sub': 'Queue${Name}'}}
            """);
        Assert.Equal("""["Isalpha","Isbeta"]""", Keys(made, "Conditions"));
        Assert.Equal("""["Queuealpha","Queuebeta"]""", Keys(made, "Resources"));
        Assert.Equal(
            """{"Type":"AWS::SQS::Queue","Condition":"Isbeta","DeletionPolicy":"Delete","Properties":{"QueueName":{"Fn::Sub":"q-beta-${AWS::Region}"},"DelaySeconds":2,"Plain":"x${Name}","A":"A","B":"B"}}""",
            made["Resources"]!["Queuebeta"]!.ToJsonString());
        Assert.Equal("""{"Value":{"Ref":"Queuealpha"}}""", made["Outputs"]!["Urlalpha"]!.ToJsonString());
    }

    private static string Keys(JsonObject tree, string section) => new JsonArray([.. ((JsonObject)tree[section]!).Select(m => (JsonNode)m.Key)]).ToJsonString();

    [Fact]
    public void Loops_nest_and_names_lose_what_is_not_alphanumeric()
    {
        var made = Extend("""
            Resources:
              Fn::ForEach::Outer:
                - A
                - [x.1, y.2]
                - Fn::ForEach::Inner:
                    - B
                    - ['1', '2']
                    - R&{A}${B}: {Type: AWS::SQS::Queue, Properties: {QueueName: !Ref A}}
            """);
        Assert.Equal("""["Rx11","Rx12","Ry21","Ry22"]""", Keys(made, "Resources"));
        Assert.Equal("x.1", (string)made["Resources"]!["Rx11"]!["Properties"]!["QueueName"]!);
    }

    [Fact]
    public void Lists_are_counted_and_documents_written_as_text()
    {
        var made = Extend("""
            Resources:
              Q:
                Type: AWS::SQS::Queue
                Properties:
                  A: !Length [Names, !Ref Stage]
                  B: {'Fn::Length': !Ref Names}
                  C: !ToJsonString {list: !Ref Names, one: 1}
                  D: !ToJsonString {arn: !GetAtt Q.Arn}
            """)["Resources"]!["Q"]!["Properties"]!;
        Assert.Equal((2, 2), ((int)made["A"]!, (int)made["B"]!));
        Assert.Equal("""{"list":["alpha","beta"],"one":1}""", (string)made["C"]!);
        Assert.Equal("""{"Fn::ToJsonString":{"arn":{"Fn::GetAtt":["Q","Arn"]}}}""", made["D"]!.ToJsonString());
    }

    // Source of the sentences: answers of AWS that others have recorded.
    [Theory]
    [InlineData("Resources: {'Fn::ForEach::L': [I, abc, {'R${I}': {Type: T}}]}", "Fn::ForEach layout is incorrect")]
    [InlineData("Resources: {'Fn::ForEach::L': [I, !Ref Nobody, {'R${I}': {Type: T}}]}", "Could not find a collection or could not be resolved for Fn::ForEach")]
    [InlineData("Resources: {'Fn::ForEach::L': [I, [a, b], {R: {Type: T}}]}", "Duplicate key 'R' when merging keys to parent object in Fn::ForEach")]
    [InlineData("Resources: {Q: {Type: T, Properties: {A: !Length {'Fn::GetAtt': [Q, List]}}}}", "The Fn::Length value could not be resolved for properties")]
    [InlineData("Resources: {Q: {Type: T, Condition: Missing}}", "Key Missing is missing in the map.")]
    [InlineData("Outputs: {'Fn::ForEach::L': [I, [a-b], {'O${I}': {Value: x}}]}", "OutputKey 'Oa-b' should be alphanumeric")]
    public void What_cannot_be_expanded_is_told(string template, string message) => Assert.Equal("Transform AWS::LanguageExtensions failed with: " + message, Fault(template));

    [Fact]
    public void Loops_cannot_blow_a_template_up()
    {
        var loop = "{'X${I}': 1}";
        for (var depth = 0; depth < 8; depth++) loop = $"{{'Fn::ForEach::L{depth}': [I{depth}, [a, b, c, d, e, f, g, h, i, j], {(depth == 0 ? "{'X${I0}': 1}" : loop)}]}}";
        Assert.StartsWith("Transform AWS::LanguageExtensions failed with: ", Fault($"Resources: {loop}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Functions_of_the_extensions_need_their_declaration()
    {
        Assert.StartsWith(
            "Template Error: Encountered unsupported function: Fn::Length Supported functions are: [Fn::Base64, ", await InvalidAsync(() => CreateAsync("Resources: {Q: {Type: AWS::SQS::Queue, Properties: {DelaySeconds: !Length [1]}}}")));
        Assert.Equal(
            "Template format error: [/Resources/Fn::ForEach::L] resource definition is malformed", await InvalidAsync(() => CreateAsync("Resources: {'Fn::ForEach::L': [I, [a], {'R${I}': {Type: AWS::SQS::Queue}}]}")));
        Assert.Equal(
            "Template error: variable names in Fn::Sub syntax must contain only alphanumeric characters, underscores, periods, and colons",
            await InvalidAsync(() => CreateAsync("Resources: {Q: {Type: AWS::SQS::Queue, Properties: {QueueName: !Sub '${a b}'}}}")));
    }

    [Fact]
    public async Task A_stack_is_made_from_what_the_extensions_make()
    {
        const string template = """
            Transform: AWS::LanguageExtensions
            Parameters: {Names: {Type: CommaDelimitedList, Default: 'a,b'}}
            Resources:
              Fn::ForEach::Queues: [N, !Ref Names, {'Queue${N}': {Type: AWS::SQS::Queue, Properties: {DelaySeconds: !Length [1, 2, 3]}}}]
            """;
        var stack = await CreateAsync(template);
        Assert.Equal("CREATE_COMPLETE", stack.StackStatus);
        Assert.Equal("3", (string)(await QueueAsync(await PhysicalAsync("Queuea")))["DelaySeconds"]!);
        Assert.Equal(["AWS::LanguageExtensions"], (await Service.ValidateTemplate(new ValidateTemplateInput { TemplateBody = template }, Call)).DeclaredTransforms!);
        // One more item is one more resource.
        Assert.Equal("UPDATE_COMPLETE", (await UpdateAsync(template, "s", ("Names", "a,b,c"))).StackStatus);
        Assert.NotNull(await PhysicalAsync("Queuec"));
        await Assert.ThrowsAsync<InsufficientCapabilitiesException>(async () => await Service.CreateStack(new CreateStackInput { StackName = "t", TemplateBody = template }, Call));
    }

    [Fact]
    public async Task An_inclusion_joins_what_stands_beside_it()
    {
        Objects.Texts["parts/queue.yaml"] = "Type: AWS::SQS::Queue\nProperties: {DelaySeconds: {Ref: Delay}}\n";
        Objects.Texts["parts/outputs.json"] = """{"Outputs":{"Url":{"Value":{"Ref":"Q"}}}}""";
        var stack = await CreateAsync("""
            Transform: {Name: AWS::Include, Parameters: {Location: s3://parts/outputs.json}}
            Parameters: {Delay: {Type: Number, Default: 4}, Part: {Type: String, Default: queue}}
            Resources:
              Q:
                Fn::Transform: {Name: AWS::Include, Parameters: {Location: !Sub 's3://parts/${Part}.yaml'}}
                DeletionPolicy: Delete
            """);
        Assert.Equal("CREATE_COMPLETE", stack.StackStatus);
        Assert.Equal("4", (string)(await QueueAsync(stack.Outputs!.Single().OutputValue!))["DelaySeconds"]!);
    }

    [Theory]
    [InlineData("s3://parts/short.yaml", "The specified S3 object's content should be valid Yaml/JSON")]
    [InlineData("s3://nowhere/x.yaml", "S3 bucket [nowhere] does not exist.")]
    [InlineData("file.yaml", "The location parameter is not a valid S3 uri.")]
    public async Task An_inclusion_that_fails_turns_the_stack_back(string location, string message)
    {
        Objects.Texts["parts/short.yaml"] = "Type: AWS::SQS::Queue\nProperties: {DelaySeconds: !Ref Delay}\n";
        var stack = await CreateAsync($"Resources: {{Q: {{'Fn::Transform': {{Name: AWS::Include, Parameters: {{Location: '{location}'}}}}}}}}");
        Assert.Equal("ROLLBACK_COMPLETE", stack.StackStatus);
        Assert.Equal($"Transform AWS::Include failed with: {message}. Rollback requested by user.", await ReasonOfAsync("s", "s", "ROLLBACK_IN_PROGRESS"));
    }

    private const string Macro = "Resources: {M: {Type: AWS::CloudFormation::Macro, Properties: {Name: Count, FunctionName: 'arn:aws:lambda:us-east-1:000000000000:function:count'}}}";

    private static JsonObject Answer(JsonObject question, JsonNode? fragment, string status = "success") => new() { ["requestId"] = (string)question["requestId"]!, ["status"] = status, ["fragment"] = fragment };

    [Fact]
    public async Task A_macro_gets_the_template_and_gives_another()
    {
        Assert.Equal("CREATE_COMPLETE", (await CreateAsync(Macro, "macros")).StackStatus);
        JsonObject? asked = null;
        Function = question =>
        {
            asked = question;
            var template = (JsonObject)question["fragment"]!.DeepClone();
            template["Resources"]!["Second"] = template["Resources"]!["First"]!.DeepClone();
            return Answer(question, template);
        };
        var stack = await CreateAsync("""
            Transform: Count
            Parameters: {Names: {Type: CommaDelimitedList, Default: 'a,b'}, Size: {Type: Number, Default: 2}}
            Resources: {First: {Type: AWS::SQS::Queue}}
            """);
        Assert.Equal("CREATE_COMPLETE", stack.StackStatus);
        Assert.NotEqual(await PhysicalAsync("First"), await PhysicalAsync("Second"));
        Assert.Equal(("us-east-1", Account, $"{Account}::Count"), ((string)asked!["region"]!, (string)asked["accountId"]!, (string)asked["transformId"]!));
        Assert.Equal("""{"Names":["a","b"],"Size":"2"}""", asked["templateParameterValues"]!.ToJsonString());
        Assert.Equal("{}", asked["params"]!.ToJsonString());
        Assert.Null(asked["fragment"]!["Transform"]);
        Assert.Contains("Second", (await Service.GetTemplate(new GetTemplateInput { StackName = "s", TemplateStage = "Processed" }, Call)).TemplateBody);
        Assert.DoesNotContain("Second", (await Service.GetTemplate(new GetTemplateInput { StackName = "s" }, Call)).TemplateBody);
    }

    [Fact]
    public async Task A_macro_in_a_template_gets_what_stands_beside_it_and_the_innermost_comes_first()
    {
        await CreateAsync(Macro, "macros");
        var asked = new List<string>();
        Function = question =>
        {
            asked.Add(question["fragment"]!.ToJsonString() + question["params"]!.ToJsonString());
            var fragment = (JsonObject)question["fragment"]!.DeepClone();
            fragment["DelaySeconds"] = (int)(fragment["DelaySeconds"] ?? 0) + 1;
            return Answer(question, fragment.ContainsKey("Inner") ? new JsonObject { ["DelaySeconds"] = 9 } : fragment);
        };
        var stack = await CreateAsync("""
            Parameters: {Size: {Type: String, Default: big}}
            Resources:
              Q:
                Type: AWS::SQS::Queue
                Properties:
                  Inner: {'Fn::Transform': {Name: Count}, X: 1}
                  Fn::Transform: [{Name: Count, Parameters: {Key: !Ref Size}}]
            """);
        Assert.Equal("CREATE_COMPLETE", stack.StackStatus);
        Assert.Equal(["""{"X":1}{}""", """{"Inner":{"X":1,"DelaySeconds":1}}{"Key":"big"}"""], asked);
        Assert.Equal("9", (string)(await QueueAsync(await PhysicalAsync("Q")))["DelaySeconds"]!);
    }

    [Theory]
    [InlineData("failure", "Transform 000000000000::Count failed with: no more")]
    [InlineData("silent", "Transform 000000000000::Count failed without an error message.")]
    [InlineData("nothing", "Received malformed response from transform 000000000000::Count")]
    [InlineData("other request", "Received malformed response from transform 000000000000::Count")]
    [InlineData("text", "Template format error: unsupported structure.")]
    public async Task A_macro_that_fails_fails_the_change_set_and_turns_a_stack_back(string how, string message)
    {
        await CreateAsync(Macro, "macros");
        Function = question => how switch
        {
            "failure" => new JsonObject { ["requestId"] = (string)question["requestId"]!, ["status"] = "failed", ["errorMessage"] = "no more" },
            "silent" => new JsonObject { ["requestId"] = (string)question["requestId"]!, ["status"] = "failed" },
            "other request" => new JsonObject { ["requestId"] = "x", ["status"] = "success", ["fragment"] = question["fragment"]!.DeepClone() },
            "text" => Answer(question, "text"),
            _ => null,
        };
        const string template = "Transform: Count\nResources: {Q: {Type: AWS::SQS::Queue}}";
        Assert.Equal("ROLLBACK_COMPLETE", (await CreateAsync(template)).StackStatus);
        Assert.Equal($"{message}. Rollback requested by user.", await ReasonOfAsync("s", "s", "ROLLBACK_IN_PROGRESS"));
        await Service.CreateChangeSet(new CreateChangeSetInput { StackName = "t", ChangeSetName = "c", ChangeSetType = "CREATE", TemplateBody = template }, Call);
        var change = await Service.DescribeChangeSet(new DescribeChangeSetInput { StackName = "t", ChangeSetName = "c" }, Call);
        Assert.Equal(("FAILED", message), (change.Status, change.StatusReason));
    }

    [Fact]
    public async Task A_macro_that_nobody_made_is_not_found()
    {
        await CreateAsync("Transform: Nobody\nResources: {Q: {Type: AWS::SQS::Queue}}");
        Assert.StartsWith($"No transform named {Account}::Nobody found.", await ReasonOfAsync("s", "s", "ROLLBACK_IN_PROGRESS"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failed_transform_leaves_a_stack_as_it_was()
    {
        await CreateAsync("Resources: {Q: {Type: AWS::SQS::Queue, Properties: {DelaySeconds: 3}}}");
        Assert.Equal("UPDATE_ROLLBACK_COMPLETE", (await UpdateAsync("Transform: Nobody\nResources: {Q: {Type: AWS::SQS::Queue}}")).StackStatus);
        Assert.Equal("3", (string)(await QueueAsync(await PhysicalAsync("Q")))["DelaySeconds"]!);
        Assert.Equal("UPDATE_COMPLETE", (await UpdateAsync("Resources: {Q: {Type: AWS::SQS::Queue, Properties: {DelaySeconds: 4}}}")).StackStatus);
    }

    [Fact]
    public async Task A_macro_is_updated_replaced_and_deleted()
    {
        await CreateAsync(Macro, "macros");
        Assert.Equal("Count", await PhysicalAsync("M", "macros"));
        Assert.Equal("UPDATE_COMPLETE", (await UpdateAsync(Macro.Replace("function:count", "function:other", StringComparison.Ordinal), "macros")).StackStatus);
        Assert.Equal("UPDATE_COMPLETE", (await UpdateAsync(Macro.Replace("Name: Count", "Name: Sum", StringComparison.Ordinal), "macros")).StackStatus);
        Assert.Equal("ROLLBACK_COMPLETE", (await CreateAsync(Macro.Replace("Name: Count", "Name: Sum", StringComparison.Ordinal), "again")).StackStatus);
        await Service.DeleteStack(new DeleteStackInput { StackName = "macros" }, Call);
        await UntilAsync(async () => !(await Service.ListStacks(new ListStacksInput { StackStatusFilter = ["DELETE_IN_PROGRESS"] }, Call)).StackSummaries!.Any());
        Assert.Equal("CREATE_COMPLETE", (await CreateAsync(Macro.Replace("Name: Count", "Name: Sum", StringComparison.Ordinal), "third")).StackStatus);
    }
}
