using System.Text.Json.Nodes;
using Undercast.Cloud;
using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.CloudFormation;

/// <summary>A stack as a resource of another: made, updated and deleted by the service's own operations.</summary>
internal sealed class NestedStackType(IStore store) : ResourceType("AWS::CloudFormation::Stack")
{
    private const string Api = "cloudformation";
    private static readonly TimeSpan Patience = TimeSpan.FromHours(12);

    public override async ValueTask<ResourceModel> CreateAsync(ResourceCall call)
    {
        call.Refuse("NotificationARNs", "TimeoutInMinutes");
        // The name comes from the token: a restart finds the stack that it began.
        var name = call.MakeName(128);
        if (await FindAsync(call, name) is null) await call.SendAsync(Api, "CreateStack", await InputAsync(call, name));
        var parent = await ParentAsync(call);
        await store.WriteAsync(
            async tx =>
            {
                if (await CloudFormationTables.FindAsync(tx, call.Account, call.Region, name) is not { } made) return;
                await CloudFormationTables.Stacks.PutAsync(tx, made.Key, made.Stack with { ParentId = call.StackId, RootId = parent.RootId ?? parent.Id });
            },
            call.Cancelled);
        var stack = await SettledAsync(call, name);
        if ((string?)stack["StackStatus"] == StackStatus.CreateComplete) return Model(stack);
        // Nothing of it may stay: the parent knows of no stack that was never made.
        var id = (string)stack["StackId"]!;
        var reason = await ReasonAsync(call, id);
        await DeleteAsync(call, id);
        throw new ReasonException($"Embedded stack {id} was not successfully created: {reason}");
    }

    public override async ValueTask<ResourceModel> UpdateAsync(ResourceCall call, string id)
    {
        call.Refuse("NotificationARNs", "TimeoutInMinutes");
        try
        {
            await call.SendAsync(Api, "UpdateStack", await InputAsync(call, id));
        }
        catch (CommonException e) when (e.Kind == CommonError.Validation && e.Message.StartsWith("No updates", StringComparison.Ordinal))
        {
            return Model(await SettledAsync(call, id));
        }
        var stack = await SettledAsync(call, id);
        if ((string?)stack["StackStatus"] == StackStatus.UpdateComplete) return Model(stack);
        throw new ReasonException($"Embedded stack {id} was not successfully updated. Currently in {(string?)stack["StackStatus"]} with reason: {await ReasonAsync(call, id)}");
    }

    public override async ValueTask DeleteAsync(ResourceCall call, string id)
    {
        if (await FindAsync(call, id) is not { } found || (string?)found["StackStatus"] == StackStatus.DeleteComplete) return;
        await call.SendAsync(Api, "DeleteStack", new JsonObject { ["StackName"] = id });
        var stack = await SettledAsync(call, id);
        if ((string?)stack["StackStatus"] != StackStatus.DeleteComplete)
            throw new ReasonException($"Embedded stack {id} was not successfully deleted: {(string?)stack["StackStatusReason"]}");
    }

    private async ValueTask<JsonObject> InputAsync(ResourceCall call, string name)
    {
        var parameters = new JsonArray();
        foreach (var (key, value) in call.Properties["Parameters"] as JsonObject ?? []) parameters.Add(new JsonObject { ["ParameterKey"] = key, ["ParameterValue"] = (string?)value });
        var input = new JsonObject { ["StackName"] = name, ["TemplateURL"] = call.Text("TemplateURL"), ["Parameters"] = parameters };
        // AWS: what was acknowledged for the root counts for what is nested in it.
        var parent = await ParentAsync(call);
        input["Capabilities"] = new JsonArray([.. (parent.Source?.Capabilities ?? []).Select(c => (JsonNode)c)]);
        if (call.TagList() is { } tags) input["Tags"] = tags;
        if (parent.RoleArn is { } role) input["RoleARN"] = role;
        return input;
    }

    private async ValueTask<StackRecord> ParentAsync(ResourceCall call) =>
        (await store.ReadAsync(tx => CloudFormationTables.FindAsync(tx, call.Account, call.Region, call.StackId), call.Cancelled))?.Stack ?? throw CloudFormationFaults.NoStack(call.StackId);

    private static async ValueTask<JsonObject?> FindAsync(ResourceCall call, string name) =>
        (await call.TrySendAsync(Api, "DescribeStacks", new JsonObject { ["StackName"] = name }, static e => e is CommonException { Kind: CommonError.Validation }))?["Stacks"]?[0] as JsonObject;

    private static async ValueTask<JsonObject> SettledAsync(ResourceCall call, string name)
    {
        JsonObject? stack = null;
        await call.UntilAsync(
            async () =>
            {
                stack = await FindAsync(call, name) ?? throw CloudFormationFaults.NoStack(name);
                name = (string)stack["StackId"]!;
                return !StackStatus.IsRunning((string)stack["StackStatus"]!);
            },
            Patience);
        return stack!;
    }

    /// <summary>Why the stack turned back: the reason of the event that began it.</summary>
    private static async ValueTask<string> ReasonAsync(ResourceCall call, string id)
    {
        var events = (await call.SendAsync(Api, "DescribeStackEvents", new JsonObject { ["StackName"] = id }))["StackEvents"] as JsonArray ?? [];
        var turn = events.FirstOrDefault(e => (string?)e!["PhysicalResourceId"] == id && ((string?)e["ResourceStatus"])?.EndsWith("ROLLBACK_IN_PROGRESS", StringComparison.Ordinal) == true);
        return ((string?)turn?["ResourceStatusReason"] ?? "").Replace("Rollback requested by user.", "", StringComparison.Ordinal).TrimEnd();
    }

    private static ResourceModel Model(JsonObject stack)
    {
        var id = (string)stack["StackId"]!;
        var attributes = new JsonObject { ["StackId"] = id };
        foreach (var output in stack["Outputs"] as JsonArray ?? []) attributes[$"Outputs.{(string)output!["OutputKey"]!}"] = (string?)output["OutputValue"];
        return new ResourceModel(id) { Attributes = attributes };
    }
}
