using System.Text.Json.Nodes;
using static Undercast.CloudFormation.Sam.SamTree;

namespace Undercast.CloudFormation.Sam;

/// <summary><c>AWS::Serverless::Connector</c>: what one resource may do with another.</summary>
internal static class SamConnector
{
    /// <summary>Makes resources of the connectors that stand inside other resources.</summary>
    public static void Unfold(SamRun run, List<SamException> errors)
    {
        foreach (var (id, node) in run.Resources.ToArray())
        {
            var resource = (JsonObject)node!;
            if (!resource.TryGetPropertyValue("Connectors", out var connectors)) continue;
            resource.Remove("Connectors");
            if (connectors is not JsonObject map)
            {
                errors.Add(new InvalidResourceException(id, $"Attribute '{id}.Connectors' should be a map."));
                continue;
            }
            foreach (var (name, entry) in map)
            {
                try
                {
                    Add(run, id, name, entry);
                }
                catch (SamException e)
                {
                    errors.Add(e);
                }
            }
        }
    }

    private static void Add(SamRun run, string id, string name, JsonNode? entry)
    {
        var newId = id + name;
        if (entry is not JsonObject connector) throw new InvalidResourceException(newId, $"{id}.{newId} should be a map.");
        if (connector["Properties"] is not JsonObject { Count: > 0 } properties) throw new InvalidResourceException(id, $"Attribute 'Connectors.{name}.Properties' should be a map.");
        if (run.Resources.ContainsKey(newId)) throw new TakenIdException(id, newId, "AWS::Serverless::Connector");
        var source = new JsonObject { ["Id"] = id };
        if (properties["SourceReference"].At("Id") is not null) throw new InvalidResourceException(name, "'Id' shouldn't be defined in 'SourceReference'.");
        if (properties["SourceReference"] is { } reference)
            foreach (var (key, value) in reference as JsonObject ?? throw new InvalidResourceException(id, $"Property 'Connectors.{name}.Properties.SourceReference' should be a map.")) source[key] = value?.DeepClone();
        var made = (JsonObject)connector.DeepClone();
        made["Type"] = "AWS::Serverless::Connector";
        var body = (JsonObject)made["Properties"]!;
        body.Remove("SourceReference");
        body["Source"] = source;
        run.Resources[newId] = made;
    }

    private sealed record End(string? Id, string Type, string RawType, JsonNode? Arn, JsonNode? Role, JsonNode? ResourceId, JsonNode? Qualifier, JsonNode? Name, JsonNode? QueueUrl);

    private sealed record Rule(string How, string Read, string Write);

    private static readonly Lazy<Dictionary<string, Rule>> Rules = new(static () => SamPolicies.Lines("Connectors.txt").Select(l => l.Split('|', StringSplitOptions.TrimEntries))
        .ToDictionary(p => p[0], p => new Rule(p[1], p[2], p.Length > 3 ? p[3] : ""), StringComparer.Ordinal));

    private static readonly Dictionary<string, string> Plain = new(StringComparer.Ordinal)
    {
        ["Serverless::Function"] = "Lambda::Function", ["Serverless::SimpleTable"] = "DynamoDB::Table", ["Serverless::StateMachine"] = "StepFunctions::StateMachine",
        ["Serverless::Api"] = "ApiGateway::RestApi", ["Serverless::HttpApi"] = "ApiGatewayV2::Api",
    };

    public static void Make(SamRun run, string id, JsonObject resource)
    {
        var properties = resource["Properties"] as JsonObject ?? [];
        foreach (var name in (string[])["Source", "Destination", "Permissions"])
        {
            if (properties[name] is null or JsonObject { Count: 0 }) throw new InvalidResourceException(id, $"Missing required property '{name}'.");
        }
        var permissions = Each(properties["Permissions"]).Select(Text).ToArray();
        if (permissions.Length == 0) throw new InvalidResourceException(id, "'Permissions' cannot be empty; valid values are: Read, Write.");
        var source = Read(run, id, properties["Source"]);
        var several = properties["Destination"] as JsonArray;
        var made = new List<string>();
        var index = 0;
        foreach (var destination in Each(properties["Destination"]).ToArray())
            made.AddRange(Connect(run, id, resource, source, Read(run, id, destination), permissions!, several is null ? "" : $"Destination{index++}"));
        foreach (var (_, other) in run.Output)
        {
            var depends = Each(other.At("DependsOn")).Select(Text).ToList();
            if (!depends.Remove(id)) continue;
            depends.AddRange(made.Except(depends.OfType<string>()));
            other!["DependsOn"] = List([.. depends.Select(d => JsonValue.Create(d))]);
        }
    }

