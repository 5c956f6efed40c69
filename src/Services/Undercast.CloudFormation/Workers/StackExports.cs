using Undercast.Storage;

namespace Undercast.CloudFormation;

/// <summary>Exported outputs of an account and region.</summary>
internal static class StackExports
{
    public static async ValueTask<IReadOnlyDictionary<string, string>> ReadAsync(IStore store, StackKey stack, CancellationToken ct)
    {
        var rows = await store.ReadAsync(tx => CloudFormationTables.Exports.RangeAsync(tx, CloudFormationTables.Exports.Prefix(stack.Account, stack.Region)), ct);
        return rows.ToDictionary(r => r.Key.Name, r => r.Record.Value);
    }

    /// <summary>Throws when an export belongs to another stack already, or one that others use would change.</summary>
    public static async ValueTask CheckAsync(IStore store, StackKey key, StackRecord stack, IReadOnlyList<OutputRecord> outputs, CancellationToken ct)
    {
        var wanted = outputs.Where(o => o.ExportName is not null).ToDictionary(o => o.ExportName!, o => o.Value);
        foreach (var (name, _) in wanted)
        {
            var existing = await store.ReadAsync(tx => CloudFormationTables.Exports.GetAsync(tx, new ExportKey(key.Account, key.Region, name)), ct);
            if (existing is not null && existing.StackId != stack.Id)
                throw CloudFormationFaults.Invalid($"Export with name {name} is already exported by stack {existing.StackId.Split('/')[1]}. Rollback requested by user");
        }
        foreach (var old in stack.Outputs)
        {
            if (old.ExportName is not { } name || wanted.GetValueOrDefault(name) == old.Value) continue;
            var users = await UsersAsync(store, key, name, ct);
            if (users.Count > 0) throw CloudFormationFaults.Invalid($"Cannot {(wanted.ContainsKey(name) ? "update" : "delete")} export {name} as it is in use by {string.Join(", ", users)}");
        }
    }

    /// <summary>The stacks that use an export.</summary>
    public static async ValueTask<IReadOnlyList<string>> UsersAsync(IStore store, StackKey key, string name, CancellationToken ct)
    {
        var stacks = await store.ReadAsync(tx => CloudFormationTables.Stacks.RangeAsync(tx, CloudFormationTables.Stacks.Prefix(key.Account, key.Region)), ct);
        return [.. stacks.Where(s => s.Record.IsLive && s.Record.Imports.Contains(name)).Select(s => s.Record.Name)];
    }

    public static async ValueTask PutAsync(IWriteTransaction tx, StackKey key, StackRecord stack)
    {
        await RemoveAsync(tx, key, stack);
        foreach (var output in stack.Outputs)
        {
            if (output.ExportName is { } name) CloudFormationTables.Exports.Put(tx, new ExportKey(key.Account, key.Region, name), new ExportRecord(stack.Id, output.Value));
        }
    }

    public static async ValueTask RemoveAsync(IWriteTransaction tx, StackKey key, StackRecord stack)
    {
        foreach (var (export, record) in await CloudFormationTables.Exports.RangeAsync(tx, CloudFormationTables.Exports.Prefix(key.Account, key.Region)))
        {
            if (record.StackId == stack.Id) CloudFormationTables.Exports.Delete(tx, export);
        }
    }
}
