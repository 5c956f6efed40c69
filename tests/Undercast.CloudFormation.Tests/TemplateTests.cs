using System.Text.Json.Nodes;

namespace Undercast.CloudFormation.Tests;

public sealed class TemplateTests : Fixture
{
    private const string Queue = "Resources: {Q: {Type: AWS::SQS::Queue}}";

    [Theory]
    [InlineData("", "Template format error: unsupported structure.")]
    [InlineData("[]", "Template format error: unsupported structure.")]
    [InlineData("{", "Template format error: JSON not well-formed. (line 1, column 2)")]
    [InlineData("{\"Resources\":{},\"Resources\":{}}", "Template format error: JSON not well-formed.")]
    [InlineData("Resources: [", "Template format error: YAML not well-formed. (line 2, column 1)")]
    [InlineData("A: 1\nA: 2", "Template format error: YAML not well-formed. (line 2, column 1)")]
    [InlineData("Resources: {}", "Template format error: At least one Resources member must be defined.")]
    [InlineData("Stuff: 1\n" + Queue, "Invalid template property or properties [Stuff]")]
    [InlineData("Resources: {Q: {Type: AWS::Nope::Thing}}", "Template format error: Unrecognized resource types: [AWS::Nope::Thing]")]
    [InlineData("Resources: {Q: {Properties: {}}}", "Template format error: [/Resources/Q] Every Resources object must contain a Type member.")]
    [InlineData("Resources: {Q: {Type: AWS::SQS::Queue, Extra: 1}}", "Invalid template resource property 'Extra'")]
    [InlineData("Resources: {Q-1: {Type: AWS::SQS::Queue}}", "Template format error: Resource name Q-1 is non alphanumeric.")]
    [InlineData("Resources: {Q: {Type: AWS::SQS::Queue, DependsOn: Z}}", "Template format error: Unresolved resource dependencies [Z] in the Resources block of the template")]
    [InlineData("Resources: {Q: {Type: AWS::SQS::Queue, Properties: {QueueName: !Ref Z}}}", "Template format error: Unresolved resource dependencies [Z] in the Resources block of the template")]
    [InlineData("Resources: {A: {Type: AWS::SQS::Queue, DependsOn: B}, B: {Type: AWS::SQS::Queue, DependsOn: A}}", "Circular dependency between resources: [A, B]")]
    [InlineData("Parameters: {P: {}}\n" + Queue, "Template format error: Every Parameters object must contain a Type member.")]
    [InlineData("Outputs: {O: {}}\n" + Queue, "Template format error: Every Outputs member must contain a Value object")]
    [InlineData("Outputs: {O: {Value: !Ref Z}}\n" + Queue, "Template format error: Unresolved resource dependencies [Z] in the Outputs block of the template")]
    public async Task A_template_that_is_wrong_is_refused_in_words(string template, string message) =>
        Assert.Equal(message, await InvalidAsync(async () => await Service.ValidateTemplate(new ValidateTemplateInput { TemplateBody = template }, Call)));

    [Fact]
    public async Task Aliases_cannot_blow_a_template_up()
    {
        var lines = new List<string> { "A0: &a0 [x, x, x, x, x, x, x, x, x, x]" };
        for (var i = 1; i < 9; i++) lines.Add($"A{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 10))}]");
        Assert.Equal(
            "Template format error: The template is nested too deeply or expands to too much.",
            await InvalidAsync(async () => await Service.ValidateTemplate(new ValidateTemplateInput { TemplateBody = string.Join('\n', lines) }, Call)));
    }

    [Theory]
    [InlineData("{Type: Number, MaxValue: 5}", "6", "Parameter 'P' must be a number not greater than 5")]
    [InlineData("{Type: Number}", "x", "Parameter 'P' must be a number.")]
    [InlineData("{Type: String, MinLength: 3}", "ab", "Parameter 'P' must contain at least 3 characters")]
    [InlineData("{Type: String, AllowedValues: [a, b]}", "c", "Parameter 'P' must be one of AllowedValues")]
    [InlineData("{Type: String, AllowedPattern: '[a-z]+'}", "A", "Parameter 'P' must match pattern [a-z]+")]
    [InlineData("{Type: String, AllowedPattern: '(a+)+b', ConstraintDescription: only b}", "aaa", "Parameter P failed to satisfy constraint: only b")]
    public async Task Parameters_are_held_to_their_constraints(string rule, string value, string message) =>
        Assert.Equal(message, await InvalidAsync(() => CreateAsync($"Parameters: {{P: {rule}}}\n{Queue}", parameters: ("P", value))));

