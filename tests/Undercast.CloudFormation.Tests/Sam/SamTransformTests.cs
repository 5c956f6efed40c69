using System.Text.Json.Nodes;
using Undercast.CloudFormation.Sam;
using Undercast.Kernel;

namespace Undercast.CloudFormation.Tests.Sam;

public sealed class SamTransformTests
{
    private static readonly TransformScope Scope = new("123456789012", "eu-west-1", "shop", new Dictionary<string, string>());

    private static JsonObject Transform(string yaml) => (JsonObject)new SamTransform().Apply(TemplateReader.Read(yaml), Scope)["Resources"]!;

    private const string Function = """
        Resources:
          Pay:
            Type: AWS::Serverless::Function
            Properties: {Handler: a.b, Runtime: nodejs22.x, InlineCode: x, MORE}
        """;

    private static JsonObject Pay(string more) => Transform(Function.Replace("MORE", more, StringComparison.Ordinal));

    [Fact]
    public void A_function_gets_a_role_of_its_own()
    {
        var made = Pay("Timeout: 5");
        Assert.Equal(["Pay", "PayRole"], made.Select(r => r.Key).Order());
        Assert.Equal("""{"Fn::GetAtt":["PayRole","Arn"]}""", made["Pay"]!["Properties"]!["Role"]!.ToJsonString());
        Assert.Equal(5, (long)made["Pay"]!["Properties"]!["Timeout"]!);
    }

    [Fact]
    public void A_new_version_follows_the_code()
    {
        var first = Pay("AutoPublishAlias: live").Select(r => r.Key).Single(k => k.StartsWith("PayVersion", StringComparison.Ordinal));
        var second = Transform(Function.Replace("InlineCode: x, MORE", "InlineCode: y, AutoPublishAlias: live", StringComparison.Ordinal)).Select(r => r.Key).Single(k => k.StartsWith("PayVersion", StringComparison.Ordinal));
        Assert.NotEqual(first, second);
    }

