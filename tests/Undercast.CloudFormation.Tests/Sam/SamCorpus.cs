using System.Text.Json;
using System.Text.Json.Nodes;
using Undercast.CloudFormation.Sam;

namespace Undercast.CloudFormation.Tests.Sam;

/// <summary>Pairs of a serverless template and what AWS makes of it; they lie beside the repository, or are absent.</summary>
internal static class SamCorpus
{
    public static string? Folder { get; } = Find();

    private static string? Find()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var folder = Path.Combine(at.FullName, "shared", "corpus", "sam");
            if (Directory.Exists(Path.Combine(folder, "input"))) return folder;
        }
        return null;
    }

    private static readonly (string Folder, string Region, string Tracing)[] Partitions =
        [("", "ap-southeast-1", "AWSXrayWriteOnlyAccess"), ("aws-cn", "cn-north-1", "AWSXRayDaemonWriteAccess"), ("aws-us-gov", "us-gov-west-1", "AWSXRayDaemonWriteAccess")];

    /// <summary>Every pair: its name, and the first difference or null.</summary>
    public static IEnumerable<(string Name, string? Difference)> Run()
    {
        foreach (var input in Directory.GetFiles(Path.Combine(Folder!, "input"), "*.yaml").Order(StringComparer.Ordinal))
        {
            var name = Path.GetFileNameWithoutExtension(input);
            foreach (var (folder, region, tracing) in Partitions)
            {
                var output = Path.Combine(Folder!, "output", folder, name + ".json");
                if (File.Exists(output)) yield return (Path.Combine(folder, name), Compare(File.ReadAllText(input), File.ReadAllText(output), region, tracing));
            }
        }
    }

    private static string? Compare(string input, string output, string region, string tracing)
    {
        var expected = (JsonObject)JsonNode.Parse(output)!;
        JsonObject actual;
        try
        {
            actual = Transform(input, region, tracing);
        }
        catch (Undercast.Kernel.AwsException e)
        {
            if ((string?)expected["errorMessage"] is not { } wanted) return $"refused: {e.Message}";
            return Errors(wanted).SequenceEqual(Errors(e.Message)) ? null : $"expected {wanted}\n     got {e.Message}";
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return $"failed: {e}";
        }
        if (expected["errorMessage"] is { } error) return $"accepted, but expected {error}";
        Rehash(expected);
        Rehash(actual);
        return Difference("", Sorted(expected), Sorted(actual));
    }

    private static JsonObject Transform(string input, string region, string tracing)
    {
        var names = new Dictionary<string, string>
        {
            ["AWSLambdaBasicExecutionRole"] = "service-role/AWSLambdaBasicExecutionRole",
            ["AWSLambdaRole"] = "service-role/AWSLambdaRole",
            ["AmazonDynamoDBFullAccess"] = "AmazonDynamoDBFullAccess",
            ["AmazonDynamoDBReadOnlyAccess"] = "AmazonDynamoDBReadOnlyAccess",
            [tracing] = tracing,
        };
        var tree = TemplateReader.Read(input);
        var values = new Dictionary<string, string> { ["param1"] = "value1", ["param2"] = "value2" };
        foreach (var (name, rule) in tree["Parameters"] as JsonObject ?? [])
        {
            if ((rule as JsonObject)?["Default"] is JsonValue value) values[name] = value.ToString();
        }
        var made = new SamTransform(new SamPolicies(SamPolicies.Known.Paths.Concat(names).GroupBy(n => n.Key).ToDictionary(n => n.Key, n => n.Last().Value)), new Published()).Apply(tree, new TransformScope("123456789012", region, "stack", values));
        made.Remove("Transform");
        return made;
    }

    /// <summary>The public translator's own stand-in for the repository of applications: one address, and one application that never becomes ready.</summary>
    private sealed class Published : ISamApplications
    {
        public (string Url, bool Ready) Template(string applicationId, string semanticVersion) =>
            ("https://awsserverlessrepo-changesets-xxx.s3.amazonaws.com/signed-url", applicationId != "preparing-never-ready");
    }

    private static IEnumerable<string> Errors(string message) => message.Split(" Resource with id [").Order(StringComparer.Ordinal);

    // The id of a deployment follows from the definition, whose order of members is not compared.
    private static void Rehash(JsonObject template)
    {
        template.Remove("Transform");
        var text = template["Resources"]!.ToJsonString();
        var names = new Dictionary<string, string>();
        foreach (var (id, node) in (JsonObject)template["Resources"]!)
        {
            if ((string?)node!["Type"] != "AWS::ApiGateway::Deployment" || (node["Properties"]!["RestApiId"] as JsonObject)?["Ref"] is not { } api) continue;
            var properties = template["Resources"]![(string)api!]?["Properties"];
            var hash = SamTree.FullHash(Sorted(properties?["Body"] ?? properties?["BodyS3Location"]));
            if (id.Length > 10) names[id] = $"{id[..^10]}{hash[..10]}";
            if (node["Properties"]!["Description"] is not null) node["Properties"]!["Description"] = hash;
        }
        text = template.ToJsonString();
        foreach (var (old, made) in names) text = text.Replace($"\"{old}\"", $"\"{made}\"", StringComparison.Ordinal);
        var again = (JsonObject)JsonNode.Parse(text)!;
        template.Clear();
        foreach (var (section, node) in again) template[section] = node?.DeepClone();
    }

    private static JsonNode? Sorted(JsonNode? node, string? name = null)
    {
        switch (node)
        {
            case JsonObject map:
                return new JsonObject(map.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => KeyValuePair.Create(m.Key, Sorted(m.Value, m.Key))));
            case JsonArray list:
                var items = list.Select(i => Sorted(i));
                return new JsonArray([.. name == "Layers" ? items : items.OrderBy(SamTree.Canonical, StringComparer.Ordinal)]);
            default:
                return node?.DeepClone();
        }
    }

    private static string? Difference(string path, JsonNode? expected, JsonNode? actual)
    {
        switch (expected, actual)
        {
            case (JsonObject a, JsonObject b):
                foreach (var name in a.Select(m => m.Key).Union(b.Select(m => m.Key)))
                {
                    if (!a.ContainsKey(name)) return $"{path}/{name} is too much: {SamTree.Canonical(b[name])}";
                    if (!b.ContainsKey(name)) return $"{path}/{name} is missing: {SamTree.Canonical(a[name])}";
                    if (Difference($"{path}/{name}", a[name], b[name]) is { } inner) return inner;
                }
                return null;
            case (JsonArray a, JsonArray b) when a.Count == b.Count:
                return a.Zip(b).Select((pair, i) => Difference($"{path}/{i}", pair.First, pair.Second)).FirstOrDefault(d => d is not null);
            case (JsonValue a, JsonValue b) when a.GetValueKind() == JsonValueKind.Number && b.GetValueKind() == JsonValueKind.Number:
                return double.Parse(a.ToString(), System.Globalization.CultureInfo.InvariantCulture) == double.Parse(b.ToString(), System.Globalization.CultureInfo.InvariantCulture) ? null : $"{path}: {a} but {b}";
            default:
                return JsonNode.DeepEquals(expected, actual) ? null : $"{path}: expected {SamTree.Canonical(expected)} but got {SamTree.Canonical(actual)}";
        }
    }
}