    private static End Read(SamRun run, string id, JsonNode? node)
    {
        if (node is not JsonObject map) throw new InvalidResourceException(id, "Property 'Destination' should be a map.");
        if (map.ContainsKey("Id"))
        {
            if (Text(map["Id"]) is not { } target) throw new InvalidResourceException(id, "'Id' is missing or not a string.");
            if (map.Any(m => m.Key is not ("Id" or "Qualifier"))) throw new InvalidResourceException(id, "Must provide 'Id' (with optional 'Qualifier') or a supported combination of other properties.");
            if (run.Resources[target] is not JsonObject given) throw new InvalidResourceException(id, $"Unable to find resource with logical ID '{target}'.");
            if (Text(given["Type"]) is not { } raw) throw new InvalidResourceException(id, "'Type' is missing or not a string.");
            var type = Plain.GetValueOrDefault(raw.Replace("AWS::", "", StringComparison.Ordinal), raw.Replace("AWS::", "", StringComparison.Ordinal));
            var output = run.Output[target].MapAt("Properties") ?? [];
            var role = output["Role"] ?? output["RoleArn"] ?? output["ServiceRoleArn"] ?? Each(output["Targets"]).Select(t => t.At("RoleArn")).FirstOrDefault(r => r is not null);
            return new End(
                target, type, raw, type is "SNS::Topic" or "StepFunctions::StateMachine" ? Ref(target) : Arn(target), RoleName(role), type == "AppSync::GraphQLApi" ? GetAtt(target, "ApiId") : Ref(target),
                map["Qualifier"] ?? (type.StartsWith("ApiGateway", StringComparison.Ordinal) ? "*" : null), GetAtt(target, "Name"), Ref(target));
        }
        var named = Text(map["Type"]) ?? throw new InvalidResourceException(id, "'Type' is missing or not a string.");
        var bare = named.Replace("AWS::", "", StringComparison.Ordinal);
        return new End(null, Plain.GetValueOrDefault(bare, bare), named, map["Arn"], map["RoleName"], map["ResourceId"], map["Qualifier"], map["Name"], map["QueueUrl"]);
    }

    private static JsonNode? RoleName(JsonNode? role) => AttOf(role) is (var target, "Arn") ? Ref(target) : RefOf(role) is not null ? role : null;

    private static List<string> Connect(SamRun run, string id, JsonObject resource, End source, End destination, string[] permissions, string suffix)
    {
        var pair = $"AWS::{source.Type} to AWS::{destination.Type}";
        if (!Rules.Value.TryGetValue($"{source.Type} {destination.Type}", out var rule))
            throw new InvalidResourceException(id, $"Unable to create connector from {source.RawType} to {destination.RawType}; it's not supported or the template is invalid.");
        var attributes = SamRun.Shared(resource);
        Take(attributes, resource, "DependsOn");
        attributes["Metadata"] = Map(("aws:sam:connectors", Map((id, Map(("Source", Map(("Type", source.RawType))), ("Destination", Map(("Type", destination.RawType))))))));
        var how = rule.How.Split(' ');
        switch (how[0])
        {
            case "call":
                Check(id, pair, permissions, ["Write"], whole: false);
                return [Call(run, id, source, destination, how, attributes, suffix)];
            case "policy":
                Check(id, pair, permissions, ["Write"], whole: false);
                return [Policy(run, id, source, destination, how[1], attributes, suffix)];
        }
        string[] valid = [.. ((string, string)[])[("Read", rule.Read), ("Write", rule.Write)] is var both ? both.Where(b => b.Item2.Length > 0).Select(b => b.Item1) : []];
        Check(id, pair, permissions, valid, whole: source.Type == "SQS::Queue");
        var statements = new JsonArray();
        foreach (var permission in permissions)
        {
            foreach (var statement in (permission == "Read" ? rule.Read : rule.Write).Split(';', StringSplitOptions.TrimEntries)) statements.Add((JsonNode)Statement(id, statement, source, destination));
        }
        var side = how[0] == "source" ? source : destination;
        if (side.Role is null) throw new InvalidResourceException(id, $"Unable to get IAM role name from '{(how[0] == "source" ? "Source" : "Destination")}' resource.");
        var policyId = $"{id}Policy{suffix}";
        run.Emit(id, policyId, "AWS::IAM::ManagedPolicy", Map(("PolicyDocument", Map(("Version", "2012-10-17"), ("Statement", statements))), ("Roles", List(side.Role))), attributes);
        if (how[0] == "destination") Mappings(run, source, destination, policyId);
        return [policyId];
    }

    private static void Check(string id, string pair, string[] permissions, string[] valid, bool whole)
    {
        if (whole && permissions.Distinct().Count() != valid.Length && permissions.All(valid.Contains))
            throw new InvalidResourceException(id, $"Unsupported 'Permissions' provided for connector from {pair}; valid combinations are: {string.Join(" + ", valid)}.");
        if (permissions.Any(p => !valid.Contains(p))) throw new InvalidResourceException(id, $"Unsupported 'Permissions' provided for connector from {pair}; valid values are: {string.Join(", ", valid)}.");
    }

