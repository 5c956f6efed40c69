using System.Globalization;
using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.DynamoDb;

internal sealed partial class DynamoDbService
{
    private const int MostBackups = 100;

    public async ValueTask<CreateBackupOutput> CreateBackup(CreateBackupInput input, CallContext call)
    {
        var key = TableNames.Of(input.TableName, call);
        var (storage, history) = (Ids.NewInt64(), Ids.NewInt64());
        // AWS: milliseconds and eight digits (BackupArn).
        var id = string.Create(CultureInfo.InvariantCulture, $"{call.Now.ToUnixTimeMilliseconds():D14}-{(uint)storage:x8}");
        var backup = await store.WriteAsync(
            async tx =>
            {
                var table = await BackedUpAsync(tx, key);
                // AWS: a table that is being made is not there yet (recorded from the service).
                if (table.Status == "CREATING" || table.IsRestoring) throw NoTable(key);
                var made = new BackupRecord { Name = input.BackupName, Created = call.Now, Storage = storage, Table = table with { History = null, Restore = null } };
                var held = HistoryRules.Held(table, history);
                DynamoDbTables.Tables.Put(tx, key, held);
                DynamoDbTables.Backups.Put(tx, new StreamKey(key, id), made);
                CopyJob.Schedule(tx, new CopyPayload
                {
                    Account = key.Account, Region = key.Region, From = table.Storage, To = storage, Source = key.Name, History = held.History!.Storage, At = await NowAsync(tx, held.History, call.Now),
                    Target = key.Name, Backup = id,
                }, call.Now);
                return made;
            },
            call.Cancelled);
        return new CreateBackupOutput { BackupDetails = BackupDescriptions.Details(new StreamKey(key, id), backup) };
    }

    public async ValueTask<DescribeBackupOutput> DescribeBackup(DescribeBackupInput input, CallContext call)
    {
        var key = BackupDescriptions.Key(input.BackupArn);
        var backup = await store.ReadAsync(tx => FindBackupAsync(tx, key, input.BackupArn), call.Cancelled);
        return new DescribeBackupOutput { BackupDescription = BackupDescriptions.Of(key, backup) };
    }

    public async ValueTask<DeleteBackupOutput> DeleteBackup(DeleteBackupInput input, CallContext call)
    {
        var key = BackupDescriptions.Key(input.BackupArn);
        var backup = await store.WriteAsync(
            async tx =>
            {
                var found = await FindBackupAsync(tx, key, input.BackupArn);
                if (!found.Available) throw new BackupInUseException($"Backup is being created: {input.BackupArn}");
                if (found.Restoring is not null) throw new BackupInUseException($"Backup is being used to restore table: {input.BackupArn}");
                DynamoDbTables.Backups.Delete(tx, key);
                DropJob.Schedule(tx, found.Storage, call.Now);
                return found;
            },
            call.Cancelled);
        var description = BackupDescriptions.Of(key, backup);
        return new DeleteBackupOutput { BackupDescription = description with { BackupDetails = description.BackupDetails! with { BackupStatus = "DELETED" } } };
    }

    public async ValueTask<ListBackupsOutput> ListBackups(ListBackupsInput input, CallContext call)
    {
        if (input.TimeRangeLowerBound > input.TimeRangeUpperBound) throw Faults.Invalid("Time range lower bound must be less than or equal to upper bound");
        var limit = input.Limit ?? MostBackups;
        var backups = DynamoDbTables.Backups;
        if (input.BackupType is "SYSTEM" or "AWS_BACKUP") return new ListBackupsOutput { BackupSummaries = [] };
        StreamKey? after = input.ExclusiveStartBackupArn is { } start ? BackupDescriptions.Key(start) : null;
        var range = input.TableName is { } name ? backups.Prefix(call.Account, call.Region, TableNames.Of(name, call).Name) : backups.Prefix(call.Account, call.Region);
        var rows = await store.ReadAsync(tx => backups.RangeAsync(tx, range, int.MaxValue, after: after), call.Cancelled);
        var found = rows.Where(r => !(r.Record.Created < input.TimeRangeLowerBound) && !(r.Record.Created >= input.TimeRangeUpperBound)).Take(limit + 1).ToArray();
        var shown = found.Take(limit).Select(r => BackupDescriptions.Summary(r.Key, r.Record)).ToArray();
        return new ListBackupsOutput { BackupSummaries = shown, LastEvaluatedBackupArn = found.Length > limit ? shown[^1].BackupArn : null };
    }

