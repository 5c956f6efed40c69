using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Undercast.ApiGateway;

/// <summary>A client in JavaScript for a stage of a REST API: AWS's factory and method names over a small body of our own.</summary>
internal static partial class JavaScriptSdk
{
    private const string Folder = "apiGateway-js-sdk/";
    private static readonly string[] Verbs = ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"];

    public static byte[] Zip(RestApiRecord api, string endpoint)
    {
        var methods = api.Methods()
            .SelectMany(static m => m.Method.HttpMethod == "ANY" ? Verbs.Where(v => m.Resource.ResourceMethods?.ContainsKey(v) != true).Select(v => (m.Resource, m.Method, Verb: v)) : [(m.Resource, m.Method, Verb: m.Method.HttpMethod!)])
            .OrderBy(static m => m.Resource.Path, StringComparer.Ordinal).ThenBy(static m => m.Verb, StringComparer.Ordinal).Select(static m => Describe(m.Resource, m.Method, m.Verb)).ToList();
        using var stream = typeof(JavaScriptSdk).Assembly.GetManifestResourceStream("apigClient.js")!;
        using var reader = new StreamReader(stream);
        var code = reader.ReadToEnd().Replace("__ENDPOINT__", Json(endpoint), StringComparison.Ordinal).Replace("__REGION__", Json(api.Region), StringComparison.Ordinal)
            .Replace("__METHODS__", new JsonArray([.. methods]).ToJsonString(), StringComparison.Ordinal);
        var readme = new StringBuilder("# The client of an API\n\nLoad `apigClient.js` as a script, or require it in Node.js. It needs no other file.\n\n```js\nconst client = apigClientFactory.newClient({ apiKey: \"...\" });\nconst answer = await client.")
            .Append((string?)methods.FirstOrDefault()?["name"] ?? "rootGet")
            .Append("(params, body, { headers: {}, queryParams: {} });\n```\n\nMethods with IAM authorization are signed with `accessKey`, `secretKey` and `sessionToken` of the configuration.\n\n");
        foreach (var method in methods) readme.Append("- `").Append((string)method["name"]!).Append("`: ").Append((string)method["verb"]!).Append(' ').Append((string)method["path"]!).Append('\n');
        var zip = new MemoryStream();
        using (var archive = new ZipArchive(zip, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(archive, "apigClient.js", code);
            Add(archive, "README.md", readme.ToString());
        }
        return zip.ToArray();
    }

    private static JsonObject Describe(Resource resource, Method method, string verb)
    {
        JsonArray In(string place) => [.. (method.RequestParameters ?? new Dictionary<string, bool>()).Keys.Where(k => k.StartsWith($"method.request.{place}.", StringComparison.Ordinal)).Select(k => (JsonNode)k[(place.Length + 16)..])];
        return new JsonObject
        {
            ["name"] = NameOf(resource.Path!, verb), ["verb"] = verb, ["path"] = resource.Path, ["inPath"] = new JsonArray([.. Variable().Matches(resource.Path!).Select(static m => (JsonNode)m.Groups[1].Value)]),
            ["inQuery"] = In("querystring"), ["inHeader"] = In("header"), ["signed"] = method.AuthorizationType == "AWS_IAM",
        };
    }

    // AWS: /pets/{petId} with GET is petsPetIdGet, the root's rootGet.
    private static string NameOf(string path, string verb)
    {
        var words = Word().Matches(path).Select(static m => char.ToUpperInvariant(m.Value[0]) + m.Value[1..]);
        var name = string.Concat(words) is { Length: > 0 } joined ? char.ToLowerInvariant(joined[0]) + joined[1..] : "root";
        return name + verb[0] + verb[1..].ToLowerInvariant();
    }

    private static string Json(string text) => JsonValue.Create(text).ToJsonString();

    private static void Add(ZipArchive archive, string name, string text)
    {
        using var writer = new StreamWriter(archive.CreateEntry(Folder + name).Open());
        writer.Write(text);
    }

    [GeneratedRegex(@"\{([^}+]+)\+?\}")]
    private static partial Regex Variable();

    [GeneratedRegex("[A-Za-z0-9]+")]
    private static partial Regex Word();
}
