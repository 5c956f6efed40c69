using System.Text.Json.Nodes;
using static Undercast.CloudFormation.Sam.SamTree;

namespace Undercast.CloudFormation.Sam;

/// <summary>The APIs that events imply, and the paths that events give to APIs.</summary>
internal static class SamImplicitApis
{
    private sealed record Kind(string Event, string Property, string Type, string Implicit, string Version);

    private static readonly Kind[] Kinds =
    [
        new("Api", "RestApiId", "AWS::Serverless::Api", "ServerlessRestApi", "2.0"),
        new("HttpApi", "ApiId", "AWS::Serverless::HttpApi", "ServerlessHttpApi", "3.0.1"),
    ];

    /// <summary>Does so; what is wrong with the events is returned, of one kind of API at a time.</summary>
    public static List<SamException> Add(SamRun run)
    {
        var errors = new List<SamException>();
        foreach (var kind in Kinds)
        {
            foreach (var (id, resource) in run.Resources)
            {
                if (run.TypeOf(id) != kind.Type || resource is not JsonObject map || map["Properties"] is not (null or JsonObject)) continue;
                var properties = map["Properties"] as JsonObject ?? [];
                if (properties.ContainsKey("DefinitionBody") || properties.ContainsKey("DefinitionUri")) continue;
                properties["DefinitionBody"] = SamOpenApi.Empty(kind.Version);
                map["Properties"] = Own(properties);
                run.ManagedApis.Add(id);
            }
            Events(run, kind, errors);
            if (errors.Count > 0) break;
        }
        return errors;
    }

    private static void Events(SamRun run, Kind kind, List<SamException> errors)
    {
        var uses = new Dictionary<(string Api, string Path), List<string?>>();
        var owners = new List<(string? Condition, JsonObject Resource)>();
        var explicitApi = run.Resources.ContainsKey(kind.Implicit);
        foreach (var (id, node) in run.Resources.ToArray())
        {
            if (run.TypeOf(id) is not ("AWS::Serverless::Function" or "AWS::Serverless::StateMachine") || node.MapAt("Properties")?["Events"] is not JsonObject events) continue;
            foreach (var (name, entry) in events)
            {
                if (entry is not JsonObject @event || Text(@event["Type"]) != kind.Event) continue;
                try
                {
                    Event(run, kind, id, (JsonObject)node!, name, @event, uses, owners);
                }
                catch (InvalidStructureException)
                {
                    throw;
                }
                catch (SamException e)
                {
                    // AWS: the first wrong event of a resource hides the others.
                    errors.Add(e);
                    break;
                }
            }
        }
        if (owners.Count > 0 && !explicitApi) Attributes(run, kind, owners);
        foreach (var ((api, path), conditions) in uses)
        {
            var distinct = conditions.Distinct().ToArray();
            if (!run.ManagedApis.Contains(api) || distinct.Contains(null)) continue;
            var condition = distinct.Length == 1 ? distinct[0]! : $"{api}{string.Concat(path.Split('/', '{', '}', '-', '+', '.', '_', '~', '%').Where(p => p.Length > 0).Select(p => p))}PathCondition";
            if (distinct.Length > 1) Or(run, condition, distinct!);
            new SamOpenApi((JsonObject)run.Resources[api].MapAt("Properties")!["DefinitionBody"]!).Wrap(path, condition);
        }
    }

