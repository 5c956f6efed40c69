using System.Globalization;
using System.Text.Json.Nodes;
using static Undercast.CloudFormation.Sam.SamTree;

namespace Undercast.CloudFormation.Sam;

/// <summary><c>AWS::Serverless::StateMachine</c>: the machine, its role, version, alias and events.</summary>
internal static class SamStateMachine
{
    private const string Table =
        "Definition DefinitionUri DefinitionSubstitutions:m Events:m Logging:m Name Policies Role RolePath PermissionsBoundary Tags:m Tracing:m Type PropagateTags:b AutoPublishAlias DeploymentPreference:m UseAliasAsEventTarget:b";

    public static void Make(SamRun run, string id, JsonObject resource)
    {
        var properties = resource["Properties"] as JsonObject ?? [];
        SamChecks.Properties(id, "AWS::Serverless::StateMachine", properties, Table);
        var (shared, own) = (SamRun.Shared(resource), SamRun.Own(resource));
        var tags = List(Map(("Key", "stateMachine:createdBy"), ("Value", "SAM")));
        if (Flag(properties["PropagateTags"]) == true && properties["Tags"] is JsonObject) tags.Clear();
        foreach (var tag in Tags(properties["Tags"])) tags.Add(Own(tag));
        var machine = Map(("StateMachineName", properties["Name"]), ("StateMachineType", properties["Type"]), ("LoggingConfiguration", properties["Logging"]), ("TracingConfiguration", properties["Tracing"]), ("Tags", tags));
        var substitutions = (JsonObject?)properties["DefinitionSubstitutions"]?.DeepClone() ?? [];
        if (properties["Definition"] is { } definition)
        {
            if (properties["DefinitionUri"] is not null) throw new InvalidResourceException(id, "Specify either 'Definition' or 'DefinitionUri' property and not both.");
            var map = SamChecks.MapOr(definition, id, "Definition");
            var text = (JsonObject)Substitute(map, substitutions)!;
            machine["DefinitionString"] = new JsonObject { ["Fn::Join"] = List("\n", List([.. Indented(text).Split('\n').Select(l => JsonValue.Create(l))])) };
        }
        else if (properties["DefinitionUri"] is { } uri) machine["DefinitionS3Location"] = SamLocation.Read(uri, id, "DefinitionUri", "Bucket", "Key", "Version");
        else throw new InvalidResourceException(id, "Either 'Definition' or 'DefinitionUri' property must be specified.");
        if (substitutions.Count > 0) machine["DefinitionSubstitutions"] = substitutions;
        machine["RoleArn"] = Own(properties["Role"]) ?? Arn(id + "Role");
        run.Emit(id, id, "AWS::StepFunctions::StateMachine", machine, own);
        if (properties["Role"] is null)
        {
            var names = properties["Tracing"] is JsonObject tracing && (Flag(tracing["Enabled"]) != false) ? (string[])[run.Partition == "aws" ? "AWSXrayWriteOnlyAccess" : "AWSXRayDaemonWriteAccess"] : [];
            new SamRole(run, id, id + "Role", properties, shared).Make("states.amazonaws.com", names, [], tags, null);
        }
        var target = Ref(id);
        if (properties["AutoPublishAlias"] is { } alias) target = Alias(run, id, alias, properties, shared, target);
        else if (properties["DeploymentPreference"] is not null) throw new InvalidResourceException(id, "'DeploymentPreference' requires 'AutoPublishAlias' property to be specified.");
        Events(run, id, properties, shared, target);
    }

    private static JsonObject Alias(SamRun run, string id, JsonNode alias, JsonObject properties, JsonObject shared, JsonObject target)
    {
        var (versionId, aliasId) = (id + "Version", $"{id}Alias{Text(run.Resolve(alias))}");
        var attributes = (JsonObject)shared.DeepClone();
        attributes["DeletionPolicy"] = "Retain";
        attributes["UpdateReplacePolicy"] = "Retain";
        run.Emit(id, versionId, "AWS::StepFunctions::StateMachineVersion", Map(("StateMachineArn", Ref(id)), ("StateMachineRevisionId", GetAtt(id, "StateMachineRevisionId"))), attributes);
        var preference = (JsonObject?)properties["DeploymentPreference"]?.DeepClone() ?? Map(("Type", "ALL_AT_ONCE"));
        preference["StateMachineVersionArn"] = Ref(versionId);
        run.Emit(id, aliasId, "AWS::StepFunctions::StateMachineAlias", Map(("Name", alias), ("DeploymentPreference", preference)), shared);
        run.Name(id, "Version", versionId);
        run.Name(id, "Alias", aliasId);
        return Flag(properties["UseAliasAsEventTarget"]) == true ? Ref(aliasId) : target;
    }

