using Undercast.Cloud;
using Undercast.Storage;

namespace Undercast.Lambda;

/// <summary>Removes an account's functions, layers and mappings.</summary>
internal sealed class LambdaReset(IStore store, Packages packages, FunctionExecution execution) : IAccountReset
{
    private const int Page = 100;

    public async ValueTask ResetAsync(string account, CancellationToken ct)
    {
        while (true)
        {
            var (keys, blobs) = await store.WriteAsync(
                async tx =>
                {
                    var rows = await LambdaTables.Functions.RangeAsync(tx, LambdaTables.Functions.Prefix(account), Page);
                    var orphans = new List<string>();
                    foreach (var (key, _) in rows) orphans.AddRange(await FunctionRemoval.RemoveAsync(tx, key, () => new InvalidOperationException("The row was just read.")));
                    return (rows.Select(r => r.Key).ToArray(), orphans);
                },
                ct);
            foreach (var key in keys) execution.Forget(key, null);
            foreach (var blob in blobs) await packages.DeleteAsync(blob, ct);
            if (keys.Length < Page) break;
        }
        var layers = await store.WriteAsync(
            async tx =>
            {
                var rows = await LambdaTables.Layers.RangeAsync(tx, LambdaTables.Layers.Prefix(account));
                LambdaTables.Layers.DeleteRange(tx, LambdaTables.Layers.Prefix(account));
                LambdaTables.Signings.DeleteRange(tx, LambdaTables.Signings.Prefix(account));
                LambdaTables.LayerCounters.DeleteRange(tx, LambdaTables.LayerCounters.Prefix(account));
                foreach (var (key, _) in await LambdaTables.Mappings.RangeAsync(tx, LambdaTables.Mappings.Prefix(account)))
                {
                    LambdaTables.Mappings.Delete(tx, key);
                    tx.Unschedule(Pollers.JobId(key));
                    tx.Signal(Pollers.Subject(key));
                }
                return rows.Select(r => r.Record.Package.Blob).ToArray();
            },
            ct);
        foreach (var blob in layers) await packages.DeleteAsync(blob, ct);
    }
}
