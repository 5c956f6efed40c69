using System.Text.Json.Nodes;
using Undercast.Cloud;

namespace Undercast.Ssm;

/// <summary><c>AWS::SSM::Parameter</c>; <c>Ref</c> is its name.</summary>
internal sealed class ParameterType() : ResourceType("AWS::SSM::Parameter")
{
    private const string Api = "ssm";

    public override async ValueTask<ResourceModel> CreateAsync(ResourceCall call)
    {
        var name = call.Text("Name") ?? call.MakeName(1011);
        var input = Input(call, name);
        if (call.TagList() is { } tags) input["Tags"] = tags;
        await call.MakeAsync(Api, "PutParameter", input);
        return Model(call, name);
    }

    public override async ValueTask<ResourceModel> UpdateAsync(ResourceCall call, string id)
    {
        var input = Input(call, id);
        input["Overwrite"] = true;
        await call.SendAsync(Api, "PutParameter", input);
        await RetagAsync(call, id);
        return Model(call, id);
    }

    public override async ValueTask DeleteAsync(ResourceCall call, string id) =>
        await call.TrySendAsync(Api, "DeleteParameter", new JsonObject { ["Name"] = id }, static e => e is ParameterNotFound);

    public override async ValueTask<ResourceModel?> ReadAsync(ResourceCall call, string id)
    {
        var found = await call.TrySendAsync(Api, "GetParameter", new JsonObject { ["Name"] = id }, static e => e is ParameterNotFound);
        if (found?["Parameter"] is not JsonObject parameter) return null;
        var properties = new JsonObject { ["Name"] = id, ["Type"] = (string?)parameter["Type"], ["Value"] = (string?)parameter["Value"], ["DataType"] = (string?)parameter["DataType"] };
        return Attributes(id, properties) with { Properties = properties };
    }

    private static JsonObject Input(ResourceCall call, string name)
    {
        var input = call.Pick("Type", "Value", "Description", "AllowedPattern", "DataType", "Tier");
        call.Refuse("Policies");
        input["Name"] = name;
        return input;
    }

    private static async ValueTask RetagAsync(ResourceCall call, string id)
    {
        JsonObject Input() => new() { ["ResourceType"] = "Parameter", ["ResourceId"] = id };
        var wanted = call.TagMap();
        var gone = ((await call.SendAsync(Api, "ListTagsForResource", Input()))["TagList"] as JsonArray ?? []).Select(t => (string)t!["Key"]!).Where(k => !wanted.ContainsKey(k)).ToArray();
        if (gone.Length > 0)
        {
            var input = Input();
            input["TagKeys"] = new JsonArray([.. gone.Select(k => (JsonNode)k)]);
            await call.SendAsync(Api, "RemoveTagsFromResource", input);
        }
        if (call.TagList() is { } tags)
        {
            var input = Input();
            input["Tags"] = tags;
            await call.SendAsync(Api, "AddTagsToResource", input);
        }
    }

    private static ResourceModel Model(ResourceCall call, string name) => Attributes(name, call.Properties);

    private static ResourceModel Attributes(string name, JsonObject from) => new(name) { Attributes = new JsonObject { ["Type"] = (string?)from["Type"], ["Value"] = (string?)from["Value"] } };
}
