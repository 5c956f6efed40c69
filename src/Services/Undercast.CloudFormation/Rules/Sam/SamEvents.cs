using System.Text.Json.Nodes;
using static Undercast.CloudFormation.Sam.SamTree;

namespace Undercast.CloudFormation.Sam;

/// <summary>One event of a function, and where what it makes goes.</summary>
internal sealed record SamEvent(SamRun Run, string Owner, string Name, string Id, JsonObject Properties, SamTarget Target, JsonObject Shared, List<string> Managed, JsonArray Statements)
{
    public JsonNode? this[string property] => Properties[property];

    public JsonObject Emit(string id, string type, JsonNode? properties) => Run.Emit(Owner, id, type, properties, Shared);

    /// <summary>Lets a service call the function.</summary>
    public string Permit(string principal, JsonNode? sourceArn, string suffix = "", params ReadOnlySpan<(string, JsonNode?)> more)
    {
        var properties = Map(("Action", "lambda:InvokeFunction"), ("FunctionName", Target.Function), ("Principal", principal), ("SourceArn", sourceArn));
        foreach (var (name, value) in more)
        {
            if (value is not null) properties[name] = Own(value);
        }
        var id = $"{Id}Permission{suffix}";
        Emit(id, "AWS::Lambda::Permission", properties);
        return id;
    }

    public InvalidEventException Wrong(string message) => new(Id, message);

    public InvalidEventException WrongByName(string message) => new(Name, message);

    public string? Condition => Text(Shared["Condition"]);
}

/// <summary>The kinds of events that call functions by being pushed; by their type.</summary>
internal static class SamEvents
{
    public static readonly Dictionary<string, Action<SamEvent>> Types = new(StringComparer.Ordinal)
    {
        ["Api"] = SamApiEvents.Api,
        ["HttpApi"] = SamApiEvents.HttpApi,
        ["Schedule"] = Schedule,
        ["ScheduleV2"] = SamSchedules.ForFunction,
        ["CloudWatchEvent"] = Rule,
        ["EventBridgeRule"] = Rule,
        ["CloudWatchLogs"] = Logs,
        ["S3"] = SamBucketEvents.Make,
        ["SNS"] = SamTopicEvents.Make,
        ["IoTRule"] = IotRule,
        ["AlexaSkill"] = static e => e.Permit("alexa-appkit.amazon.com", null, "", ("EventSourceToken", e["SkillId"])),
        ["Cognito"] = Cognito,
        ["SQS"] = static e => SamMappings.Make(e, "Queue!", "service-role/AWSLambdaSQSQueueExecutionRole"),
        ["Kinesis"] = static e => SamMappings.Make(e, "Stream!", "service-role/AWSLambdaKinesisExecutionRole"),
        ["DynamoDB"] = static e => SamMappings.Make(e, "Stream!", "service-role/AWSLambdaDynamoDBExecutionRole"),
        ["MSK"] = static e => SamMappings.Make(e, "Stream!", "service-role/AWSLambdaMSKExecutionRole"),
        ["MQ"] = static e => SamMappings.Make(e, "Broker!", null),
        ["DocumentDB"] = static e => SamMappings.Make(e, "Cluster!", null),
        ["SelfManagedKafka"] = static e => SamMappings.Make(e, "", null),
    };

    private static void Schedule(SamEvent e)
    {
        CheckState(e);
        var target = Target(e, $"{e.Id}LambdaTarget");
        var rule = Map(("ScheduleExpression", e["Schedule"]), ("Name", e["Name"]), ("Description", e["Description"]), ("State", State(e.Properties)), ("Targets", List(target)));
        e.Emit(e.Id, "AWS::Events::Rule", rule);
        e.Permit("events.amazonaws.com", Arn(e.Id));
        SamDeadLetters.Finish(e);
    }

    /// <summary>AWS: <c>Enabled</c> is the older way to give the state of a rule.</summary>
    public static JsonNode? State(JsonObject properties) => properties["Enabled"] is { } enabled && Flag(enabled) is { } on ? on ? "ENABLED" : "DISABLED" : properties["State"];

    private static void CheckState(SamEvent e)
    {
        if (e["State"] is not null && e["Enabled"] is not null) throw e.WrongByName("State and Enabled Properties cannot both be specified.");
    }

