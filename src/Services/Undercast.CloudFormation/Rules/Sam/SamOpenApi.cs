using System.Text.Json.Nodes;
using static Undercast.CloudFormation.Sam.SamTree;

namespace Undercast.CloudFormation.Sam;

/// <summary>An API's definition, and the ways in which events and settings change it.</summary>
internal sealed class SamOpenApi(JsonObject document)
{
    public const string AnyMethod = "x-amazon-apigateway-any-method";
    public const string Integration = "x-amazon-apigateway-integration";

    // AWS: members of a path that are no methods.
    private static readonly string[] NoMethods = ["parameters", "summary", "description", "servers", "$ref"];

    public JsonObject Document => document;

    public static JsonObject Empty(string version) => version == "3.0.1"
        ? Map(("openapi", "3.0.1"), ("info", Info()), ("paths", new JsonObject()))
        : Map(("swagger", "2.0"), ("info", Info()), ("paths", new JsonObject()));

    private static JsonObject Info() => Map(("version", "1.0"), ("title", Ref("AWS::StackName")));

    public static string Method(string name) => name.ToLowerInvariant() is var lower && lower == "any" ? AnyMethod : lower;

    public JsonObject Paths
    {
        get
        {
            if (document["paths"] is JsonObject paths) return paths;
            document["paths"] = paths = [];
            return paths;
        }
    }

    public bool IsOpenApi3 => document["openapi"] is { } version && version.ToString().StartsWith('3');

    /// <summary>The items behind a node that may stand under conditions.</summary>
    public static IEnumerable<JsonObject> Unwrap(JsonNode? node)
    {
        if (node is JsonObject { Count: 1 } map && map.ContainsKey("Fn::If"))
        {
            if (map["Fn::If"] is not JsonArray choice) throw new InvalidStructureException("Value of Fn::If must be a list.");
            return choice.Skip(1).Where(c => !IsNoValue(c)).SelectMany(Unwrap);
        }
        return node is JsonObject item && !IsNoValue(item) ? [item] : [];
    }

    /// <summary>Every method of every path.</summary>
    public IEnumerable<(string Path, string Method, JsonObject Item, JsonObject Definition)> Methods()
    {
        foreach (var (path, node) in Paths)
        {
            foreach (var item in Unwrap(node))
            {
                foreach (var (method, definition) in item)
                {
                    if (NoMethods.Contains(method)) continue;
                    foreach (var one in Unwrap(definition)) yield return (path, method, item, one);
                }
            }
        }
    }

    public void AddPath(string path, string method)
    {
        if (Paths[path] is not { } node) Paths[path] = node = new JsonObject();
        if (!Unwrap(node).Any()) throw new InvalidStructureException($"Value of '{path}' path must be a dictionary according to Swagger spec.");
        foreach (var item in Unwrap(node)) item.TryAdd(Method(method), new JsonObject());
    }

    public bool HasIntegration(string path, string method) =>
        Unwrap(Paths[path]).Any(item => Unwrap(item[Method(method)]).Any(m => m[Integration] is { } i && (i is not JsonObject map || map.Count > 0)));

    /// <summary>The definition of a method, made under a condition where it is new.</summary>
    public JsonObject Operation(string path, string method, string? condition)
    {
        AddPath(path, method);
        var item = Unwrap(Paths[path]).First();
        var name = Method(method);
        if (item[name] is JsonObject { Count: 0 } or null) item[name] = IfAny(condition, new JsonObject());
        return Unwrap(item[name]).FirstOrDefault() ?? throw new InvalidStructureException($"Definition of method '{name}' for path '{path}' should be a map.");
    }

    /// <summary>Takes back what was begun for a method.</summary>
    public void Undo(string path, string method)
    {
        foreach (var item in Unwrap(Paths[path])) item[Method(method)] = new JsonObject();
    }

    /// <summary>Checks that paths and methods are maps.</summary>
    public void Check()
    {
        foreach (var (path, node) in Paths)
        {
            if (node is not JsonObject) throw new InvalidStructureException($"Value of '{path}' path must be a dictionary according to Swagger spec.");
            foreach (var item in Unwrap(node))
            {
                foreach (var (method, definition) in item)
                {
                    if (definition is not JsonObject && !NoMethods.Contains(method)) throw new InvalidStructureException($"Definition of method '{method}' for path '{path}' should be a map.");
                }
            }
        }
    }

    /// <summary>Puts a path under the condition that all of its methods share.</summary>
    public void Wrap(string path, string condition)
    {
        var item = Paths[path]!.DeepClone();
        Paths[path] = If(condition, item, NoValue());
    }

    public JsonObject Section(params ReadOnlySpan<string> names)
    {
        var at = document;
        foreach (var name in names)
        {
            if (at[name] is not JsonObject next) at[name] = next = [];
            at = next;
        }
        return at;
    }

    /// <summary>Adds one way of authorising to a method.</summary>
    public static void Secure(JsonObject definition, string name, JsonNode? scopes)
    {
        var security = definition["security"] as JsonArray ?? [];
        var entry = security.OfType<JsonObject>().FirstOrDefault(s => s.ContainsKey(name));
        if (entry is null) security.Add((JsonNode)new JsonObject { [name] = Own(scopes?.DeepClone()) ?? new JsonArray() });
        definition["security"] = security.Parent is null ? security : security.DeepClone();
    }

    /// <summary>Parameters that a path names in braces must be declared.</summary>
    public static void AddPathParameters(JsonObject definition, string path)
    {
        var list = definition["parameters"] as JsonArray ?? [];
        foreach (System.Text.RegularExpressions.Match m in System.Text.RegularExpressions.Regex.Matches(path, @"\{([^}]+)\}"))
        {
            if (list.FirstOrDefault(p => Text(p.At("name")) == m.Groups[1].Value) is JsonObject known) (known["in"], known["required"]) = ("path", true);
            else list.Add((JsonNode)Map(("name", m.Groups[1].Value), ("in", "path"), ("required", true)));
        }
        if (list.Count > 0 && list.Parent is null) definition["parameters"] = list;
    }
}
