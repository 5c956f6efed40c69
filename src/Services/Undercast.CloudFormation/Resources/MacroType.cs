using System.Text.Json.Nodes;
using Undercast.Cloud;
using Undercast.Storage;

namespace Undercast.CloudFormation;

/// <summary>A function under a name by which templates ask for it.</summary>
internal sealed class MacroType(IStore store) : ResourceType("AWS::CloudFormation::Macro")
{
    public override async ValueTask<ResourceModel> CreateAsync(ResourceCall call)
    {
        call.Refuse("LogGroupName", "LogRoleARN");
        var (key, record) = (KeyOf(call, call.Text("Name")!), new MacroRecord(call.Text("FunctionName")!, call.Token));
        await store.WriteAsync(
            async tx =>
            {
                if (await CloudFormationTables.Macros.GetAsync(tx, key) is { } known && known.Token != call.Token) throw new AlreadyExistsException($"Macro {key.Name} already exists");
                CloudFormationTables.Macros.Put(tx, key, record);
            },
            call.Cancelled);
        return Model(key.Name);
    }

    public override async ValueTask<ResourceModel> UpdateAsync(ResourceCall call, string id)
    {
        call.Refuse("LogGroupName", "LogRoleARN");
        await store.WriteAsync(
            tx =>
            {
                CloudFormationTables.Macros.Put(tx, KeyOf(call, id), new MacroRecord(call.Text("FunctionName")!, call.Token));
                return ValueTask.CompletedTask;
            },
            call.Cancelled);
        return Model(id);
    }

    public override async ValueTask DeleteAsync(ResourceCall call, string id) => await store.WriteAsync(
        tx =>
        {
            CloudFormationTables.Macros.Delete(tx, KeyOf(call, id));
            return ValueTask.CompletedTask;
        },
        call.Cancelled);

    public override async ValueTask<ResourceModel?> ReadAsync(ResourceCall call, string id) =>
        await store.ReadAsync(tx => CloudFormationTables.Macros.GetAsync(tx, KeyOf(call, id)), call.Cancelled) is { } macro
            ? Model(id) with { Properties = new JsonObject { ["Name"] = id, ["FunctionName"] = macro.FunctionName } }
            : null;

    private static MacroKey KeyOf(ResourceCall call, string name) => new(call.Account, call.Region, name);

    private static ResourceModel Model(string name) => new(name) { Attributes = new JsonObject { ["Id"] = name } };
}