    private static void Rule(SamEvent e)
    {
        CheckState(e);
        var target = Target(e, Text(e["Target"].At("Id")) ?? $"{e.Id}LambdaTarget");
        Take(target, e.Properties, "InputTransformer");
        var rule = Map(("EventBusName", e["EventBusName"]), ("EventPattern", e["Pattern"]), ("Name", e["RuleName"]), ("State", State(e.Properties)), ("Targets", List(target)));
        e.Emit(e.Id, "AWS::Events::Rule", rule);
        e.Permit("events.amazonaws.com", Arn(e.Id));
        SamDeadLetters.Finish(e);
    }

    private static JsonObject Target(SamEvent e, string id)
    {
        var target = Map(("Arn", e.Target.Arn), ("Id", id));
        Take(target, e.Properties, "Input", "InputPath", "RetryPolicy");
        if (e["DeadLetterConfig"] is JsonObject dead) target["DeadLetterConfig"] = Map(("Arn", SamDeadLetters.Arn(dead, e.Id, e.Id)));
        return target;
    }

    private static void Logs(SamEvent e)
    {
        var permission = e.Permit("logs.amazonaws.com", Sub($"arn:{e.Run.Partition}:logs:${{AWS::Region}}:${{AWS::AccountId}}:log-group:${{__LogGroupName__}}:*", ("__LogGroupName__", e["LogGroupName"])));
        e.Emit(e.Id, "AWS::Logs::SubscriptionFilter", Map(("DestinationArn", e.Target.Arn), ("FilterPattern", e["FilterPattern"]), ("LogGroupName", e["LogGroupName"])))["DependsOn"] = List(permission);
    }

    private static void IotRule(SamEvent e)
    {
        var payload = Map(("Sql", e["Sql"]), ("RuleDisabled", false), ("Actions", List(Map(("Lambda", Map(("FunctionArn", e.Target.Arn)))))), ("AwsIotSqlVersion", e["AwsIotSqlVersion"]));
        e.Emit(e.Id, "AWS::IoT::TopicRule", Map(("TopicRulePayload", payload)));
        e.Permit("iot.amazonaws.com", Sub($"arn:{e.Run.Partition}:iot:${{AWS::Region}}:${{AWS::AccountId}}:rule/${{RuleName}}", ("RuleName", Ref(e.Id))), "", ("SourceAccount", Sub("${AWS::AccountId}")));
    }

    private static void Cognito(SamEvent e)
    {
        if (e["Trigger"] is not (null or JsonArray) && Text(e["Trigger"]) is null) throw new InvalidResourceException(e.Id, "Type of property 'Trigger' is invalid.");
        if (RefOf(e["UserPool"]) is not { } pool || e.Run.TypeOf(pool) != "AWS::Cognito::UserPool") throw e.WrongByName("Cognito events must reference a Cognito UserPool in the same template.");
        var output = e.Run.Output[pool] as JsonObject ?? throw e.WrongByName("Cognito events must reference a Cognito UserPool in the same template.");
        var properties = output["Properties"] as JsonObject;
        if (properties is null) output["Properties"] = properties = [];
        var config = properties["LambdaConfig"] as JsonObject;
        if (config is null) properties["LambdaConfig"] = config = [];
        foreach (var trigger in Each(e["Trigger"]))
        {
            if (config.ContainsKey(Text(trigger)!)) throw e.WrongByName($"Cognito trigger \"{trigger}\" defined multiple times.");
            config[Text(trigger)!] = Own(e.Target.Arn.DeepClone());
        }
        // AWS: one permission serves all triggers of a function.
        var id = $"{e.Owner}CognitoPermission";
        if (!e.Run.Output.ContainsKey(id))
            e.Emit(id, "AWS::Lambda::Permission", Map(("Action", "lambda:InvokeFunction"), ("FunctionName", e.Target.Function), ("Principal", "cognito-idp.amazonaws.com"), ("SourceArn", Arn(pool))));
    }
}

/// <summary>Queues for events that could not be delivered.</summary>
internal static class SamDeadLetters
{
    public static JsonNode Arn(JsonObject config, string id, string errorId)
    {
        var (arn, type) = (config["Arn"], config["Type"]);
        if (arn is not null && type is not null) throw new InvalidEventException(errorId, "You can either define 'Arn' or 'Type' property of DeadLetterConfig.");
        if (arn is null && type is null) throw new InvalidEventException(errorId, "No 'Arn' or 'Type' property provided for DeadLetterConfig.");
        if (type is not null && Text(type) != "SQS") throw new InvalidEventException(errorId, "The only valid value for 'Type' property of DeadLetterConfig is 'SQS'.");
        return arn ?? SamTree.Arn(QueueId(config, id, errorId));
    }

