using Undercast.Storage;

namespace Undercast.DynamoDb;

/// <summary>How many rows a table or index has, and their bytes.</summary>
internal readonly record struct Extent(long Items, long Bytes);

/// <summary>What is told of tables.</summary>
internal static class TableDescriptions
{
    // AWS: what a new table on demand can take at once (On-demand capacity mode, initial throughput).
    public const long InitialReads = 12_000, InitialWrites = 4_000;

    private const int Counted = 1000;

    public static TableDescription Of(TableKey key, TableRecord table, IReadOnlyDictionary<long, Extent>? extents)
    {
        var status = table.State;
        var own = Find(extents, table.Storage);
        var isActive = table.IsServing;
        return new TableDescription
        {
            AttributeDefinitions = [.. table.Attributes.Select(a => new AttributeDefinition { AttributeName = a.Name, AttributeType = a.Type })],
            TableName = key.Name,
            KeySchema = Schema([table.Hash], table.Range is { } range ? [range] : []),
            TableStatus = status,
            CreationDateTime = table.Created,
            ProvisionedThroughput = Throughput(table.Throughput),
            TableSizeBytes = own.Bytes,
            ItemCount = own.Items,
            TableArn = TableNames.Arn(key),
            TableId = table.Id.ToString("D"),
            BillingModeSummary = table.OnDemandSince is null ? null
                : new BillingModeSummary { BillingMode = table.OnDemand ? "PAY_PER_REQUEST" : "PROVISIONED", LastUpdateToPayPerRequestDateTime = table.OnDemandSince },
            LocalSecondaryIndexes = Local(key, table, extents),
            GlobalSecondaryIndexes = Global(key, table, extents),
            StreamSpecification = table.Stream is { } stream ? new StreamSpecification { StreamEnabled = true, StreamViewType = stream.View } : null,
            LatestStreamLabel = table.Stream?.Label,
            LatestStreamArn = table.Stream is { } latest ? TableNames.StreamArn(key, latest.Label) : null,
            RestoreSummary = table.Restore is { InProgress: true } restore // AWS: gone once the table is active (recorded from the service).
                ? new RestoreSummary { SourceBackupArn = restore.Backup, SourceTableArn = restore.Table, RestoreDateTime = restore.At, RestoreInProgress = restore.InProgress } : null,
            SSEDescription = table.Encryption is { Enabled: true } sse ? new SSEDescription { Status = isActive ? "ENABLED" : "ENABLING", SSEType = "KMS", KMSMasterKeyArn = sse.Key } : null,
            TableClassSummary = table.TableClass is { } tableClass ? new TableClassSummary { TableClass = tableClass } : null,
            DeletionProtectionEnabled = table.DeletionProtection,
            OnDemandThroughput = table.OnDemandLimits,
            WarmThroughput = Warm(table, isActive),
        };
    }

    /// <summary>Counts the rows of a table and its indexes.</summary>
    /// <remarks>Differs: AWS counts every six hours. Here a count is exact; the bytes of a large table are reckoned from its first thousand items.</remarks>
    public static async ValueTask<IReadOnlyDictionary<long, Extent>> MeasureAsync(IReadTransaction tx, TableRecord table)
    {
        var extents = new Dictionary<long, Extent>();
        foreach (var storage in table.Indexes.Select(i => i.Storage).Prepend(table.Storage))
        {
            var range = ItemRows.All(storage);
            var rows = await tx.RangeAsync(range, Counted);
            long bytes = 0;
            foreach (var (_, value) in rows) bytes += ItemCodec.Size(value.Span);
            if (rows.Count < Counted)
            {
                extents[storage] = new Extent(rows.Count, bytes);
            }
            else
            {
                var count = await tx.CountAsync(range);
                extents[storage] = new Extent(count, bytes * count / Counted);
            }
        }
        return extents;
    }

