using System.Text.Json.Nodes;
using static Undercast.CloudFormation.Sam.SamTree;

namespace Undercast.CloudFormation.Sam;

/// <summary>Gradual deployments of a function's alias.</summary>
internal static class SamDeployments
{
    private const string Application = "ServerlessDeploymentApplication";
    private const string Role = "CodeDeployServiceRole";

    public static void Add(SamRun run, string function, JsonNode preference, bool alias, string? aliasId, JsonObject shared, JsonObject properties)
    {
        if (run.Resolve(preference) is not JsonObject wanted) throw new InvalidResourceException(function, "Property 'DeploymentPreference' should be a map.");
        if (Flag(wanted["Enabled"]) == false || Text(wanted["Enabled"]) is "false" or "False") return;
        if (!alias) throw new InvalidResourceException(function, "'DeploymentPreference' requires AutoPublishAlias property to be specified.");
        if (wanted["Type"] is null) throw new InvalidResourceException(function, "'DeploymentPreference' requires Type property to be specified");
        var condition = Flag(wanted["PassthroughCondition"]) == true || Text(wanted["PassthroughCondition"]) == "true" ? Text(shared["Condition"]) : null;
        var group = Map(
            ("ApplicationName", Ref(Application)),
            ("AutoRollbackConfiguration", Map(("Enabled", true), ("Events", List("DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM", "DEPLOYMENT_STOP_ON_REQUEST")))),
            ("DeploymentConfigName", Config(wanted["Type"]!)),
            ("DeploymentStyle", Map(("DeploymentType", "BLUE_GREEN"), ("DeploymentOption", "WITH_TRAFFIC_CONTROL"))),
            ("ServiceRoleArn", wanted["Role"] ?? Arn(Role)),
            ("TriggerConfigurations", wanted["TriggerConfigurations"]));
        if (wanted["Alarms"] is { } alarms) group["AlarmConfiguration"] = Alarms(function, alarms);
        var id = $"{function}DeploymentGroup";
        run.Emit(function, id, "AWS::CodeDeploy::DeploymentGroup", group, condition is null ? null : Map(("Condition", condition)));
        var update = Map(("ApplicationName", Ref(Application)), ("DeploymentGroupName", Ref(id)), ("BeforeAllowTrafficHook", wanted["Hooks"].At("PreTraffic")), ("AfterAllowTrafficHook", wanted["Hooks"].At("PostTraffic")));
        ((JsonObject)run.Output[aliasId!]!)["UpdatePolicy"] = Map(("CodeDeployLambdaAliasUpdate", update));
        run.Deployments.Add((condition, wanted["Role"] is null));
    }

    private static readonly string[] BuiltIn =
    [
        "LambdaCanary10Percent5Minutes", "LambdaCanary10Percent10Minutes", "LambdaCanary10Percent15Minutes", "LambdaCanary10Percent30Minutes", "LambdaLinear10PercentEvery1Minute",
        "LambdaLinear10PercentEvery2Minutes", "LambdaLinear10PercentEvery3Minutes", "LambdaLinear10PercentEvery10Minutes", "LambdaAllAtOnce",
    ];

    private static JsonNode? Config(JsonNode type) => type is JsonObject { Count: 1 } map && map["Fn::If"] is JsonArray { Count: 3 } parts
        ? If(Text(parts[0])!, Config(parts[1]!), Config(parts[2]!))
        : (Text(type) ?? Text(type.At("Fn::Sub"))) is { } name && BuiltIn.Contains("Lambda" + name) ? Sub("CodeDeployDefault.Lambda${ConfigName}", ("ConfigName", name)) : Own(type);

    private static JsonNode Alarms(string function, JsonNode alarms)
    {
        if (alarms is JsonObject { Count: 1 } map && map["Fn::If"] is JsonArray { Count: 3 } parts) return If(Text(parts[0])!, One(function, parts[1]), One(function, parts[2]));
        return One(function, alarms)!;
    }

    private static JsonNode? One(string function, JsonNode? alarms)
    {
        if (IsNoValue(alarms)) return alarms!.DeepClone();
        if (alarms is not JsonArray list) throw new InvalidResourceException(function, "Alarms must be a list");
        return Map(("Enabled", list.Count > 0), ("Alarms", List([.. list.Select(a => Map(("Name", a)))])));
    }

    /// <summary>The application and role that all deployment groups share.</summary>
    public static void Finish(SamRun run)
    {
        if (run.Deployments.Count == 0) return;
        run.Emit(Application, Application, "AWS::CodeDeploy::Application", Map(("ComputePlatform", "Lambda")), Condition(run, run.Deployments.Select(d => d.Condition)));
        if (!run.Deployments.Any(d => d.Role)) return;
        var policy = $"arn:{run.Partition}:iam::aws:policy/service-role/AWSCodeDeployRoleForLambda";
        run.Emit(Role, Role, "AWS::IAM::Role", Map(("AssumeRolePolicyDocument", SamRole.Trust("codedeploy.amazonaws.com")), ("ManagedPolicyArns", List(policy))), Condition(run, run.Deployments.Where(d => d.Role).Select(d => d.Condition)));
    }

    private static JsonObject? Condition(SamRun run, IEnumerable<string?> conditions)
    {
        var distinct = conditions.Distinct().ToArray();
        if (distinct.Contains(null)) return null;
        var name = distinct.Length == 1 ? distinct[0]! : "ServerlessCodeDeployCondition";
        if (distinct.Length > 1) SamImplicitApis.Or(run, name, distinct!);
        return Map(("Condition", name));
    }
}
