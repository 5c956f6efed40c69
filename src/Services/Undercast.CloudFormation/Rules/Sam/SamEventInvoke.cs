using System.Text.Json.Nodes;
using static Undercast.CloudFormation.Sam.SamTree;

namespace Undercast.CloudFormation.Sam;

/// <summary>What happens to asynchronous calls of a function, and where their outcome goes.</summary>
internal static class SamEventInvoke
{
    private static readonly Dictionary<string, string> Actions = new(StringComparer.Ordinal)
    {
        ["SQS"] = "sqs:SendMessage", ["SNS"] = "sns:publish", ["EventBridge"] = "events:PutEvents", ["Lambda"] = "lambda:InvokeFunction",
    };

    public static void Make(SamRun run, string function, JsonObject config, string? alias, string? aliasId, JsonObject shared, JsonArray statements)
    {
        var id = function + "EventInvokeConfig";
        var properties = Map(("FunctionName", Ref(function)), ("Qualifier", alias ?? "$LATEST"), ("MaximumEventAgeInSeconds", config["MaximumEventAgeInSeconds"]), ("MaximumRetryAttempts", config["MaximumRetryAttempts"]));
        if (config["DestinationConfig"] is JsonObject destinations)
        {
            var made = new JsonObject();
            foreach (var when in (string[])["OnSuccess", "OnFailure"])
            {
                if (destinations[when] is JsonObject destination && Destination(run, function, id, when, (JsonObject)run.Resolve(destination)!, shared, statements) is { } target) made[when] = target;
            }
            properties["DestinationConfig"] = made;
        }
        var attributes = (JsonObject)shared.DeepClone();
        if (aliasId is not null) attributes["DependsOn"] = List(aliasId);
        run.Emit(function, id, "AWS::Lambda::EventInvokeConfig", properties, attributes);
    }

    private static JsonObject? Destination(SamRun run, string function, string id, string when, JsonObject destination, JsonObject shared, JsonArray statements)
    {
        var type = Text(destination["Type"]);
        if (type is null || !(Actions.ContainsKey(type) || type == "S3Bucket"))
            throw new InvalidResourceException(id, $"'Type: {type ?? "None"}' must be one of ['SQS', 'SNS', 'EventBridge', 'Lambda', 'S3Bucket']");
        var target = destination["Destination"];
        string? condition = null;
        var made = target;
        if (target is JsonObject map && map.ContainsKey("Fn::If"))
        {
            if (map["Fn::If"] is not JsonArray { Count: 3 } parts) throw new InvalidResourceException(id, "Malformed 'Destination' property: Fn::If requires 3 arguments.");
            var name = Text(parts[0])!;
            if (IsNoValue(parts[1]) || IsNoValue(parts[2]))
            {
                (condition, made) = (name, null);
                if (IsNoValue(parts[2])) throw new InvalidResourceException(id, "Malformed 'Destination' property.");
            }
        }
        if (target is null || made is null)
        {
            if (type is not ("SQS" or "SNS")) throw new InvalidResourceException(id, "Destination is required if Type is not SNS or SQS");
            var newId = $"{id}{when}{(type == "SQS" ? "Queue" : "Topic")}";
            var attributes = (JsonObject)shared.DeepClone();
            if (condition is not null) attributes["Condition"] = condition;
            run.Emit(function, newId, type == "SQS" ? "AWS::SQS::Queue" : "AWS::SNS::Topic", new JsonObject(), attributes);
            var arn = type == "SQS" ? Arn(newId) : Ref(newId);
            made = condition is null ? arn : If(condition, arn, ((JsonArray)((JsonObject)target!)["Fn::If"]!)[2]);
        }
        statements.Add((JsonNode)Policy(id + when, type, made));
        return Map(("Destination", made));
    }

    /// <summary>The right to reach a destination.</summary>
    public static JsonObject Policy(string name, string type, JsonNode? target)
    {
        var list = type == "S3Bucket"
            ? List(
                Map(("Effect", "Allow"), ("Action", "s3:PutObject"), ("Resource", new JsonObject { ["Fn::Join"] = List("/", List(target, "*")) })),
                Map(("Effect", "Allow"), ("Action", "s3:ListBucket"), ("Resource", target)))
            : List(Map(("Effect", "Allow"), ("Action", Actions[type]), ("Resource", target)));
        return Map(("PolicyName", $"{name}{(type == "S3Bucket" ? "S3" : type)}Policy"), ("PolicyDocument", Map(("Statement", list))));
    }
}
