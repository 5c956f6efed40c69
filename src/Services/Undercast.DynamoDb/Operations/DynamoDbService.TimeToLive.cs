using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.DynamoDb;

internal sealed partial class DynamoDbService
{
    public async ValueTask<UpdateTimeToLiveOutput> UpdateTimeToLive(UpdateTimeToLiveInput input, CallContext call)
    {
        var key = TableNames.Of(input.TableName, call);
        var wanted = input.TimeToLiveSpecification;
        var storage = Ids.NewInt64();
        long[] storages = [.. Enumerable.Range(0, MostRegions).Select(static _ => Ids.NewInt64())];
        await store.WriteAsync(
            async tx =>
            {
                var table = await NamedAsync(tx, key);
                if (table.Expiry is { } active && active.Attribute != wanted.AttributeName) throw Faults.Validation($"TimeToLive is active on a different AttributeName: current AttributeName is {active.Attribute}");
                if (wanted.Enabled == table.Expiry is not null) throw Faults.Validation($"TimeToLive is already {(wanted.Enabled ? "enabled" : "disabled")}");
                if (table.Expiry is { } current)
                {
                    ExpireJob.Unschedule(tx, current);
                    DropJob.Schedule(tx, current.Storage, call.Now);
                    DynamoDbTables.Tables.Put(tx, key, table with { Expiry = null });
                }
                else
                {
                    DynamoDbTables.Tables.Put(tx, key, table with { Expiry = new ExpirySetting(wanted.AttributeName, storage) });
                    // The items that are there are entered first; expiring begins behind that.
                    FillJob.Schedule(tx, key, table.Id, storage, call.Now);
                }
                // AWS: expiry is set alike on all replicas (Global tables, settings that are synchronized).
                for (var i = 0; i < table.Replicas.Count; i++) await ExpireAlikeAsync(tx, key with { Region = table.Replicas[i] }, wanted, storages[i], call.Now);
            },
            call.Cancelled);
        return new UpdateTimeToLiveOutput { TimeToLiveSpecification = wanted };
    }

    private async ValueTask ExpireAlikeAsync(IWriteTransaction tx, TableKey key, TimeToLiveSpecification wanted, long storage, DateTimeOffset now)
    {
        if (await catalog.FindAsync(tx, key) is not { } replica || wanted.Enabled == replica.Expiry is not null) return;
        if (replica.Expiry is { } current)
        {
            ExpireJob.Unschedule(tx, current);
            DropJob.Schedule(tx, current.Storage, now);
            DynamoDbTables.Tables.Put(tx, key, replica with { Expiry = null });
            return;
        }
        DynamoDbTables.Tables.Put(tx, key, replica with { Expiry = new ExpirySetting(wanted.AttributeName, storage) });
        FillJob.Schedule(tx, key, replica.Id, storage, now);
    }

    public async ValueTask<DescribeTimeToLiveOutput> DescribeTimeToLive(DescribeTimeToLiveInput input, CallContext call)
    {
        var key = TableNames.Of(input.TableName, call);
        var table = await store.ReadAsync(tx => NamedAsync(tx, key), call.Cancelled);
        return new DescribeTimeToLiveOutput
        {
            TimeToLiveDescription = new TimeToLiveDescription { TimeToLiveStatus = table.Expiry is null ? "DISABLED" : "ENABLED", AttributeName = table.Expiry?.Attribute },
        };
    }
}