    [Fact]
    public async Task Parameters_must_be_known_and_have_values()
    {
        Assert.Equal("Parameters: [X] do not exist in the template", await InvalidAsync(() => CreateAsync(Queue, parameters: ("X", "1"))));
        Assert.Equal("Parameters: [P] must have values", await InvalidAsync(() => CreateAsync("Parameters: {P: {Type: String}}\n" + Queue)));
    }

    public static TheoryData<string, string> Functions => new()
    {
        { "!Join ['-', [a, !Ref P, 1]]", "\"a-x,y-1\"" },
        { "!Sub 'arn:${AWS::Partition}:${P}:${!P}'", "\"arn:aws:x,y:${P}\"" },
        { "!Sub ['${A}-${AWS::Region}', {A: !Ref P}]", "\"x,y-us-east-1\"" },
        { "!Select [1, !Split [',', !Ref P]]", "\"y\"" },
        { "!Select [0, !Ref L]", "\"one\"" },
        { "!FindInMap [M, us-east-1, Size]", "3" },
        { "!FindInMap [M, nowhere, Size, DefaultValue: 9]", "9" },
        { "!If [Yes1, a, b]", "\"a\"" },
        { "!If [No1, a, {Keep: 1, Drop: !Ref AWS::NoValue}]", "{\"Keep\":1}" },
        { "!Base64 hi", "\"aGk=\"" },
        { "!Length [1, 2, 3]", "3" },
        { "!ToJsonString {a: [1, true]}", "\"{\\u0022a\\u0022:[1,true]}\"" },
        { "!Cidr [10.0.0.0/16, 2, 8]", "[\"10.0.0.0/24\",\"10.0.1.0/24\"]" },
        { "!GetAZs ''", "[\"us-east-1a\",\"us-east-1b\",\"us-east-1c\"]" },
        { "!Ref AWS::AccountId", "\"000000000000\"" },
        { "!GetAtt Q.Arn", "\"arn-of-q\"" },
        { "{'Fn::GetAtt': [Q, Nested.Value]}", "7" },
        { "{'Fn::Sub': '${Q.Arn}/${Q}'}", "\"arn-of-q/id-of-q\"" },
        { "!Ref L", "[\"one\",\"two\"]" },
        { "2012-10-17", "\"2012-10-17\"" },
        { "007", "\"007\"" },
        { "'5'", "\"5\"" },
        { "yes", "true" },
    };

    [Theory]
    [MemberData(nameof(Functions))]
    public void Functions_have_the_values_that_they_are_documented_to_have(string expression, string json)
    {
        var template = Template.Check(TemplateReader.Read($$$"""
            Parameters: {P: {Type: String}, L: {Type: CommaDelimitedList}}
            Mappings: {M: {us-east-1: {Size: 3} } }
            Conditions:
              Yes1: !And [!Equals [a, a], !Not [!Condition No1]]
              No1: !Or [!Equals [a, b], !Equals [!Ref P, z]]
            Resources: {Q: {Type: AWS::SQS::Queue}, V: {Type: Any, Properties: {Value: {{{expression}}} } } }
            """));
        var evaluator = new TemplateEvaluator(template, new TemplateScope
        {
            Account = Account,
            Region = "us-east-1",
            StackName = "s",
            StackId = "id",
            Parameters = new Dictionary<string, string> { ["P"] = "x,y", ["L"] = "one, two" },
            Resource = name => name == "Q" ? ("id-of-q", new JsonObject { ["Arn"] = "arn-of-q", ["Nested"] = new JsonObject { ["Value"] = 7 } }) : null,
            Export = _ => null,
        });
        Assert.Equal(json, evaluator.Resolve(template.Resources["V"].Properties["Value"])?.ToJsonString());
    }

