using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;
using Undercast.Cloud;
using Undercast.Kernel;

namespace Undercast.CloudFormation;

/// <summary>A resource that a function of the user's makes: asked by an asynchronous invocation, answered at an address.</summary>
internal sealed class CustomResourceType(string name, ResponseDesk desk) : ResourceType(name)
{
    public const string BaseName = "AWS::CloudFormation::CustomResource";
    private const string Prefix = "Custom::";

    // AWS: an hour, unless ServiceTimeout says less.
    private const int Hour = 3600;

    private static readonly SearchValues<char> NameCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_@-");

    private static readonly Lazy<ResourceSchema> Shared = new(() =>
    {
        using var reader = new StreamReader(typeof(CustomResourceType).Assembly.GetManifestResourceStream("AWS.CloudFormation.CustomResource.schema")!);
        return ResourceSchema.Parse(reader.ReadToEnd());
    });

    public override ResourceSchema Schema => Shared.Value;

    // AWS: an update that answers another id has replaced the resource; the old one is deleted in the clean-up.
    public override bool MayReplaceInUpdate => true;

    // AWS: Custom:: and up to 60 letters, digits and _@-.
    public static bool IsName(string name) =>
        name == BaseName || (name.StartsWith(Prefix, StringComparison.Ordinal) && name.Length is > 8 and <= 60 && !name.AsSpan(Prefix.Length).ContainsAnyExcept(NameCharacters));

    public override async ValueTask<ResourceModel> CreateAsync(ResourceCall call) => await AskAsync(call, "Create", null);

    public override async ValueTask<ResourceModel> UpdateAsync(ResourceCall call, string id) => await AskAsync(call, "Update", id);

    public override async ValueTask DeleteAsync(ResourceCall call, string id) => await AskAsync(call, "Delete", id);

    private async ValueTask<ResourceModel> AskAsync(ResourceCall call, string kind, string? id)
    {
        var service = call.Text("ServiceToken")!;
        if (!Arn.TryParse(service, out var arn) || arn.Service is not "lambda") throw CommonException.NotSupported("A ServiceToken that is no function");
        var timeout = (long?)call.Properties["ServiceTimeout"] ?? Hour;
        if (timeout is < 1 or > Hour) throw CloudFormationFaults.Invalid("Properties validation failed: ServiceTimeout must be between 1 and 3600");
        // The same for every attempt, so that an answer to the one before a restart is an answer.
        var requestId = $"{call.Token:D}-{kind.ToLowerInvariant()}";
        var row = await desk.OpenAsync(requestId, TimeSpan.FromSeconds(timeout), call.Cancelled);
        if (!row.Asked)
        {
            var question = new JsonObject
            {
                ["RequestType"] = kind,
                ["ServiceToken"] = service,
                ["ResponseURL"] = desk.UrlOf(requestId, row),
                ["StackId"] = call.StackId,
                ["RequestId"] = requestId,
                ["LogicalResourceId"] = call.LogicalId,
                ["ResourceType"] = Name,
                ["ResourceProperties"] = Texts(call.Properties),
            };
            if (id is not null) question["PhysicalResourceId"] = id;
            if (kind == "Update") question["OldResourceProperties"] = Texts(call.Previous!);
            await call.SendAsync("lambda", "Invoke", new JsonObject
            {
                ["FunctionName"] = service, ["InvocationType"] = "Event", ["Payload"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(question.ToJsonString())),
            });
            await desk.AskedAsync(requestId, call.Cancelled);
        }
        var answers = await desk.WaitAsync(requestId, 1, static _ => true, row.Expires, call.Cancelled);
        await desk.CloseAsync(requestId, call.Cancelled);
        if (answers.Count == 0)
            throw new ReasonException($"CloudFormation did not receive a response from your Custom Resource. Please check your logs for requestId [{requestId}]. If you are using the Python cfn-response module, you may need to update your Lambda function code so that CloudFormation can attach the updated version.");
        return Judge(call, kind, id, requestId, answers.Values.First());
    }

    private static ResourceModel Judge(ResourceCall call, string kind, string? id, string requestId, string document)
    {
        if (Encoding.UTF8.GetByteCount(document) > ResponseDesk.MaxBytes) throw new ReasonException("Response object is too long.");
        if (ResponseDesk.Read(document) is not { } answer) throw new ReasonException("Invalid response object: it is no JSON object.");
        string? Text(string member) => answer[member] is JsonValue value ? PropertyRules.TextOf(value) : null;
        // A guess at the words; that these must be given back as they came is documented.
        foreach (var (member, expected) in (ReadOnlySpan<(string, string)>)[("RequestId", requestId), ("StackId", call.StackId), ("LogicalResourceId", call.LogicalId)])
        {
            if (Text(member) != expected) throw new ReasonException($"Invalid response object: Value of property {member} must be the one of the request");
        }
        var given = Text("PhysicalResourceId");
        // AWS: what a failed creation names is deleted in the roll-back.
        if (kind == "Create" && !string.IsNullOrEmpty(given)) call.Made(given);
        switch (Text("Status"))
        {
            case "SUCCESS":
                break;
            case "FAILED":
                throw new ReasonException($"Received response status [FAILED] from custom resource. Message returned: {Text("Reason") ?? "null"} (RequestId: {requestId})");
            default:
                throw new ReasonException("Invalid response object: Value of property Status must be SUCCESS or FAILED");
        }
        if (string.IsNullOrEmpty(given))
        {
            if (kind == "Delete") return new ResourceModel(id!);
            throw new ReasonException($"Vendor response doesn't contain PhysicalResourceId key in object {call.StackId}|{call.LogicalId}|{requestId}");
        }
        return new ResourceModel(given) { Attributes = answer["Data"]?.DeepClone() as JsonObject ?? [] };
    }

    // AWS: every scalar reaches the function as text.
    private static JsonNode? TextsOf(JsonNode? node) => node switch
    {
        JsonObject map => Texts(map),
        JsonArray list => new JsonArray([.. list.Select(TextsOf)]),
        JsonValue value => JsonValue.Create(PropertyRules.TextOf(value)),
        _ => null,
    };

    private static JsonObject Texts(JsonObject map)
    {
        var result = new JsonObject();
        foreach (var (key, value) in map) result[key] = TextsOf(value);
        return result;
    }
}