    public async ValueTask<RestoreTableFromBackupOutput> RestoreTableFromBackup(RestoreTableFromBackupInput input, CallContext call)
    {
        var target = TableNames.Fresh(input.TargetTableName, call);
        var key = BackupDescriptions.Key(input.BackupArn);
        var overrides = new RestoreOverrides(
            input.BillingModeOverride, input.ProvisionedThroughputOverride, input.OnDemandThroughputOverride, input.SSESpecificationOverride, input.GlobalSecondaryIndexOverride, input.LocalSecondaryIndexOverride);
        var ids = RestoreIds.Make();
        var restored = await store.WriteAsync(
            async tx =>
            {
                var backup = await FindBackupAsync(tx, key, input.BackupArn);
                if (!backup.Available) throw new BackupInUseException($"Backup is being created: {input.BackupArn}");
                // AWS: one restoration at a time.
                if (backup.Restoring is not null) throw new BackupInUseException($"Backup is being used to restore another table: {input.BackupArn}");
                DynamoDbTables.Backups.Put(tx, key, backup with { Restoring = target.Name });
                var table = await OpenTargetAsync(tx, target, overrides.Apply(backup.Table, ids, call.Now), new RestoreRecord(input.BackupArn, TableNames.Arn(key.Table), backup.Created, true));
                CopyJob.Schedule(tx, new CopyPayload { Account = target.Account, Region = target.Region, From = backup.Storage, To = table.Storage, Target = target.Name }, call.Now);
                return table;
            },
            call.Cancelled);
        return new RestoreTableFromBackupOutput { TableDescription = TableDescriptions.Of(target, restored, null) };
    }

    public async ValueTask<RestoreTableToPointInTimeOutput> RestoreTableToPointInTime(RestoreTableToPointInTimeInput input, CallContext call)
    {
        var target = TableNames.Fresh(input.TargetTableName, call);
        var source = RestoredTable(input, call);
        if (input.RestoreDateTime is not null && input.UseLatestRestorableTime == true) throw Faults.Validation("Invalid Request: Both RestoreDateTime and UseLatestRestorableTime cannot be set");
        if (input.RestoreDateTime is null && input.UseLatestRestorableTime != true) throw Faults.Validation("Invalid Request: Either one of RestoreDateTime or UseLatestRestorableTime must be specified, but not both");
        var overrides = new RestoreOverrides(
            input.BillingModeOverride, input.ProvisionedThroughputOverride, input.OnDemandThroughputOverride, input.SSESpecificationOverride, input.GlobalSecondaryIndexOverride, input.LocalSecondaryIndexOverride);
        var ids = RestoreIds.Make();
        var restored = await store.WriteAsync(
            async tx =>
            {
                var table = await BackedUpAsync(tx, source);
                if (table.History is not { Since: not null } history) throw new PointInTimeRecoveryUnavailableException($"Point in time recovery is not enabled for table '{source.Name}'");
                var at = input.UseLatestRestorableTime == true ? call.Now : input.RestoreDateTime!.Value;
                if (at < Seconds(HistoryRules.Earliest(history, call.Now)) || at > call.Now)
                    throw new InvalidRestoreTimeException($"RestoreDateTime {Told(at)} must be within EarliestRestorableDateTime {Told(HistoryRules.Earliest(history, call.Now))} and LatestRestorableDateTime {Told(call.Now)}");
                var held = HistoryRules.Held(table, history.Storage);
                DynamoDbTables.Tables.Put(tx, source, held);
                var made = await OpenTargetAsync(tx, target, overrides.Apply(table, ids, call.Now), new RestoreRecord(null, TableNames.Arn(source), at, true));
                CopyJob.Schedule(tx, new CopyPayload
                {
                    Account = target.Account, Region = target.Region, From = table.Storage, To = made.Storage, Source = source.Name, History = history.Storage,
                    At = input.UseLatestRestorableTime == true ? await NowAsync(tx, history, call.Now) : at.ToUnixTimeMilliseconds(), Target = target.Name,
                }, call.Now);
                return made;
            },
            call.Cancelled);
        return new RestoreTableToPointInTimeOutput { TableDescription = TableDescriptions.Of(target, restored, null) };
    }

