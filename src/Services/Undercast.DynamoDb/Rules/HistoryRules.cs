using Undercast.Storage;

namespace Undercast.DynamoDb;

/// <summary>When a table keeps its history.</summary>
internal static class HistoryRules
{
    // AWS: 35 days unless told otherwise (Point-in-time backups for DynamoDB).
    public const int Days = 35;

    /// <summary>The table with a history that a copy may rely on.</summary>
    public static TableRecord Held(TableRecord table, long fresh) =>
        table with { History = table.History is { } history ? history with { Copies = history.Copies + 1 } : new HistorySetting(fresh, null, Days, 1) };

    /// <summary>The table after a copy is done: its history goes when nothing needs it.</summary>
    public static TableRecord Released(IWriteTransaction tx, TableRecord table, DateTimeOffset now) => Kept(tx, table, table.History! with { Copies = table.History.Copies - 1 }, now);

    /// <summary>The table with a changed history, which goes when nothing needs it.</summary>
    public static TableRecord Kept(IWriteTransaction tx, TableRecord table, HistorySetting history, DateTimeOffset now)
    {
        if (history.Since is not null || history.Copies > 0) return table with { History = history };
        DropJob.Schedule(tx, history.Storage, now);
        return table with { History = null };
    }

    /// <summary>The first moment to which a table can be restored.</summary>
    public static DateTimeOffset Earliest(HistorySetting history, DateTimeOffset now) => now.AddDays(-history.Days) is var oldest && oldest > history.Since ? oldest : history.Since!.Value;
}