    private static string QueueId(JsonObject config, string id, string errorId) => config["QueueLogicalId"] is not { } named
        ? id + "Queue"
        : Text(named) ?? throw new InvalidEventException(errorId, "QueueLogicalId must be a string");

    public static void Finish(SamEvent e) => Finish(e.Run, e.Owner, e.Id, e["DeadLetterConfig"] as JsonObject, e.Shared, e.Id);

    public static void Finish(SamRun run, string owner, string id, JsonObject? config, JsonObject shared, string errorId)
    {
        if (config?["Type"] is null) return;
        var queue = QueueId(config, id, errorId);
        run.Emit(owner, queue, "AWS::SQS::Queue", new JsonObject(), shared);
        Policy(run, owner, id + "QueuePolicy", SamTree.Arn(queue), Ref(queue), Map(("Service", "events.amazonaws.com")), SamTree.Arn(id), shared);
    }

    /// <summary>Lets a source send to a queue.</summary>
    public static void Policy(SamRun run, string owner, string id, JsonNode? arn, JsonNode? url, JsonNode principal, JsonNode? source, JsonObject shared) => run.Emit(owner, id, "AWS::SQS::QueuePolicy",
        Map(
            ("PolicyDocument", Map(
                ("Version", "2012-10-17"),
                ("Statement", List(Map(
                    ("Action", "sqs:SendMessage"), ("Effect", "Allow"), ("Principal", principal), ("Resource", arn), ("Condition", Map(("ArnEquals", Map(("aws:SourceArn", source)))))))))),
            ("Queues", List(url))),
        shared);
}

/// <summary>Schedules of the scheduler service.</summary>
internal static class SamSchedules
{
    public static void ForFunction(SamEvent e) => Make(e.Run, e.Owner, e.Id, e.Properties, e.Shared, e.Target.Arn, "LambdaPolicy", "lambda:InvokeFunction", e.Id);

    public static void Make(SamRun run, string owner, string id, JsonObject properties, JsonObject shared, JsonNode arn, string policy, string action, string errorId)
    {
        var omit = properties["OmitName"];
        if (omit is not null && Flag(omit) is null) throw new InvalidResourceException(id, "Type of property 'OmitName' is invalid.");
        if (Flag(omit) == true && !IsEmpty(properties["Name"])) throw new InvalidEventException(errorId, "Name cannot be set when OmitName is True");
        var roleArn = properties["RoleArn"];
        var target = Map(("Arn", arn), ("RoleArn", roleArn ?? Arn(id + "Role")));
        Take(target, properties, "Input", "RetryPolicy");
        var statements = List(SamFunctionPolicies.Without($"{id}{policy}", action, arn));
        if (properties["DeadLetterConfig"] is JsonObject dead)
        {
            var dlq = SamDeadLetters.Arn(dead, id, errorId);
            target["DeadLetterConfig"] = Map(("Arn", dlq));
            if (dead["Type"] is not null) run.Emit(owner, Text(dead["QueueLogicalId"]) ?? id + "Queue", "AWS::SQS::Queue", new JsonObject(), shared);
            statements.Add((JsonNode)SamFunctionPolicies.Without(id + "SQSPolicy", "sqs:SendMessage", dlq));
        }
        var schedule = Map(("ScheduleExpression", properties["ScheduleExpression"]), ("FlexibleTimeWindow", properties["FlexibleTimeWindow"] ?? Map(("Mode", "OFF"))), ("Target", target));
        if (properties["Name"] is { } name) schedule["Name"] = Own(name);
        else if (Flag(properties["OmitName"]) != true) schedule["Name"] = id;
        Take(schedule, properties, "State", "StartDate", "EndDate", "ScheduleExpressionTimezone", "GroupName", "KmsKeyArn", "Description");
        run.Emit(owner, id, "AWS::Scheduler::Schedule", schedule, shared);
        if (roleArn is null)
            run.Emit(owner, id + "Role", "AWS::IAM::Role", Map(("AssumeRolePolicyDocument", SamRole.Trust("scheduler.amazonaws.com")), ("Policies", statements), ("PermissionsBoundary", properties["PermissionsBoundary"])), shared);
    }
}

/// <summary>Policies of one statement.</summary>
internal static class SamFunctionPolicies
{
    public static JsonObject Without(string name, string action, JsonNode? resource) => Map(
        ("PolicyName", name), ("PolicyDocument", Map(("Statement", List(Map(("Action", action), ("Effect", "Allow"), ("Resource", resource)))))));
}