    private static LocalSecondaryIndexDescription[]? Local(TableKey key, TableRecord table, IReadOnlyDictionary<long, Extent>? extents)
    {
        var indexes = table.Indexes.Where(i => i.Local).Select(i => new LocalSecondaryIndexDescription
        {
            IndexName = i.Name,
            KeySchema = Schema(i.Hash, i.Range),
            Projection = Projection(i),
            IndexSizeBytes = Find(extents, i.Storage).Bytes,
            ItemCount = Find(extents, i.Storage).Items,
            IndexArn = TableNames.IndexArn(key, i.Name),
        }).ToArray();
        return indexes.Length == 0 ? null : indexes;
    }

    private static GlobalSecondaryIndexDescription[]? Global(TableKey key, TableRecord table, IReadOnlyDictionary<long, Extent>? extents)
    {
        var indexes = table.Indexes.Where(i => !i.Local).Select(i => new GlobalSecondaryIndexDescription
        {
            IndexName = i.Name,
            KeySchema = Schema(i.Hash, i.Range),
            Projection = Projection(i),
            IndexStatus = i.Filling ? TableRecord.Creating : table.IsServing ? i.Status ?? "ACTIVE" : table.State,
            // AWS: false while resources are allocated, which the table's own status shows too (managing global secondary indexes).
            Backfilling = i.Filling ? table.Status is null : null,
            ProvisionedThroughput = Throughput(i.Throughput ?? new ThroughputRecord(0, 0)),
            IndexSizeBytes = Find(extents, i.Storage).Bytes,
            ItemCount = Find(extents, i.Storage).Items,
            IndexArn = TableNames.IndexArn(key, i.Name),
            OnDemandThroughput = i.OnDemandLimits,
            WarmThroughput = i.Warm is { } warm
                ? new GlobalSecondaryIndexWarmThroughputDescription { ReadUnitsPerSecond = warm.ReadUnitsPerSecond, WriteUnitsPerSecond = warm.WriteUnitsPerSecond, Status = "ACTIVE" }
                : null,
        }).ToArray();
        return indexes.Length == 0 ? null : indexes;
    }

    // AWS: an on-demand table is warm for 12,000 reads and 4,000 writes a second, a provisioned one for what it has (warm throughput).
    /// <summary>What a table can take at once.</summary>
    public static (long Reads, long Writes) WarmUnits(TableRecord table) =>
        (table.Warm?.ReadUnitsPerSecond ?? (table.OnDemand ? InitialReads : table.Throughput.Read), table.Warm?.WriteUnitsPerSecond ?? (table.OnDemand ? InitialWrites : table.Throughput.Write));

    private static TableWarmThroughputDescription Warm(TableRecord table, bool isActive) => new()
    {
        ReadUnitsPerSecond = WarmUnits(table).Reads,
        WriteUnitsPerSecond = WarmUnits(table).Writes,
        Status = isActive ? "ACTIVE" : "UPDATING",
    };

    public static KeySchemaElement[] Schema(IEnumerable<string> hash, IEnumerable<string> range) =>
    [
        .. hash.Select(n => new KeySchemaElement { AttributeName = n, KeyType = "HASH" }),
        .. range.Select(n => new KeySchemaElement { AttributeName = n, KeyType = "RANGE" }),
    ];

    public static Projection Projection(IndexRecord index) =>
        new() { ProjectionType = index.Projection, NonKeyAttributes = index.Included.Count == 0 ? null : index.Included };

    private static ProvisionedThroughputDescription Throughput(ThroughputRecord throughput) => new()
    {
        ReadCapacityUnits = throughput.Read,
        WriteCapacityUnits = throughput.Write,
        NumberOfDecreasesToday = throughput.Decreases,
        LastIncreaseDateTime = throughput.Increased,
        LastDecreaseDateTime = throughput.Decreased,
    };

    private static Extent Find(IReadOnlyDictionary<long, Extent>? extents, long storage) => extents is null ? default : extents.GetValueOrDefault(storage);
}
