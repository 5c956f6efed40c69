namespace Undercast.DynamoDb;

/// <summary>What is told of backups.</summary>
internal static class BackupDescriptions
{
    public static string Arn(StreamKey key) => $"{TableNames.Arn(key.Table)}/backup/{key.Label}";

    public static StreamKey Key(string arn) =>
        TableNames.TryParseArn(arn, out var table, out var rest) && rest.StartsWith("/backup/", StringComparison.Ordinal) ? new StreamKey(table, rest["/backup/".Length..]) : throw Faults.Validation("Invalid Backup ARN");

    public static BackupDetails Details(StreamKey key, BackupRecord backup) => new()
    {
        BackupArn = Arn(key),
        BackupName = backup.Name,
        BackupSizeBytes = backup.Bytes,
        BackupStatus = backup.Available ? "AVAILABLE" : "CREATING",
        BackupType = "USER",
        BackupCreationDateTime = backup.Created,
    };

    public static BackupSummary Summary(StreamKey key, BackupRecord backup) => new()
    {
        TableName = key.Table.Name,
        TableId = backup.Table.Id.ToString("D"),
        TableArn = TableNames.Arn(key.Table),
        BackupArn = Arn(key),
        BackupName = backup.Name,
        BackupCreationDateTime = backup.Created,
        BackupStatus = backup.Available ? "AVAILABLE" : "CREATING",
        BackupType = "USER",
        BackupSizeBytes = backup.Bytes,
    };

    public static BackupDescription Of(StreamKey key, BackupRecord backup)
    {
        var table = backup.Table;
        return new BackupDescription
        {
            BackupDetails = Details(key, backup),
            SourceTableDetails = new SourceTableDetails
            {
                TableName = key.Table.Name,
                TableId = table.Id.ToString("D"),
                TableArn = TableNames.Arn(key.Table),
                TableSizeBytes = backup.Bytes,
                KeySchema = TableDescriptions.Schema([table.Hash], table.Range is { } range ? [range] : []),
                TableCreationDateTime = table.Created,
                ProvisionedThroughput = Throughput(table.Throughput),
                OnDemandThroughput = table.OnDemandLimits,
                ItemCount = backup.Items,
                BillingMode = table.OnDemand ? "PAY_PER_REQUEST" : "PROVISIONED",
            },
            SourceTableFeatureDetails = new SourceTableFeatureDetails
            {
                LocalSecondaryIndexes = Some(table.Indexes.Where(i => i.Local).Select(i => new BackedUpLocalIndex
                {
                    IndexName = i.Name, KeySchema = TableDescriptions.Schema(i.Hash, i.Range), Projection = TableDescriptions.Projection(i),
                })),
                GlobalSecondaryIndexes = Some(table.Indexes.Where(i => !i.Local).Select(i => new BackedUpGlobalIndex
                {
                    IndexName = i.Name, KeySchema = TableDescriptions.Schema(i.Hash, i.Range), Projection = TableDescriptions.Projection(i), ProvisionedThroughput = Throughput(i.Throughput ?? new ThroughputRecord(0, 0)),
                })),
                StreamDescription = table.Stream is { } stream ? new StreamSpecification { StreamEnabled = true, StreamViewType = stream.View } : null,
                TimeToLiveDescription = table.Expiry is { } expiry ? new TimeToLiveDescription { TimeToLiveStatus = "ENABLED", AttributeName = expiry.Attribute } : null,
            },
        };
    }

    /// <remarks>Differs: AWS's latest restorable time lags some five minutes; here it is now.</remarks>
    public static ContinuousBackupsDescription Continuous(TableRecord table, DateTimeOffset now) => new()
    {
        ContinuousBackupsStatus = "ENABLED",
        PointInTimeRecoveryDescription = table.History is not { Since: not null } history
            ? new PointInTimeRecoveryDescription { PointInTimeRecoveryStatus = "DISABLED" }
            : new PointInTimeRecoveryDescription
            {
                PointInTimeRecoveryStatus = "ENABLED",
                RecoveryPeriodInDays = history.Days,
                EarliestRestorableDateTime = HistoryRules.Earliest(history, now),
                LatestRestorableDateTime = now,
            },
    };

    private static ProvisionedThroughput Throughput(ThroughputRecord throughput) => new() { ReadCapacityUnits = throughput.Read, WriteCapacityUnits = throughput.Write };

    private static T[]? Some<T>(IEnumerable<T> found) => found.ToArray() is { Length: > 0 } some ? some : null;
}