    // AWS: functions inside a definition become named substitutions, counted in the order in which they stand.
    private static JsonNode? Substitute(JsonNode? node, JsonObject substitutions)
    {
        if (IsIntrinsic(node) && !node!.AsObject().ContainsKey("Condition"))
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"definition_substitution_{substitutions.Count(s => s.Key.StartsWith("definition_substitution_", StringComparison.Ordinal)) + 1}");
            substitutions[name] = node!.DeepClone();
            return $"${{{name}}}";
        }
        switch (node)
        {
            case JsonArray list:
                return new JsonArray([.. list.Select(i => Substitute(i, substitutions))]);
            case JsonObject map:
                var copy = new JsonObject();
                foreach (var (name, member) in map) copy[name] = Substitute(member, substitutions);
                return copy;
            default:
                return node?.DeepClone();
        }
    }

    private static void Events(SamRun run, string id, JsonObject properties, JsonObject shared, JsonObject target)
    {
        foreach (var (name, node) in properties["Events"] as JsonObject ?? [])
        {
            if (node is not JsonObject @event || Text(@event["Type"]) is not { } type) throw new InvalidResourceException(id, $"Event with id [{name}] is invalid. Resource dict is not a map, or has no Type.");
            var given = @event["Properties"] as JsonObject ?? [];
            var eventId = id + name;
            switch (type)
            {
                case "Schedule" or "CloudWatchEvent" or "EventBridgeRule":
                    Rule(run, id, eventId, type, given, shared, target, properties);
                    break;
                case "ScheduleV2":
                    SamSchedules.Make(run, id, eventId, given, shared, target, "StartExecutionPolicy", "states:StartExecution", eventId);
                    break;
                case "Api":
                    Api(run, id, name, eventId, given, shared, target, properties);
                    break;
                default:
                    throw new InvalidResourceException(id, $"Event with id [{name}] is invalid. Event type {type} is not supported.");
            }
        }
    }

    private static void Rule(SamRun run, string id, string eventId, string type, JsonObject given, JsonObject shared, JsonObject target, JsonObject machine)
    {
        var role = given["RoleArn"];
        var entry = Map(("Arn", target), ("Id", Text(given["Target"].At("Id")) ?? $"{eventId}StepFunctionsTarget"), ("RoleArn", role ?? Arn(eventId + "Role")));
        Take(entry, given, "Input", "InputPath", "RetryPolicy", "InputTransformer");
        if (given["DeadLetterConfig"] is JsonObject dead) entry["DeadLetterConfig"] = Map(("Arn", SamDeadLetters.Arn(dead, eventId, eventId)));
        var rule = type == "Schedule"
            ? Map(("ScheduleExpression", given["Schedule"]), ("Name", given["Name"]), ("Description", given["Description"]), ("State", SamEvents.State(given)), ("Targets", List(entry)))
            : Map(("EventBusName", given["EventBusName"]), ("EventPattern", given["Pattern"]), ("Name", given["RuleName"]), ("State", SamEvents.State(given)), ("Targets", List(entry)));
        run.Emit(id, eventId, "AWS::Events::Rule", rule, shared);
        if (role is null) Role(run, id, eventId, "events.amazonaws.com", shared, target, machine);
        SamDeadLetters.Finish(run, id, eventId, given["DeadLetterConfig"] as JsonObject, shared, eventId);
    }

    private static void Role(SamRun run, string id, string eventId, string service, JsonObject shared, JsonObject target, JsonObject machine)
    {
        var role = Map(("AssumeRolePolicyDocument", SamRole.Trust(service)), ("Policies", List(SamFunctionPolicies.Without($"{eventId}RoleStartExecutionPolicy", "states:StartExecution", target))), ("PermissionsBoundary", machine["PermissionsBoundary"]));
        if (Flag(machine["PropagateTags"]) == true && machine["Tags"] is { } tags) role["Tags"] = Tags(tags);
        run.Emit(id, eventId + "Role", "AWS::IAM::Role", role, shared);
    }

    private static void Api(SamRun run, string id, string name, string eventId, JsonObject given, JsonObject shared, JsonObject target, JsonObject machine)
    {
        if (given["UnescapeMappingTemplate"] is { } unescape && Flag(unescape) is null) throw new InvalidResourceException(eventId, "Type of property 'UnescapeMappingTemplate' is invalid.");
        Role(run, id, eventId, "apigateway.amazonaws.com", shared, target, machine);
        var (path, method) = (Text(given["Path"])!, Text(given["Method"])!);
        var apiId = RefOf(given["RestApiId"]) ?? Text(given["RestApiId"]);
        if (run.TypeOf(apiId) != "AWS::Serverless::Api" || run.Resources[apiId!].MapAt("Properties") is not { } api || api["DefinitionBody"] is not JsonObject body) return;
        if (!run.ManagedApis.Contains(apiId!)) return;
        var condition = Text(shared["Condition"]);
        var document = new SamOpenApi(body);
        if (document.HasIntegration(path, method)) throw new InvalidEventException(eventId, $"API method \"{method.ToLowerInvariant()}\" defined multiple times for path \"{path}\".");
        var definition = document.Operation(path, method, condition);
        var input = Flag(given["UnescapeMappingTemplate"]) == true ? "$util.escapeJavaScript($input.json('$')).replaceAll(\"\\\\'\",\"'\")" : "$util.escapeJavaScript($input.json('$'))";
        var template = Sub($"{{\"input\": \"{input}\", \"stateMachineArn\": \"${{{RefOf(target)}}}\"}}");
        definition["responses"] = Map(("200", Map(("description", "OK"))), ("400", Map(("description", "Bad Request"))));
        definition[SamOpenApi.Integration] = Map(
            ("type", "aws"), ("httpMethod", "POST"), ("uri", IfAny(condition, Sub("arn:${AWS::Partition}:apigateway:${AWS::Region}:states:action/StartExecution"))),
            ("responses", Map(("200", Map(("statusCode", "200"))), ("400", Map(("statusCode", "400"))))),
            ("credentials", Arn(eventId + "Role")), ("requestTemplates", Map(("application/json", template))));
        var plain = (JsonObject)given.DeepClone();
        if (plain["Auth"] is JsonObject auth) auth["InvokeRole"] = "NONE";
        try
        {
            SamApiMethods.Apply(run, eventId, plain, api, document, definition, path, method);
        }
        catch (InvalidEventException e) when (e.Message.StartsWith($"Event with id [{eventId}]", StringComparison.Ordinal))
        {
            throw new InvalidEventException(name, e.Message[$"Event with id [{eventId}] is invalid. ".Length..]);
        }
    }
}
