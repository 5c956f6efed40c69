using Undercast.Cloud;
using Undercast.Storage;

namespace Undercast.CloudFormation;

/// <summary>Forgets the stacks of an account; what they made is reset by its own services.</summary>
internal sealed class CloudFormationReset(IStore store) : IAccountReset
{
    public async ValueTask ResetAsync(string account, CancellationToken ct) => await store.WriteAsync(
        async tx =>
        {
            foreach (var (key, _) in await CloudFormationTables.Stacks.RangeAsync(tx, CloudFormationTables.Stacks.Prefix(account)))
            {
                CloudFormationTables.Resources.DeleteRange(tx, CloudFormationTables.Resources.Prefix(key.Uid));
                CloudFormationTables.Events.DeleteRange(tx, CloudFormationTables.Events.Prefix(key.Uid));
                CloudFormationTables.ChangeSets.DeleteRange(tx, CloudFormationTables.ChangeSets.Prefix(key.Uid));
                tx.Unschedule(StackJob.IdOf(key));
            }
            foreach (var (key, set) in await StackSetTables.Sets.RangeAsync(tx, StackSetTables.Sets.Prefix(account)))
            {
                StackSetTables.Instances.DeleteRange(tx, StackSetTables.Instances.Prefix(key.Uid));
                StackSetTables.Operations.DeleteRange(tx, StackSetTables.Operations.Prefix(key.Uid));
                StackSetTables.Results.DeleteRange(tx, StackSetTables.Results.Prefix(key.Uid));
                if (set.Running is { } running) tx.Unschedule(StackSetJob.IdOf(key.Uid, running));
            }
            StackSetTables.Sets.DeleteRange(tx, StackSetTables.Sets.Prefix(account));
            await CloudFormationTables.Stacks.DeleteRangeAsync(tx, CloudFormationTables.Stacks.Prefix(account));
            CloudFormationTables.Detections.DeleteRange(tx, CloudFormationTables.Detections.Prefix(account));
            CloudFormationTables.Drivers.DeleteRange(tx, CloudFormationTables.Drivers.Prefix(account));
            CloudFormationTables.Requests.DeleteRange(tx, CloudFormationTables.Requests.Prefix(account));
            CloudFormationTables.Macros.DeleteRange(tx, CloudFormationTables.Macros.Prefix(account));
            CloudFormationTables.Exports.DeleteRange(tx, CloudFormationTables.Exports.Prefix(account));
        },
        ct);
}