    [Fact]
    public void A_path_without_an_api_makes_one()
    {
        var made = Pay("Events: {Get: {Type: Api, Properties: {Path: '/pay/{id}', Method: get}}}");
        Assert.NotNull(made["ServerlessRestApi"]!["Properties"]!["Body"]!["paths"]!["/pay/{id}"]!["get"]!["x-amazon-apigateway-integration"]);
        Assert.Equal("Prod", (string?)made["ServerlessRestApiProdStage"]!["Properties"]!["StageName"]);
        Assert.Contains("/GET/pay/*", made["PayGetPermissionProd"]!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_policy_template_takes_its_parameters()
    {
        var policy = Pay("Policies: [SQSPollerPolicy: {QueueName: jobs}]")["PayRole"]!["Properties"]!["Policies"]![0]!;
        Assert.Equal("PayRolePolicy0", (string?)policy["PolicyName"]);
        Assert.Equal("""["arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:${queueName}",{"queueName":"jobs"}]""", policy["PolicyDocument"]!["Statement"]![0]!["Resource"]!["Fn::Sub"]!.ToJsonString());
    }

    [Theory]
    [InlineData("Policies: [SQSPollerPolicy: {}]", "[Pay] is invalid. Following required parameters of policy template 'SQSPollerPolicy' don't have values: ['QueueName']")]
    [InlineData("Nope: 1", "[Pay] is invalid. property Nope not defined for resource of type AWS::Serverless::Function")]
    [InlineData("AutoPublishAlias: a*b", "[Pay] is invalid. AutoPublishAlias name ('a*b') must contain only")]
    [InlineData("Events: {Q: {Type: SQS, Properties: {}}}", "[PayQ] is invalid. Missing required property 'Queue'.")]
    public void What_is_wrong_is_named(string more, string message)
    {
        var error = Assert.ThrowsAny<AwsException>(() => Pay(more));
        Assert.StartsWith("Invalid Serverless Application Specification document. Number of errors found: 1. Resource with id ", error.Message, StringComparison.Ordinal);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Globals_are_defaults_and_lists_are_joined()
    {
        var made = Transform("""
            Globals: {Function: {Runtime: nodejs22.x, Timeout: 9, Layers: [a]}}
            Resources:
              F: {Type: AWS::Serverless::Function, Properties: {Handler: a.b, InlineCode: x, Timeout: 3, Layers: [b]}}
            """);
        var properties = made["F"]!["Properties"]!;
        Assert.Equal((3L, "nodejs22.x", """["a","b"]"""), ((long)properties["Timeout"]!, (string)properties["Runtime"]!, properties["Layers"]!.ToJsonString()));
    }

    [Fact]
    public void A_long_template_is_transformed()
    {
        var resources = string.Concat(Enumerable.Range(0, 125).Select(i => $$"""

              F{{i}}:
                Type: AWS::Serverless::Function
                Properties:
                  Handler: a.b
                  Runtime: nodejs22.x
                  InlineCode: x
                  AutoPublishAlias: live
                  Events:
                    Get: {Type: Api, Properties: {Path: '/p{{i}}', Method: get} }
            """));
        var types = Transform("Resources:" + resources).CountBy(r => (string)r.Value!["Type"]!).ToDictionary();
        Assert.All((string[])["AWS::Lambda::Function", "AWS::Lambda::Version", "AWS::Lambda::Alias", "AWS::Lambda::Permission", "AWS::IAM::Role"], type => Assert.Equal(125, types[type]));
    }

    private const string GraphQl = """
        Resources:
          Shop:
            Type: AWS::Serverless::GraphQLApi
            Properties:
              SchemaInline: 'type Query { item: String }'
              Auth: {Type: AWS_IAM}
              DataSources: {Lambda: {Pay: {FunctionArn: arn:f}}, DynamoDb: {Items: {TableName: items, ServiceRoleArn: arn:r}}}
              Functions: {First: {DataSource: Pay, InlineCode: x, Runtime: {Name: APPSYNC_JS, Version: 1.0.0}}}
              Resolvers: {Query: {item: {Pipeline: [First]}}}
        """;

    [Fact]
    public void A_graph_api_gets_its_schema_sources_roles_and_resolvers()
    {
        var made = Transform(GraphQl);
        Assert.Equal(
            ["Shop", "ShopCloudWatchRole", "ShopFirst", "ShopItemsDynamoDBDataSource", "ShopPayLambdaDataSource", "ShopPayLambdaDataSourceRole", "ShopPayLambdaDataSourceToLambdaConnectorPolicy", "ShopQueryitem", "ShopSchema"],
            made.Select(r => r.Key).Order(StringComparer.Ordinal));
        Assert.Equal("""{"Functions":[{"Fn::GetAtt":["ShopFirst","FunctionId"]}]}""", made["ShopQueryitem"]!["Properties"]!["PipelineConfig"]!.ToJsonString());
        Assert.Contains("ctx.prev.result", (string?)made["ShopQueryitem"]!["Properties"]!["Code"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Pipeline: [First]", "Pipeline: [Second]", "[item] is invalid. Function 'Second' does not exist.")]
    [InlineData("Pipeline: [First]", "FieldName: x", "[item] is invalid. Resolver 'item' must have Pipeline defined.")]
    [InlineData("DataSource: Pay", "DataSource: Nope", "[First] is invalid. Either define DataSource 'Nope' in 'DataSources'")]
    [InlineData("Type: AWS_IAM", "Type: AWS_LAMBDA", "[Shop] is invalid. 'LambdaAuthorizer' must be defined if type is 'AWS_LAMBDA'.")]
    public void A_wrong_graph_api_is_told_so(string from, string to, string message) => Assert.Contains(
        message, Assert.Throws<CommonException>(() => Transform(GraphQl.Replace(from, to, StringComparison.Ordinal))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_published_application_is_refused_by_name() => Assert.Contains(
        "Applications of the AWS Serverless Application Repository are not available here.",
        Assert.Throws<CommonException>(() => Transform("Resources: {A: {Type: AWS::Serverless::Application, Properties: {Location: {ApplicationId: a, SemanticVersion: 1.0.0}}}}")).Message, StringComparison.Ordinal);
}
