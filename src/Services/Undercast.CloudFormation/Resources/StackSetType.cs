using System.Text.Json.Nodes;
using Undercast.Cloud;
using Undercast.Storage;

namespace Undercast.CloudFormation;

/// <summary>A stack set as a resource: its operations are begun by the service's own calls, and done by the run of the stack that holds it.</summary>
internal sealed class StackSetType(IStore store, Func<StackSetJob> job) : ResourceType("AWS::CloudFormation::StackSet")
{
    private const string Api = "cloudformation";
    private static readonly string[] Settings = ["StackSetName", "Description", "TemplateBody", "TemplateURL", "Parameters", "Capabilities", "AdministrationRoleARN", "ExecutionRoleName", "PermissionModel", "CallAs", "ManagedExecution"];

    public override async ValueTask<ResourceModel> CreateAsync(ResourceCall call)
    {
        var input = Input(call);
        // The token makes another attempt find the set of the first.
        input["ClientRequestToken"] = call.Token.ToString();
        var id = (string)(await call.SendAsync(Api, "CreateStackSet", input))["StackSetId"]!;
        call.Made(id);
        await PlaceAsync(call, id, new JsonObject(), call.Properties);
        return Model(id);
    }

    public override async ValueTask<ResourceModel> UpdateAsync(ResourceCall call, string id)
    {
        var before = call.Previous!;
        await RemoveAsync(call, id, Places(before).Except(Places(call.Properties)));
        if (Settings.Append("Tags").Any(p => !JsonNode.DeepEquals(before[p], call.Properties[p])))
        {
            var input = Input(call);
            if (call.Properties["OperationPreferences"] is { } preferences) input["OperationPreferences"] = preferences.DeepClone();
            await OperateAsync(call, id, "UpdateStackSet", input);
        }
        await PlaceAsync(call, id, before, call.Properties);
        return Model(id);
    }

    public override async ValueTask DeleteAsync(ResourceCall call, string id)
    {
        if (await call.TrySendAsync(Api, "ListStackInstances", new JsonObject { ["StackSetName"] = id }, static e => e is StackSetNotFoundException) is not { } found) return;
        await RemoveAsync(call, id, (found["Summaries"] as JsonArray ?? []).Select(i => ((string)i!["Account"]!, (string)i["Region"]!)));
        await call.SendAsync(Api, "DeleteStackSet", new JsonObject { ["StackSetName"] = id });
    }

    private static JsonObject Input(ResourceCall call)
    {
        call.Refuse("AutoDeployment");
        var input = call.Pick(Settings);
        if (call.TagList() is { } tags) input["Tags"] = tags;
        return input;
    }

    private static IEnumerable<JsonNode> Groups(JsonObject properties) => (properties["StackInstancesGroup"] as JsonArray ?? []).Select(g => g!);

    private static IEnumerable<(string Account, string Region)> Places(JsonObject properties) =>
        from g in Groups(properties) from a in g["DeploymentTargets"]?["Accounts"] as JsonArray ?? [] from r in g["Regions"] as JsonArray ?? [] select ((string)a!, (string)r!);

    /// <summary>Makes the stacks of groups that are new or have other values than before.</summary>
    private async ValueTask PlaceAsync(ResourceCall call, string id, JsonObject before, JsonObject after)
    {
        foreach (var group in Groups(after).Where(g => !Groups(before).Any(b => JsonNode.DeepEquals(b, g))))
        {
            var input = new JsonObject
            {
                ["Accounts"] = group["DeploymentTargets"]?["Accounts"]?.DeepClone(), ["Regions"] = group["Regions"]?.DeepClone(), ["ParameterOverrides"] = group["ParameterOverrides"]?.DeepClone() ?? new JsonArray(),
                ["OperationPreferences"] = call.Properties["OperationPreferences"]?.DeepClone(),
            };
            await OperateAsync(call, id, "CreateStackInstances", input);
        }
    }

    private async ValueTask RemoveAsync(ResourceCall call, string id, IEnumerable<(string Account, string Region)> places)
    {
        foreach (var region in places.GroupBy(p => p.Region))
        {
            await OperateAsync(call, id, "DeleteStackInstances", new JsonObject
            {
                ["Accounts"] = new JsonArray([.. region.Select(p => (JsonNode)p.Account)]), ["Regions"] = new JsonArray(region.Key), ["RetainStacks"] = false,
            });
        }
    }

    /// <summary>Begins an operation and does its work here, in place of a job.</summary>
    private async ValueTask OperateAsync(ResourceCall call, string id, string operation, JsonObject input)
    {
        input["StackSetName"] = id;
        var (key, set) = await store.ReadAsync(tx => StackSetTables.FindAsync(tx, call.Account, call.Region, id), call.Cancelled) ?? throw new StackSetNotFoundException($"StackSet {id} not found");
        var driver = StackSetJob.DriverOf(call.Account, call.Region, set.Name);
        await store.WriteAsync(
            tx =>
            {
                CloudFormationTables.Drivers.Put(tx, driver, new DriverRecord(null, null));
                return ValueTask.CompletedTask;
            },
            call.Cancelled);
        try
        {
            // An operation of an attempt that was cut off comes to its end first.
            if (set.Running is { } left) await job().RunAsync(key, left, call.Cancelled);
            var begun = (string)(await call.SendAsync(Api, operation, input))["OperationId"]!;
            await job().RunAsync(key, begun, call.Cancelled);
            var ended = await store.ReadAsync(tx => StackSetTables.Operations.GetAsync(tx, new StackSetOperationKey(key.Uid, begun)), call.Cancelled);
            if (ended?.Status != StackSetOperationRecord.Succeeded) throw new ReasonException($"Operation [{begun}] in StackSet [{id}] was unexpectedly stopped or failed");
        }
        finally
        {
            if (!call.Cancelled.IsCancellationRequested)
            {
                await store.WriteAsync(
                    tx =>
                    {
                        CloudFormationTables.Drivers.Delete(tx, driver);
                        return ValueTask.CompletedTask;
                    },
                    call.Cancelled);
            }
        }
    }

    private static ResourceModel Model(string id) => new(id) { Attributes = new JsonObject { ["StackSetId"] = id } };
}
