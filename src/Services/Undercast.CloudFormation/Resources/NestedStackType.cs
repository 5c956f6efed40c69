using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Undercast.Cloud;
using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.CloudFormation;

/// <summary>A stack as a resource of another: begun by the service's own operations, and worked on by its parent's run.</summary>
internal sealed class NestedStackType(IStore store, Func<StackJob> job) : ResourceType("AWS::CloudFormation::Stack")
{
    private const string Api = "cloudformation";

    // Differs: AWS names no bound but that of all stacks of an account. Here a template that nests itself ends after so many levels.
    private const int MostDeep = 10;

    /// <exception cref="CommonException">A stack with so many above it is not made.</exception>
    public static void CheckDepth(int above)
    {
        if (above > MostDeep) throw CloudFormationFaults.Invalid($"Stacks cannot be nested more than {MostDeep} levels deep");
    }

    public override async ValueTask<ResourceModel> CreateAsync(ResourceCall call)
    {
        call.Refuse("NotificationARNs");
        CheckDepth(await DepthAsync(call));
        // The name comes from a change set or the token: a restart finds the stack that it began.
        var name = (await ParentAsync(call)).Nested.TryGetValue(call.LogicalId, out var planned) ? NameOf(planned) : call.MakeName(128);
        var stack = await DriveAsync(call, name, async () =>
        {
            if (await FindAsync(call, name) is { } begun && (string?)begun["StackStatus"] != StackStatus.ReviewInProgress) return;
            var input = await InputAsync(call, name);
            if (call.Properties["TimeoutInMinutes"] is { } most) input["TimeoutInMinutes"] = most.DeepClone();
            await call.SendAsync(Api, "CreateStack", input);
        });
        var id = (string)stack["StackId"]!;
        if ((string?)stack["StackStatus"] == StackStatus.CreateComplete) return Model(stack);
        // Nothing of it may stay: the parent knows of no stack that was never made.
        var reason = await ReasonAsync(call, id);
        await DeleteAsync(call, id);
        throw new ReasonException(call.Stopping.IsCancellationRequested ? "Resource creation cancelled" : $"Embedded stack {id} was not successfully created: {reason}");
    }

    public override async ValueTask<ResourceModel> UpdateAsync(ResourceCall call, string id)
    {
        call.Refuse("NotificationARNs");
        var token = await TokenAsync(call);
        var stack = await DriveAsync(call, NameOf(id), async () =>
        {
            // An attempt that was cut off has begun it, or even ended it.
            if ((await StackAsync(call, id))?.ClientToken == token) return;
            var input = await InputAsync(call, id);
            input["ClientRequestToken"] = token;
            await call.TrySendAsync(Api, "UpdateStack", input, static e => e is CommonException { Kind: CommonError.Validation } && e.Message.StartsWith("No updates", StringComparison.Ordinal));
        });
        if ((string?)stack["StackStatus"] is StackStatus.UpdateComplete or StackStatus.CreateComplete) return Model(stack);
        // A roll-back that finds nothing to change finds the stack as it was rolled back before.
        if ((string?)stack["StackStatus"] == StackStatus.UpdateRollbackComplete && (await StackAsync(call, id))?.ClientToken != token) return Model(stack);
        throw new ReasonException(
            call.Stopping.IsCancellationRequested ? "Resource update cancelled" : $"Embedded stack {id} was not successfully updated. Currently in {(string?)stack["StackStatus"]} with reason: {await ReasonAsync(call, id)}");
    }

    public override async ValueTask DeleteAsync(ResourceCall call, string id)
    {
        if (await StackAsync(call, id) is not { IsLive: true }) return;
        var stack = await DriveAsync(call, NameOf(id), async () => await call.SendAsync(Api, "DeleteStack", new JsonObject { ["StackName"] = id }), id);
        if ((string?)stack["StackStatus"] != StackStatus.DeleteComplete)
            throw new ReasonException($"Embedded stack {id} was not successfully deleted: {(string?)stack["StackStatusReason"]}");
    }

    /// <summary>Has an operation begun on the nested stack and works on it to its end, in place of a job.</summary>
    private async ValueTask<JsonObject> DriveAsync(ResourceCall call, string name, Func<ValueTask> begin, string? id = null)
    {
        var driver = new DriverKey(call.Account, call.Region, name);
        var parent = await ParentAsync(call);
        await store.WriteAsync(
            tx =>
            {
                CloudFormationTables.Drivers.Put(tx, driver, new DriverRecord(parent.Id, parent.RootId ?? parent.Id));
                return ValueTask.CompletedTask;
            },
            call.Cancelled);
        try
        {
            await begin();
            var (key, _) = await store.ReadAsync(tx => CloudFormationTables.FindAsync(tx, call.Account, call.Region, id ?? name), call.Cancelled) ?? throw CloudFormationFaults.NoStack(id ?? name);
            await using (call.Stopping.Register(() => _ = StopAsync(call, key)))
                await job().RunAsync(key, call.Cancelled);
        }
        finally
        {
            // What somebody else has begun meanwhile gets a job of its own.
            if (!call.Cancelled.IsCancellationRequested) await StackJob.ReleaseAsync(store, driver, call.Time.GetUtcNow(), call.Cancelled);
        }
        return await FindAsync(call, id ?? name) ?? throw CloudFormationFaults.NoStack(id ?? name);
    }

    /// <summary>The parent gives up: what is nested turns back too.</summary>
    private async Task StopAsync(ResourceCall call, StackKey key)
    {
        var stack = await store.ReadAsync(tx => CloudFormationTables.Stacks.GetAsync(tx, key), call.Cancelled);
        var operation = stack?.Status switch { StackStatus.CreateInProgress => "DeleteStack", StackStatus.UpdateInProgress => "CancelUpdateStack", _ => null };
        if (operation is not null) await call.TrySendAsync(Api, operation, new JsonObject { ["StackName"] = stack!.Id }, static _ => true);
    }

    /// <summary>The same for every attempt at this very change.</summary>
    private async ValueTask<string> TokenAsync(ResourceCall call)
    {
        var parent = await ParentAsync(call);
        var text = $"{parent.OperationId}\n{call.Properties.ToJsonString()}\n{call.Previous?.ToJsonString()}\n{string.Join(',', call.StackTags.Select(t => t.Key + "=" + t.Value))}";
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..36];
    }

    private static string NameOf(string id) => id.Split('/')[1];

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

    private async ValueTask<StackRecord> ParentAsync(ResourceCall call) => await StackAsync(call, call.StackId) ?? throw CloudFormationFaults.NoStack(call.StackId);

    private async ValueTask<int> DepthAsync(ResourceCall call)
    {
        var depth = 1;
        for (var above = await ParentAsync(call); depth <= MostDeep && above.ParentId is { } next && await StackAsync(call, next) is { } stack; above = stack) depth++;
        return depth;
    }

    private async ValueTask<StackRecord?> StackAsync(ResourceCall call, string id) =>
        (await store.ReadAsync(tx => CloudFormationTables.FindAsync(tx, call.Account, call.Region, id), call.Cancelled))?.Stack;

    private static async ValueTask<JsonObject?> FindAsync(ResourceCall call, string name) =>
        (await call.TrySendAsync(Api, "DescribeStacks", new JsonObject { ["StackName"] = name }, static e => e is CommonException { Kind: CommonError.Validation }))?["Stacks"]?[0] as JsonObject;

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
