using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using static Undercast.CloudFormation.Sam.SamTree;

namespace Undercast.CloudFormation.Sam;

/// <summary>Managed policies by name, and the templates of policies that take parameters.</summary>
internal sealed partial class SamPolicies(IReadOnlyDictionary<string, string> paths)
{
    private static readonly Lazy<Dictionary<string, string>> Templates = new(static () => Lines("PolicyTemplates.txt")
        .Select(line => line.Split(": ", 2)).ToDictionary(parts => parts[0], parts => parts[1], StringComparer.Ordinal));

    /// <summary>The policies that serverless applications use.</summary>
    public static SamPolicies Known { get; } = new(Lines("ManagedPolicies.txt").ToDictionary(line => line[(line.LastIndexOf('/') + 1)..], StringComparer.Ordinal));

    public static IEnumerable<string> Lines(string name)
    {
        using var stream = typeof(SamPolicies).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException(name);
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(line => line[0] != '#');
    }

    public IReadOnlyDictionary<string, string> Paths => paths;

    /// <summary>The ARN of a managed policy that is known by its name.</summary>
    public string? Arn(string partition, string name) => paths.TryGetValue(name, out var path) ? $"arn:{partition}:iam::aws:policy/{path}" : null;

    public static bool IsTemplate(string name) => Templates.Value.ContainsKey(name);

    [GeneratedRegex(@"\{(\w+)(?:=(\w+))?\}")]
    private static partial Regex Parameter();

    /// <summary>The statements of a policy template, with its parameters' values put in.</summary>
    public static JsonArray Fill(string name, JsonNode? values, Func<string, Exception> fault)
    {
        var text = Templates.Value[name];
        var names = Parameter().Matches(text).Select(m => m.Groups[1].Value).Distinct().Order(StringComparer.Ordinal).ToArray();
        if (values is not JsonObject given)
        {
            if (names.Length > 0 || values is not null) throw fault($"Must specify valid parameter values for policy template '{name}'");
            given = [];
        }
        var missing = names.Where(n => !given.ContainsKey(n)).ToArray();
        if (missing.Length > 0) throw fault($"Following required parameters of policy template '{name}' don't have values: [{string.Join(", ", missing.Select(m => $"'{m}'"))}]");
        return new JsonArray([.. text.Split(';', StringSplitOptions.TrimEntries).Select(s => Statement(s, given))]);
    }

    private static JsonObject Statement(string text, JsonObject values)
    {
        var (what, where) = text.Split(" -> ") is [var a, var r] ? (a, r) : throw new InvalidOperationException(text);
        var (service, names) = what.Split(' ') is [var s, var n] ? (s, n) : throw new InvalidOperationException(text);
        var condition = where.Split(" ? ");
        var resources = condition[0].Split(' ');
        var statement = Map(
            ("Effect", "Allow"),
            ("Action", names[^1] == '!' ? $"{service}:{names[..^1]}" : List([.. names.Split(',').Select(action => JsonValue.Create($"{service}:{action}"))])),
            ("Resource", resources is [var one] && !one.EndsWith("[]", StringComparison.Ordinal) ? Resource(service, one, values) : List([.. resources.Select(x => Resource(service, x.Replace("[]", "", StringComparison.Ordinal), values))])));
        if (condition.Length > 1)
        {
            var parts = condition[1].Split(' ');
            var colon = parts[1].IndexOf(':', StringComparison.Ordinal);
            statement["Condition"] = Map(("StringEquals", Map((parts[0], Resource(parts[1][..colon], parts[1][(colon + 1)..], values)))));
        }
        return statement;
    }

    private static JsonNode Resource(string service, string pattern, JsonObject values)
    {
        if (pattern == "*") return "*";
        var variables = new JsonObject();
        var path = Parameter().Replace(pattern.TrimStart('='), m =>
        {
            var parameter = m.Groups[1].Value;
            var variable = m.Groups[2].Success ? m.Groups[2].Value : char.ToLowerInvariant(parameter[0]) + parameter[1..];
            variables[variable] = Own(values[parameter]?.DeepClone());
            return $"${{{variable}}}";
        });
        var arn = pattern[0] == '=' ? path : service == "s3" ? $"arn:${{AWS::Partition}}:s3:::{path}" : $"arn:${{AWS::Partition}}:{service}:${{AWS::Region}}:${{AWS::AccountId}}:{path}";
        return new JsonObject { ["Fn::Sub"] = variables.Count == 0 ? arn : new JsonArray(arn, variables) };
    }
}
