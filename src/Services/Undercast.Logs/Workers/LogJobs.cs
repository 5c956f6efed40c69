using Undercast.Cloud;
using Undercast.Storage;

namespace Undercast.Logs;

/// <summary>Removes events: of deleted groups and streams, and those past their retention.</summary>
internal static class LogJobs
{
    private const int Page = 2000;
    private static readonly TimeSpan RetentionPause = TimeSpan.FromHours(1);
    private static readonly JobType<DropPayload> Drop = new("logs.drop", JsonRecord.Codec(() => LogsJson.Default.DropPayload));
    private static readonly JobType<GroupPayload> Retention = new("logs.retention", JsonRecord.Codec(() => LogsJson.Default.GroupPayload));

    /// <summary>Removes a group's row; a job removes what belonged to it.</summary>
    public static void Remove(IWriteTransaction tx, GroupKey key, GroupRecord group, DateTimeOffset now)
    {
        LogsTables.Groups.Delete(tx, key);
        UnscheduleRetention(tx, group.Id);
        tx.Schedule(Drop.Create($"logs.drop/{group.Id}", new DropPayload(group.Id, null)), now);
    }

    public static void ScheduleDrop(IWriteTransaction tx, long group, long stream, DateTimeOffset now) => tx.Schedule(Drop.Create($"logs.drop/{group}/{stream}", new DropPayload(group, stream)), now);

    public static void ScheduleRetention(IWriteTransaction tx, GroupKey key, long group, DateTimeOffset now) =>
        tx.Schedule(Retention.Create($"logs.retention/{group}", new GroupPayload(key.Account, key.Region, key.Name, group)), now);

    public static void UnscheduleRetention(IWriteTransaction tx, long group) => tx.Unschedule($"logs.retention/{group}");

    public static IJobHandler DropHandler(IStore store) => JobHandler.For(Drop, async (payload, _, ct) =>
    {
        await RemoveAsync(store, payload.Stream is { } stream ? LogsTables.Events.Prefix(payload.Group, stream) : LogsTables.Events.Prefix(payload.Group), ct);
        if (payload.Stream is null) await store.WriteAsync(async ValueTask (tx) => await LogsTables.Streams.DeleteRangeAsync(tx, LogsTables.Streams.Prefix(payload.Group)), ct);
    });

    public static IJobHandler RetentionHandler(IStore store, TimeProvider time) => JobHandler.For(Retention, async (payload, run, ct) =>
    {
        var now = time.GetUtcNow();
        var key = new GroupKey(payload.Account, payload.Region, payload.Name);
        var (group, streams) = await store.ReadAsync(
            async tx => (await LogsTables.Groups.GetAsync(tx, key), await LogsTables.Streams.RangeAsync(tx, LogsTables.Streams.Prefix(payload.Id))), ct);
        if (group is null || group.Id != payload.Id || group.RetentionDays is not { } days)
        {
            await store.WriteAsync(run.CompleteAsync, ct);
            return;
        }
        var oldest = now.AddDays(-days).AddMilliseconds(-1);
        foreach (var (_, stream) in streams.Where(s => s.Record.First <= oldest))
        {
            await RemoveAsync(store, LogsTables.Events.UpTo(payload.Id, stream.Id, oldest), ct);
        }
        await store.WriteAsync(tx => run.RescheduleAsync(tx, now + RetentionPause), ct);
    });

    // In pages, so that other writers come in between.
    private static async ValueTask RemoveAsync(IStore store, KeyRange range, CancellationToken ct)
    {
        while (await store.WriteAsync(
                   async tx =>
                   {
                       var rows = await tx.RangeAsync(range, Page);
                       foreach (var (key, _) in rows) tx.Delete(key);
                       return rows.Count == Page;
                   },
                   ct))
        {
            ct.ThrowIfCancellationRequested();
        }
    }
}

/// <summary>Removes an account's log groups.</summary>
internal sealed class LogsReset(IStore store, TimeProvider time) : IAccountReset
{
    public async ValueTask ResetAsync(string account, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        await store.WriteAsync(
            async ValueTask (tx) =>
            {
                foreach (var (key, group) in await LogsTables.Groups.RangeAsync(tx, LogsTables.Groups.Prefix(account))) LogJobs.Remove(tx, key, group, now);
                LogsTables.Queries.DeleteRange(tx, LogsTables.Queries.Prefix(account));
                LogsTables.QueryDefinitions.DeleteRange(tx, LogsTables.QueryDefinitions.Prefix(account));
                LogsTables.Exports.DeleteRange(tx, LogsTables.Exports.Prefix(account));
                LogsTables.Policies.DeleteRange(tx, LogsTables.Policies.Prefix(account));
            },
            ct);
    }
}
