using System.Text.Json.Nodes;
using static Undercast.CloudFormation.Sam.SamTree;

namespace Undercast.CloudFormation.Sam;

/// <summary>Where the templates of published applications come from.</summary>
internal interface ISamApplications
{
    /// <summary>The address of an application's template, and whether it can be read.</summary>
    (string Url, bool Ready) Template(string applicationId, string semanticVersion);
}

/// <summary><c>AWS::Serverless::Application</c>: another application, as a nested stack.</summary>
internal static class SamApplication
{
    public static void Make(SamRun run, string id, JsonObject resource)
    {
        var properties = resource["Properties"] as JsonObject ?? [];
        if (properties["Location"] is not { } location) throw new InvalidResourceException(id, "Resource is missing the required [Location] property.");
        var tags = List(Map(("Key", "lambda:createdBy"), ("Value", "SAM")));
        var url = location is JsonObject map && !IsIntrinsic(map) ? Published(run, id, map, tags) : location;
        foreach (var tag in Tags(properties["Tags"])) tags.Add(Own(tag));
        var stack = Map(("TemplateURL", url), ("Tags", tags));
        Take(stack, properties, "Parameters", "NotificationARNs", "TimeoutInMinutes");
        run.Emit(id, id, "AWS::CloudFormation::Stack", stack, SamRun.Own(resource));
    }

    private static JsonValue Published(SamRun run, string id, JsonObject location, JsonArray tags)
    {
        var values = new List<string>(2);
        foreach (var (name, tag) in ((string, string)[])[("ApplicationId", "serverlessrepo:applicationId"), ("SemanticVersion", "serverlessrepo:semanticVersion")])
        {
            if (!location.ContainsKey(name)) throw new InvalidResourceException(id, $"Resource is missing the required [{name}] property.");
            if (location[name] is null || Text(location[name])?.Length == 0) throw new InvalidResourceException(id, $"Property '{name}' is required.");
            var value = run.Resolve(location[name]);
            if (value is JsonObject) throw new InvalidResourceException(id, $"Property '{name}' cannot be resolved. Only FindInMap and Ref intrinsic functions are supported.");
            var text = SamChecks.TextOr(value, id, $"Location.{name}");
            tags.Add((JsonNode)Map(("Key", tag), ("Value", text)));
            values.Add(text);
        }
        // Differs: the repository of applications is not part of this cloud.
        if (run.Applications is null) throw new InvalidResourceException(id, "Applications of the AWS Serverless Application Repository are not available here.");
        var (url, ready) = run.Applications.Template(values[0], values[1]);
        if (!ready) run.Unready.Add(values[0]);
        return JsonValue.Create(url);
    }

    public static void Finish(SamRun run)
    {
        if (run.Unready.Count > 0) throw new InvalidResourceException(Shown(List([.. run.Unready])), "Timed out waiting for nested stack templates to reach ACTIVE status.");
    }
}