    [Fact]
    public async Task Capabilities_must_be_acknowledged()
    {
        const string role = "Resources: {R: {Type: AWS::IAM::Role, Properties: {RoleName: r, AssumeRolePolicyDocument: {}}}}";
        var e = await Assert.ThrowsAsync<InsufficientCapabilitiesException>(async () => await Service.CreateStack(new CreateStackInput { StackName = "s", TemplateBody = role, Capabilities = ["CAPABILITY_IAM"] }, Call));
        Assert.Equal("Requires capabilities : [CAPABILITY_NAMED_IAM]", e.Message);
        var summary = await Service.GetTemplateSummary(new GetTemplateSummaryInput { TemplateBody = role }, Call);
        Assert.Equal(["CAPABILITY_NAMED_IAM"], summary.Capabilities!);
        Assert.Equal("The following resource(s) require capabilities: [AWS::IAM::Role]", summary.CapabilitiesReason);
    }

    [Fact]
    public async Task The_template_of_a_stack_is_given_back_as_it_came()
    {
        await CreateAsync(Queue);
        Assert.Equal(Queue, (await Service.GetTemplate(new GetTemplateInput { StackName = "s" }, Call)).TemplateBody);
        Assert.StartsWith("{", (await Service.GetTemplate(new GetTemplateInput { StackName = "s", TemplateStage = "Processed" }, Call)).TemplateBody, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://bucket.s3.us-east-1.amazonaws.com/a/b.json", "bucket", "a/b.json")]
    [InlineData("https://s3.amazonaws.com/bucket/a.json", "bucket", "a.json")]
    [InlineData("http://localhost:4566/bucket/a%20b.json", "bucket", "a b.json")]
    [InlineData("http://bucket.s3.localhost:4566/a.json", "bucket", "a.json")]
    [InlineData("s3://bucket/a.json", "bucket", "a.json")]
    public void Urls_of_templates_are_understood_in_every_style(string url, string bucket, string key)
    {
        Assert.True(TemplateUrl.TryRead(url, out var b, out var k, out _));
        Assert.Equal((bucket, key), (b, k));
    }

    [Theory]
    [InlineData("Resources: {A: {Type: AWS::SQS::Queue, Properties: {QueueName: !Ref B}}, B: {Type: AWS::SQS::Queue, Properties: {QueueName: !GetAtt C.QueueName}}, C: {Type: AWS::SQS::Queue, Properties: {QueueName: !Sub '${A}'}}, D: {Type: AWS::SQS::Queue}}", "Circular dependency between resources: [A, B, C]")]
    [InlineData("Resources: {A: {Type: AWS::SQS::Queue, Properties: {QueueName: !Ref A}}}", "Circular dependency between resources: [A]")]
    [InlineData("Conditions: {C: !Equals [!Ref Z, a]}\n" + Queue, "Template format error: Unresolved dependencies [Z]. Cannot reference resources in the Conditions block of the template")]
    [InlineData("Resources: {Q: {Type: AWS::SQS::Queue, Condition: Z}}", "Template format error: Unresolved condition dependency Z in the Resources block of the template")]
    [InlineData("Resources: {Q: {Type: AWS::SQS::Queue, DeletionPolicy: Keep}}", "Template format error: Unrecognized DeletionPolicy Keep for resource Q")]
    [InlineData("Resources: {Q: {Type: AWS::SQS::Queue, Properties: {QueueName: {'Fn::Nope': x}}}}", "Template Error: Encountered unsupported function: Fn::Nope Supported functions are: [Fn::Base64, Fn::GetAtt, Fn::GetAZs, Fn::ImportValue, Fn::Join, Fn::Split, Fn::FindInMap, Fn::Select, Ref, Fn::Equals, Fn::If, Fn::Not, Condition, Fn::And, Fn::Or, Fn::Contains, Fn::EachMemberEquals, Fn::EachMemberIn, Fn::ValueOf, Fn::ValueOfAll, Fn::RefAll, Fn::Sub, Fn::Cidr]")]
    [InlineData("A: &a [*a]", "Template format error: YAML not well-formed. (line 1, column 8)")]
    [InlineData("A: *nobody", "Template format error: YAML not well-formed. (line 1, column 4)")]
    [InlineData("A: {<<: {B: 1}}", "Template format error: YAML not well-formed. (line 1, column 5)")]
    [InlineData("A: 1\n---\nB: 2", "Template format error: YAML not well-formed. The template holds more than one document.")]
    [InlineData("A: !Nope x", "Template format error: YAML not well-formed. (line 1, column 4)")]
    [InlineData("A: {B: 1, B: 2}", "Template format error: YAML not well-formed. (line 1, column 11)")]
    public async Task What_leads_nowhere_or_in_circles_is_refused(string template, string message) =>
        Assert.Equal(message, await InvalidAsync(async () => await Service.ValidateTemplate(new ValidateTemplateInput { TemplateBody = template }, Call)));

    [Fact]
    public async Task Depth_cannot_break_the_reader()
    {
        foreach (var template in (string[])[$"A: {new string('[', 5000)}", $"A: {new string('[', 5000)}{new string(']', 5000)}", string.Concat(Enumerable.Range(0, 200).Select(i => new string(' ', i) + "a:\n")), $"{{\"A\":{new string('[', 5000)}{new string(']', 5000)}}}"])
            Assert.StartsWith("Template format error: ", await InvalidAsync(async () => await Service.ValidateTemplate(new ValidateTemplateInput { TemplateBody = template }, Call)), StringComparison.Ordinal);
    }

    private static string Many(int count, string section, string member) => $"{section}:\n" + string.Concat(Enumerable.Range(0, count).Select(i => $"  N{i}: {member}\n"));

    [Fact]
    public async Task Templates_are_held_to_their_limits()
    {
        Task<string> WrongAsync(string template) => InvalidAsync(async () =>
        {
            Objects.Texts["templates/t"] = template;
            await Service.ValidateTemplate(new ValidateTemplateInput { TemplateURL = "s3://templates/t" }, Call);
        });
        Assert.Equal("Template format error: Number of resources, 501, is greater than maximum allowed, 500", await WrongAsync(Many(501, "Resources", "{Type: 'AWS::SQS::Queue'}")));
        Assert.Equal("Template format error: Number of parameters, 201, is greater than maximum allowed, 200", await WrongAsync(Queue + "\n" + Many(201, "Parameters", "{Type: String, Default: x}")));
        Assert.Equal("Template format error: Number of outputs, 201, is greater than maximum allowed, 200", await WrongAsync(Queue + "\n" + Many(201, "Outputs", "{Value: x}")));
        Assert.Equal("Template format error: Number of mappings, 201, is greater than maximum allowed, 200", await WrongAsync(Queue + "\n" + Many(201, "Mappings", "{A: {B: c}}")));
        Assert.Equal("Template may not exceed 1000000 bytes in size.", await WrongAsync(Queue + "\n#" + new string('x', 1_000_000)));
        Assert.Equal(
            "1 validation error detected: Value at 'templateBody' failed to satisfy constraint: Member must have length less than or equal to 51200",
            await InvalidAsync(async () => await Service.ValidateTemplate(new ValidateTemplateInput { TemplateBody = Queue + "\n#" + new string('x', 51_200) }, Call)));
        Objects.Texts["templates/t"] = Queue + "\n#" + new string('x', 900_000);
        await Service.ValidateTemplate(new ValidateTemplateInput { TemplateURL = "s3://templates/t" }, Call);
    }

    [Fact]
    public async Task A_huge_scalar_is_only_large()
    {
        Objects.Texts["templates/t"] = $"Description: x\nMetadata: {{A: {new string('y', 800_000)}}}\n{Queue}";
        await Service.CreateStack(new CreateStackInput { StackName = "s", TemplateURL = "s3://templates/t" }, Call);
        Assert.Equal("CREATE_COMPLETE", (await EndOfAsync("s")).StackStatus);
    }

    [Theory]
    [InlineData("{Type: Number, MinValue: 5}", "4", "Parameter 'P' must be a number not less than 5")]
    [InlineData("{Type: String, MaxLength: 3}", "abcd", "Parameter 'P' must contain at most 3 characters")]
    [InlineData("{Type: CommaDelimitedList, AllowedValues: [a, b]}", "a,c", "Parameter 'P' must be one of AllowedValues")]
    [InlineData("{Type: List<Number>}", "1,x", "Parameter 'P' must be a number.")]
    [InlineData("{Type: Nope}", "x", "Template format error: Unrecognized parameter type: Nope")]
    public async Task More_parameters_are_held_to_their_constraints(string rule, string value, string message) =>
        Assert.Equal(message, await InvalidAsync(() => CreateAsync($"Parameters: {{P: {rule}}}\n{Queue}", parameters: ("P", value))));
}