    private static JsonObject Statement(string id, string text, End source, End destination)
    {
        var (what, where) = text.Split(" -> ") is [var a, var b] ? (a, b) : throw new InvalidOperationException(text);
        var parts = what.Split(' ');
        return Map(("Effect", "Allow"), ("Action", List([.. parts[1].Split(',').Select(n => JsonValue.Create($"{parts[0]}:{n}"))])), ("Resource", List([.. where.Split(' ').Select(Resource)])));

        JsonNode? Resource(string pattern)
        {
            if (pattern == "x") return Sub("arn:${AWS::Partition}:states:${AWS::Region}:${AWS::AccountId}:execution:${DestinationName}:*", ("DestinationName", destination.Name));
            var (end, name) = pattern[0] == 'd' ? (destination, "Destination") : (source, "Source");
            var arn = end.Arn ?? throw new InvalidResourceException(id, $"{name}.Arn is missing.");
            return pattern.Length == 1 ? arn : Sub($"${{{name}Arn}}{pattern[1..]}", ($"{name}Arn", arn));
        }
    }

    private static string Call(SamRun run, string id, End source, End destination, string[] how, JsonObject attributes, string suffix)
    {
        if (destination.Arn is null) throw new InvalidResourceException(id, "Unable to get Lambda function ARN from 'Destination' resource.");
        JsonNode? arn = source.Arn;
        if (how.Length > 2)
        {
            var colon = how[2].IndexOf(':', StringComparison.Ordinal);
            var path = how[2][(colon + 1)..].Replace("{id}", "${SourceResourceId}", StringComparison.Ordinal).Replace("{qualifier}", "${SourceQualifier}", StringComparison.Ordinal);
            arn = Sub($"arn:${{AWS::Partition}}:{how[2][..colon]}:${{AWS::Region}}:${{AWS::AccountId}}:{path}", ("SourceResourceId", source.ResourceId), ("SourceQualifier", path.Contains("Qualifier", StringComparison.Ordinal) ? source.Qualifier : null));
        }
        var permission = Map(("Action", "lambda:InvokeFunction"), ("FunctionName", destination.Arn), ("Principal", $"{how[1]}.amazonaws.com"), ("SourceArn", arn));
        if (how[1] == "s3") permission["SourceAccount"] = Sub("${AWS::AccountId}");
        var made = $"{id}WriteLambdaPermission{suffix}";
        run.Emit(id, made, "AWS::Lambda::Permission", permission, attributes);
        return made;
    }

    private static string Policy(SamRun run, string id, End source, End destination, string service, JsonObject attributes, string suffix)
    {
        var queue = destination.Type == "SQS::Queue";
        if (queue && destination.QueueUrl is null)
            throw new InvalidResourceException(id, $"Unable to create connector from AWS::{source.Type} to AWS::SQS:Queue; it's not supported or the template is invalid.");
        if (destination.Arn is null) throw new InvalidResourceException(id, "Destination.Arn is missing.");
        var statement = Map(
            ("Effect", "Allow"), ("Action", queue ? "sqs:SendMessage" : "sns:Publish"), ("Principal", Map(("Service", $"{service}.amazonaws.com"))), ("Resource", destination.Arn),
            ("Condition", Map(("ArnEquals", Map(("aws:SourceArn", source.Arn))))));
        var made = $"{id}{(queue ? "Queue" : "Topic")}Policy{suffix}";
        run.Emit(id, made, queue ? "AWS::SQS::QueuePolicy" : "AWS::SNS::TopicPolicy",
            Map(("PolicyDocument", Map(("Version", "2012-10-17"), ("Statement", List(statement)))), (queue ? "Queues" : "Topics", List(queue ? destination.QueueUrl : destination.Arn))), attributes);
        return made;
    }

    // AWS: what polls the source for the function must wait for the function's right to do so.
    private static void Mappings(SamRun run, End source, End destination, string policyId)
    {
        foreach (var (_, node) in run.Output)
        {
            if (Text(node.At("Type")) != "AWS::Lambda::EventSourceMapping" || node.MapAt("Properties") is not { } mapping) continue;
            var function = RefOf(mapping["FunctionName"]) ?? AttOf(mapping["FunctionName"])?.Id;
            var from = RefOf(mapping["EventSourceArn"]) ?? AttOf(mapping["EventSourceArn"])?.Id;
            if (function is null || function != destination.Id || from is null || from != source.Id) continue;
            var depends = List([.. Each(node!["DependsOn"])]);
            if (!depends.Any(d => Text(d) == policyId)) depends.Add(policyId);
            node["DependsOn"] = depends;
        }
    }
}