    private static void Event(SamRun run, Kind kind, string id, JsonObject resource, string name, JsonObject @event, Dictionary<(string, string), List<string?>> uses, List<(string?, JsonObject)> owners)
    {
        InvalidResourceException Wrong(string message) => new(id, $"Event with id [{name}] is invalid. {message}");
        if (@event["Properties"] is not (null or JsonObject)) throw Wrong("Event 'Properties' must be an Object. If you're using YAML, this may be an indentation issue.");
        var properties = @event["Properties"] as JsonObject ?? [];
        @event["Properties"] = Own(properties);
        properties = (JsonObject)@event["Properties"]!;
        var condition = Text(resource["Condition"]);
        if (properties[kind.Property] is null)
        {
            properties[kind.Property] = Ref(kind.Implicit);
            if (run.TypeOf(kind.Implicit) != kind.Type)
            {
                var api = Map(("Type", kind.Type), ("Properties", Map(("DefinitionBody", SamOpenApi.Empty(kind.Version)))));
                if (kind.Event == "Api") api["Properties"]!["StageName"] = "Prod";
                if (run.Globals?[kind.Type["AWS::Serverless::".Length..]] is JsonObject defaults) api["Properties"] = SamGlobals.Merged(defaults, api["Properties"]);
                run.Resources[kind.Implicit] = api;
                run.ManagedApis.Add(kind.Implicit);
            }
            owners.Add((condition, resource));
        }
        if (kind.Event == "HttpApi" && properties["Path"] is null && properties["Method"] is null) (properties["Path"], properties["Method"]) = ("$default", "x-amazon-apigateway-any-method");
        foreach (var part in (string[])["Path", "Method"])
        {
            if (properties[part] is null) throw Wrong($"Event is missing key '{part}'.");
            if (Text(properties[part]) is null) throw Wrong($"Api Event must have a String specified for '{part}'.");
        }
        var reference = properties[kind.Property];
        var target = Text(reference) ?? RefOf(reference);
        if (target is null) throw Wrong($"Property '{kind.Property}' should be a string.");
        var type = run.TypeOf(target);
        if (type is null || (type == "AWS::Serverless::HttpApi" && type != kind.Type)) throw Wrong($"{kind.Property} must be a valid reference to an '{kind.Type}' resource in same template.");
        if (kind.Event == "HttpApi" && properties.TryGetPropertyValue("RouteSettings", out var settings) && settings is not JsonObject) throw Wrong("Property 'RouteSettings' should be a map.");
        if (type != kind.Type || !run.ManagedApis.Contains(target)) return;
        var path = Text(properties["Path"])!;
        new SamOpenApi((JsonObject)run.Resources[target].MapAt("Properties")!["DefinitionBody"]!).AddPath(path, Text(properties["Method"])!);
        if (!uses.TryGetValue((target, path), out var list)) uses[(target, path)] = list = [];
        list.Add(condition);
    }

    private static void Attributes(SamRun run, Kind kind, List<(string? Condition, JsonObject Resource)> owners)
    {
        var api = (JsonObject)run.Resources[kind.Implicit]!;
        var conditions = owners.Select(o => o.Condition).Distinct().ToArray();
        if (!conditions.Contains(null))
        {
            var name = conditions.Length == 1 ? conditions[0]! : $"{kind.Implicit}Condition";
            if (conditions.Length > 1) Or(run, name, conditions!);
            api["Condition"] = name;
        }
        foreach (var (attribute, order) in ((string, string[])[])[("DeletionPolicy", ["Delete", "Retain"]), ("UpdateReplacePolicy", ["Delete", "Snapshot", "Retain"])])
        {
            var values = owners.Select(o => Text(o.Resource[attribute])).Where(v => v is not null).ToArray();
            if (values.Length == 0) continue;
            api[attribute] = order.LastOrDefault(values.Contains) ?? values[0];
        }
        foreach (var (_, resource) in owners)
        {
            var properties = resource["Properties"] as JsonObject;
            if (Flag(properties?["PropagateTags"]) == true && properties!["Tags"] is JsonObject tags)
            {
                var target = (JsonObject)api["Properties"]!;
                var merged = target["Tags"] as JsonObject ?? [];
                foreach (var (name, value) in tags) merged[name] = value?.DeepClone();
                target["Tags"] = Own(merged);
                target["PropagateTags"] = true;
            }
        }
    }

    /// <summary>A condition that holds when any of several do; more than ten are nested.</summary>
    public static void Or(SamRun run, string name, IReadOnlyList<string> conditions)
    {
        if (run.Template["Conditions"] is not JsonObject all) run.Template["Conditions"] = all = [];
        var sorted = conditions.Order(StringComparer.Ordinal).ToArray();
        if (sorted.Length <= 10)
        {
            all[name] = new JsonObject { ["Fn::Or"] = List([.. sorted.Select(c => new JsonObject { ["Condition"] = c })]) };
            return;
        }
        // The remainder comes first, and stands for itself when it is one.
        var groups = sorted.Chunk(10).Reverse().ToArray();
        for (var i = 0; i < groups.Length; i++)
            if (groups[i].Length > 1) all[$"{name}{i}"] = new JsonObject { ["Fn::Or"] = List([.. groups[i].Select(c => new JsonObject { ["Condition"] = c })]) };
        all[name] = new JsonObject { ["Fn::Or"] = List([.. groups.Select((_, i) => new JsonObject { ["Condition"] = groups[i].Length == 1 ? groups[i][0] : $"{name}{i}" })]) };
    }
}
