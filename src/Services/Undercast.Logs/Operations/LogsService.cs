using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.Logs;

/// <summary>The operations; one partial per operation. Rules first, then one transaction.</summary>
internal sealed partial class LogsService(IStore store, TimeProvider time, IAccess? access = null) : ILogs
{
    private static async ValueTask<GroupRecord> FindAsync(IReadTransaction tx, GroupKey key) =>
        await LogsTables.Groups.GetAsync(tx, key) ?? throw new ResourceNotFoundException("The specified log group does not exist.");

    private static async ValueTask<StreamRecord> FindAsync(IReadTransaction tx, StreamKey key) =>
        await LogsTables.Streams.GetAsync(tx, key) ?? throw new ResourceNotFoundException("The specified log stream does not exist.");

    private ValueTask UpdateAsync(GroupKey key, CallContext call, Func<IWriteTransaction, GroupRecord, GroupRecord> change) => store.WriteAsync(
        async ValueTask (tx) =>
        {
            var group = await FindAsync(tx, key);
            LogsTables.Groups.Put(tx, key, change(tx, group));
        },
        call.Cancelled);

    private static GroupKey Key(string name, CallContext call) => new(call.Account, call.Region, name);
}
