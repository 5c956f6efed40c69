using System.Text.Json.Nodes;
using static Undercast.CloudFormation.Sam.SamTree;

namespace Undercast.CloudFormation.Sam;

/// <summary>The execution role of a function or a state machine, made from <c>Policies</c>.</summary>
internal sealed class SamRole(SamRun run, string owner, string id, JsonObject properties, JsonObject shared)
{
    public string Id => id;

    public JsonObject Attributes { get; } = (JsonObject)shared.DeepClone();

    public static JsonObject Trust(string service) => Map(
        ("Version", "2012-10-17"), ("Statement", List(Map(("Action", List("sts:AssumeRole")), ("Effect", "Allow"), ("Principal", Map(("Service", List(service))))))));

    public void Make(string service, IEnumerable<string> managed, JsonArray statements, JsonArray tags, JsonNode? trust)
    {
        var arns = new JsonArray();
        foreach (var name in managed) AddOnce(arns, $"arn:{run.Partition}:iam::aws:policy/{name}");
        var documents = new JsonArray();
        var index = 0;
        foreach (var policy in PoliciesOf())
        {
            var place = index++;
            if (Text(policy) is { } text) AddOnce(arns, run.Policies.Arn(run.Partition, text) ?? text);
            else if (policy is JsonObject map) AddMap(map, place, arns, documents);
            else throw new InvalidResourceException(owner, $"Policy at index {place} in the 'Policies' property is not valid");
        }
        foreach (var statement in statements) documents.Add(Own(statement));
        var role = Map(("AssumeRolePolicyDocument", trust ?? Trust(service)), ("ManagedPolicyArns", arns), ("Path", properties["RolePath"]), ("PermissionsBoundary", properties["PermissionsBoundary"]), ("Tags", tags));
        if (documents.Count > 0) role["Policies"] = documents;
        run.Emit(owner, id, "AWS::IAM::Role", role, Attributes);
    }

    private IEnumerable<JsonNode?> PoliciesOf()
    {
        // AWS: policy templates may stand in one map, several of them.
        if (properties["Policies"] is JsonObject several && !IsIntrinsic(several) && several.Count > 0 && several.All(p => SamPolicies.IsTemplate(p.Key)))
            return several.Select(p => (JsonNode?)new JsonObject { [p.Key] = p.Value?.DeepClone() });
        return Each(properties["Policies"]).Where(p => p is not null);
    }

    private void AddMap(JsonObject policy, int index, JsonArray arns, JsonArray documents)
    {
        var name = $"{id}Policy{index}";
        if (policy.Count == 1 && policy["Fn::If"] is JsonArray { Count: 3 } choice)
        {
            var (first, second) = (Document(choice[1], name), Document(choice[2], name));
            if (first is null && second is null)
            {
                arns.Add((JsonNode)If(Text(choice[0])!, Named(choice[1]), Named(choice[2])));
                return;
            }
            documents.Add((JsonNode)If(Text(choice[0])!, first ?? choice[1], second ?? choice[2]));
            return;
        }
        if (IsIntrinsic(policy)) AddOnce(arns, policy);
        else documents.Add(Document(policy, name) ?? throw Unknown(index));
    }

    private InvalidResourceException Unknown(int index) => new(owner, $"Policy at index {index} in the 'Policies' property is not valid");

    private JsonNode? Named(JsonNode? node) => Text(node) is { } text ? run.Policies.Arn(run.Partition, text) ?? text : node;

    private JsonObject? Document(JsonNode? node, string name)
    {
        if (node is not JsonObject policy || IsIntrinsic(policy)) return null;
        if (policy.ContainsKey("Statement")) return Map(("PolicyName", name), ("PolicyDocument", policy));
        if (policy.Count != 1) return null;
        var (template, values) = policy.First();
        if (!SamPolicies.IsTemplate(template)) return null;
        var statements = SamPolicies.Fill(template, run.Resolve(values), m => new InvalidResourceException(owner, m));
        return Map(("PolicyName", name), ("PolicyDocument", Map(("Statement", statements))));
    }

    private static void AddOnce(JsonArray list, JsonNode item)
    {
        if (!list.Any(i => Same(i, item))) list.Add(Own(item));
    }
}
