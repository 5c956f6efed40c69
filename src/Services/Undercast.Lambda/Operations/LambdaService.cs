using Undercast.Cloud;
using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.Lambda;

/// <summary>The operations; one partial per operation. Rules first, then one transaction.</summary>
internal sealed partial class LambdaService(IStore store, Packages packages, FunctionExecution execution, EventQueue events, Pollers pollers, LambdaPorts ports, CloudOptions cloud) : ILambda
{
    private static async ValueTask<FunctionRecord> FindAsync(IReadTransaction tx, FunctionName name) =>
        await LambdaTables.Functions.GetAsync(tx, name.Key) ?? throw LambdaFaults.NoFunction(name);

    /// <summary>Refuses a qualifier that stands for nothing.</summary>
    private static async ValueTask CheckQualifierAsync(IReadTransaction tx, FunctionName name)
    {
        if (name.Qualifier is not { } qualifier || qualifier == FunctionName.Latest) return;
        var exists = qualifier.All(char.IsAsciiDigit)
            ? await LambdaTables.Versions.ExistsAsync(tx, new VersionKey(name.Key, long.Parse(qualifier)))
            : await LambdaTables.Aliases.ExistsAsync(tx, new AliasKey(name.Key, qualifier));
        if (!exists) throw LambdaFaults.NoFunction(name);
    }

    /// <summary>Reads a function, changes it, and stores it when the change differs.</summary>
    private ValueTask<FunctionRecord> UpdateAsync(FunctionName name, CallContext call, Func<IWriteTransaction, FunctionRecord, ValueTask<FunctionRecord>> change) =>
        store.WriteAsync(
            async tx =>
            {
                var before = await FindAsync(tx, name);
                var after = await change(tx, before);
                if (!ReferenceEquals(before, after)) await LambdaTables.Functions.PutAsync(tx, name.Key, after);
                return after;
            },
            call.Cancelled);

    private ValueTask<FunctionRecord> UpdateAsync(FunctionName name, CallContext call, Func<FunctionRecord, FunctionRecord> change) =>
        UpdateAsync(name, call, (_, function) => new ValueTask<FunctionRecord>(change(function)));

    private static Dictionary<string, T> With<T>(IReadOnlyDictionary<string, T> map, string key, T value) => new(map) { [key] = value };

    private static Dictionary<string, T> Without<T>(IReadOnlyDictionary<string, T> map, string key)
    {
        var rest = new Dictionary<string, T>(map);
        rest.Remove(key);
        return rest;
    }
}
