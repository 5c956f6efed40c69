using System.Text.Json.Nodes;

namespace Undercast.CloudFormation.Sam;

/// <summary>The transform of serverless applications: from a few short resource types to plain ones.</summary>
internal sealed class SamTransform(SamPolicies policies, ISamApplications? applications) : ITemplateTransform
{
    private const string Prefix = "AWS::Serverless::";

    // AWS: what uses an API is made before the API, and what connects resources comes last.
    private static readonly Dictionary<string, (int Order, Action<SamRun, string, JsonObject> Make)> Types = new(StringComparer.Ordinal)
    {
        ["Function"] = (0, SamFunction.Make),
        ["StateMachine"] = (1, SamStateMachine.Make),
        ["Api"] = (2, SamApi.Make),
        ["HttpApi"] = (2, SamHttpApi.Make),
        ["WebSocketApi"] = (2, SamWebSocketApi.Make),
        ["GraphQLApi"] = (2, SamGraphQlApi.Make),
        ["SimpleTable"] = (2, SamSimpleTable.Make),
        ["LayerVersion"] = (2, SamLayerVersion.Make),
        ["Application"] = (2, SamApplication.Make),
        ["CapacityProvider"] = (2, SamCapacityProvider.Make),
        ["Connector"] = (3, SamConnector.Make),
    };

    public SamTransform() : this(SamPolicies.Known, null)
    {
    }

    /// <inheritdoc/>
    public string Name => "AWS::Serverless-2016-10-31";

    /// <inheritdoc/>
    public JsonObject Apply(JsonObject template, TransformScope scope)
    {
        var errors = new List<SamException>();
        var copy = (JsonObject)template.DeepClone();
        try
        {
            Check(copy);
            var globals = SamGlobals.Merge(copy);
            var run = new SamRun(copy, scope, policies) { Globals = globals, Applications = applications };
            Make(run, errors);
            if (errors.Count == 0) return copy;
        }
        catch (SamException e)
        {
            errors = [e];
        }
        var messages = errors.OrderBy(e => e.Id, StringComparer.Ordinal).Select(e => e.Message);
        throw CloudFormationFaults.Invalid($"Invalid Serverless Application Specification document. Number of errors found: {errors.Count}. {string.Join(' ', messages)}");
    }

    private static void Check(JsonObject template)
    {
        foreach (var section in (string[])["Mappings", "Parameters"])
        {
            if (template.ContainsKey(section) && template[section] is not JsonObject) throw new InvalidStructureException("'Mappings' or 'Parameters' is either null or not a valid dictionary.");
        }
        if (template["Resources"] is not JsonObject { Count: > 0 } resources) throw new InvalidStructureException("'Resources' section is required");
        if (resources.Any(r => r.Value is not JsonObject))
            throw new InvalidStructureException("All 'Resources' must be Objects. If you're using YAML, this may be an indentation issue.");
    }

    private static void Make(SamRun run, List<SamException> errors)
    {
        SamConnector.Unfold(run, errors);
        // AWS: wrong events of APIs are told alone, for nothing else has been looked at by then.
        if (SamImplicitApis.Add(run) is { Count: > 0 } wrong)
        {
            errors.Clear();
            errors.AddRange(wrong);
            return;
        }
        var work = new List<(int Order, string Id, JsonObject Resource, Action<SamRun, string, JsonObject> Make)>();
        foreach (var (id, node) in run.Resources)
        {
            var resource = (JsonObject)node!;
            if (resource.TryGetPropertyValue("Properties", out var properties) && properties is not JsonObject && IsOurs(resource))
                errors.Add(new InvalidResourceException(id, "Attribute 'Properties' should be a map."));
            else if (IsOurs(resource)) work.Add((Types[SamTree.Text(resource["Type"])![Prefix.Length..]].Order, id, resource, Types[SamTree.Text(resource["Type"])![Prefix.Length..]].Make));
            else run.Output[id] = resource.DeepClone();
        }
        foreach (var (_, id, resource, make) in work.OrderBy(w => w.Order)) Guard(errors, () => make(run, id, resource));
        Guard(errors, () => SamDeployments.Finish(run));
        Guard(errors, () => SamUsagePlans.Finish(run));
        Guard(errors, () => SamApplication.Finish(run));
        run.Template["Resources"] = run.Output;
        foreach (var (section, node) in run.Template)
        {
            if (section is "Resources" or "Outputs") run.Rename(node);
        }
    }

    private static bool IsOurs(JsonObject resource) =>
        SamTree.Text(resource["Type"]) is { } type && type.StartsWith(Prefix, StringComparison.Ordinal) && Types.ContainsKey(type[Prefix.Length..]);

    private static void Guard(List<SamException> errors, Action action)
    {
        try
        {
            action();
        }
        catch (InvalidStructureException)
        {
            throw;
        }
        catch (SamException e)
        {
            errors.Add(e);
        }
    }
}