    public async ValueTask<DescribeContinuousBackupsOutput> DescribeContinuousBackups(DescribeContinuousBackupsInput input, CallContext call)
    {
        var key = TableNames.Of(input.TableName, call);
        var table = await store.ReadAsync(tx => BackedUpAsync(tx, key), call.Cancelled);
        return new DescribeContinuousBackupsOutput { ContinuousBackupsDescription = BackupDescriptions.Continuous(table, call.Now) };
    }

    public async ValueTask<UpdateContinuousBackupsOutput> UpdateContinuousBackups(UpdateContinuousBackupsInput input, CallContext call)
    {
        var key = TableNames.Of(input.TableName, call);
        var wanted = input.PointInTimeRecoverySpecification;
        if (!wanted.PointInTimeRecoveryEnabled && wanted.RecoveryPeriodInDays is not null) throw Faults.Validation("Invalid Request: Cannot specify RecoveryPeriodInDays when disabling point-in-time recovery.");
        var fresh = Ids.NewInt64();
        var changed = await store.WriteAsync(
            async tx =>
            {
                var table = await BackedUpAsync(tx, key);
                var history = table.History ?? new HistorySetting(fresh, null, HistoryRules.Days, 0);
                if (wanted.PointInTimeRecoveryEnabled && history.Since is null) HistoryJob.Schedule(tx, key, history.Storage, call.Now);
                var record = HistoryRules.Kept(
                    tx, table, history with { Since = wanted.PointInTimeRecoveryEnabled ? history.Since ?? call.Now : null, Days = wanted.RecoveryPeriodInDays ?? history.Days }, call.Now);
                DynamoDbTables.Tables.Put(tx, key, record);
                return record;
            },
            call.Cancelled);
        return new UpdateContinuousBackupsOutput { ContinuousBackupsDescription = BackupDescriptions.Continuous(changed, call.Now) };
    }

    private static string Told(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    // AWS: the texts are recorded from the service.
    private static TableKey RestoredTable(RestoreTableToPointInTimeInput input, CallContext call)
    {
        if (input.SourceTableArn is null) return TableNames.Of(input.SourceTableName ?? throw Faults.Validation("The parameter 'TableName' is required but was not present in the request"), call);
        if (input.SourceTableName is not null) throw Faults.Validation("Invalid Request: Must provide exactly one of: sourceTableArn, sourceTableName");
        if (!TableNames.TryParseArn(input.SourceTableArn, out var key, out var rest) || rest.Length > 0) throw Faults.Validation("One or more parameter values were invalid: sourceTableArn is not a valid ARN");
        return key.Account == call.Account ? key : throw Faults.Validation("This action is only supported by accounts that match the resource owner's account");
    }

    private static TableNotFoundException NoTable(TableKey key) => new($"Table not found: {key.Name}");

    // Everything that is committed counts, also what a clock ahead of this one has dated.
    private static async ValueTask<long> NowAsync(IReadTransaction tx, HistorySetting history, DateTimeOffset now) =>
        Math.Max(now.ToUnixTimeMilliseconds(), (await DynamoDbTables.HistoryMarks.GetAsync(tx, new ChangeKey(history.Storage, 0)))?.Milliseconds ?? 0);

    private static DateTimeOffset Seconds(DateTimeOffset at) => DateTimeOffset.FromUnixTimeSeconds(at.ToUnixTimeSeconds());

    private async ValueTask<TableRecord> OpenTargetAsync(IWriteTransaction tx, TableKey key, TableRecord table, RestoreRecord restore)
    {
        if (await catalog.FindAsync(tx, key) is not null) throw new TableAlreadyExistsException($"Table already exists: {key.Name}");
        var opened = table with { Restore = restore };
        DynamoDbTables.Tables.Put(tx, key, opened);
        return opened;
    }

    private async ValueTask<TableRecord> BackedUpAsync(IReadTransaction tx, TableKey key) => await catalog.FindAsync(tx, key) ?? throw NoTable(key);

    private static async ValueTask<BackupRecord> FindBackupAsync(IReadTransaction tx, StreamKey key, string arn) =>
        await DynamoDbTables.Backups.GetAsync(tx, key) ?? throw new BackupNotFoundException($"Backup not found: {arn}");
}
