using Undercast.Kernel;

namespace Undercast.DynamoDb.Tests;

// Shapes and errors: the service model and nubo-db/dynamodb-conformance (tier2/backups, tier2/contributorInsights); texts of restorations: recorded from the service for Amazon's controllers for Kubernetes (ack-api-quirks).
public sealed class BackupTests : Fixture
{
    private async Task<string> BackUpAsync(string table = "tab")
    {
        var made = await Service.CreateBackup(In<CreateBackupInput>($$"""{"TableName":"{{table}}","BackupName":"copy"}"""), Call);
        var arn = made.BackupDetails!.BackupArn;
        await EventuallyAsync(async () => (await DescribeAsync(arn)).BackupDetails!.BackupStatus == "AVAILABLE");
        return arn;
    }

    private async Task<BackupDescription> DescribeAsync(string arn) => (await Service.DescribeBackup(In<DescribeBackupInput>($$"""{"BackupArn":"{{arn}}"}"""), Call)).BackupDescription!;

    private async Task<TableDescription> DescribedAsync(string name) => (await Service.DescribeTable(In<DescribeTableInput>($$"""{"TableName":"{{name}}"}"""), Call)).Table!;

    private Task RestoredAsync(string name) => EventuallyAsync(async () => (await DescribedAsync(name)).TableStatus == "ACTIVE");

    private async Task<string> AllAsync(string table) => string.Join(" ", (await ScanAsync(table: table)).Items!.Select(Show).Order());

    private async Task KeepAsync(bool on = true) => await Service.UpdateContinuousBackups(
        In<UpdateContinuousBackupsInput>($$$"""{"TableName":"tab","PointInTimeRecoverySpecification":{"PointInTimeRecoveryEnabled":{{{(on ? "true" : "false")}}}}}"""), Call);

    private async Task<RestoreTableToPointInTimeOutput> RestoreAsync(string target, DateTimeOffset? at) => await Service.RestoreTableToPointInTime(In<RestoreTableToPointInTimeInput>(
        $$"""{"SourceTableName":"tab","TargetTableName":"{{target}}",{{(at is { } t ? $"\"RestoreDateTime\":{t.ToUnixTimeSeconds()}" : "\"UseLatestRestorableTime\":true")}} }"""), Call);

    [Fact]
    public async Task A_backup_is_the_table_as_it_was()
    {
        RunJobs();
        await TableAsync(attributes: """,{"AttributeName":"g","AttributeType":"S"}""", more: ""","GlobalSecondaryIndexes":[{"IndexName":"gsi","KeySchema":[{"AttributeName":"g","KeyType":"HASH"}],"Projection":{"ProjectionType":"ALL"}}]""");
        for (var i = 0; i < 450; i++) await PutAsync($$$"""{"p":{"S":"{{{i}}}"},"g":{"S":"x"}}""");
        var before = await AllAsync("tab");
        var made = await Service.CreateBackup(In<CreateBackupInput>("""{"TableName":"tab","BackupName":"copy"}"""), Call);
        // What happens after the moment of the backup, and while it is made, is not in it.
        for (var i = 0; i < 20; i++)
        {
            Time.Advance(TimeSpan.FromMilliseconds(1));
            await UpdateAsync($$$"""{"p":{"S":"{{{i * 20}}}"}}""", """ "UpdateExpression":"SET g = :y","ExpressionAttributeValues":{":y":{"S":"y"}}""");
            await Service.DeleteItem(In<DeleteItemInput>($$$"""{"TableName":"tab","Key":{"p":{"S":"{{{(i * 20) + 1}}}"}} }"""), Call);
            await PutAsync($$$"""{"p":{"S":"new{{{i}}}"}}""");
        }
        var arn = made.BackupDetails!.BackupArn;
        Assert.Matches("^arn:aws:dynamodb:us-east-1:000000000000:table/tab/backup/[0-9]{14}-[0-9a-f]{8}$", arn);
        await EventuallyAsync(async () => (await DescribeAsync(arn)).BackupDetails!.BackupStatus == "AVAILABLE");
        Assert.Equal(450, (await DescribeAsync(arn)).SourceTableDetails!.ItemCount);
        var restored = await Service.RestoreTableFromBackup(In<RestoreTableFromBackupInput>($$"""{"TargetTableName":"again","BackupArn":"{{arn}}"}"""), Call);
        Assert.Equal(("CREATING", true, arn), (restored.TableDescription!.TableStatus, restored.TableDescription.RestoreSummary!.RestoreInProgress, restored.TableDescription.RestoreSummary.SourceBackupArn));
        await RestoredAsync("again");
        Assert.Equal(before, await AllAsync("again"));
        Assert.Equal(450, (await QueryAsync(""" "IndexName":"gsi","KeyConditionExpression":"g = :x","ExpressionAttributeValues":{":x":{"S":"x"}} """, "again")).Count);
        Assert.Equal(Show(Item("""{"p":{"S":"0"},"g":{"S":"y"}}""")), await GetAsync("""{"p":{"S":"0"}}"""));
    }

    [Fact]
    public async Task Backups_are_listed_and_removed()
    {
        RunJobs();
        await TableAsync();
        await TableAsync("other");
        var (one, two, other) = (await BackUpAsync(), await BackUpAsync(), await BackUpAsync("other"));
        async Task<ListBackupsOutput> ListAsync(string more) => await Service.ListBackups(In<ListBackupsInput>($"{{{more}}}"), Call);
        Assert.Equal([one, two], (await ListAsync(""" "TableName":"tab" """)).BackupSummaries!.Select(b => b.BackupArn).Order());
        var page = await ListAsync(""" "Limit":2 """);
        Assert.Equal(2, page.BackupSummaries!.Count);
        Assert.Single((await ListAsync($$""" "ExclusiveStartBackupArn":"{{page.LastEvaluatedBackupArn}}" """)).BackupSummaries!);
        var gone = await Service.DeleteBackup(In<DeleteBackupInput>($$"""{"BackupArn":"{{other}}"}"""), Call);
        Assert.Equal("DELETED", gone.BackupDescription!.BackupDetails!.BackupStatus);
        Assert.Equal($"Backup not found: {other}", await RefusedAsync<BackupNotFoundException>(() => DescribeAsync(other)));
        await RefusedAsync<TableNotFoundException>(() => BackUpAsync("none"));
        await RefusedAsync<TableAlreadyExistsException>(async () => await Service.RestoreTableFromBackup(In<RestoreTableFromBackupInput>($$"""{"TargetTableName":"tab","BackupArn":"{{one}}"}"""), Call));
    }

    [Fact]
    public async Task A_backup_outlives_its_table()
    {
        RunJobs();
        await TableAsync();
        await PutAsync("""{"p":{"S":"a"}}""");
        var arn = await BackUpAsync();
        await Service.DeleteTable(In<DeleteTableInput>("""{"TableName":"tab"}"""), Call);
        await SettleAsync();
        await Service.RestoreTableFromBackup(In<RestoreTableFromBackupInput>($$"""{"TargetTableName":"tab","BackupArn":"{{arn}}","BillingModeOverride":"PROVISIONED","ProvisionedThroughputOverride":{"ReadCapacityUnits":3,"WriteCapacityUnits":4} }"""), Call);
        await RestoredAsync("tab");
        Assert.Equal(4, (await DescribedAsync("tab")).ProvisionedThroughput!.WriteCapacityUnits);
        Assert.Equal("""{"p":{"S":"a"}}""", await AllAsync("tab"));
    }

    [Fact]
    public async Task A_table_goes_back_to_any_second()
    {
        RunJobs();
        await TableAsync();
        async Task<ContinuousBackupsDescription> StateAsync() => (await Service.DescribeContinuousBackups(In<DescribeContinuousBackupsInput>("""{"TableName":"tab"}"""), Call)).ContinuousBackupsDescription!;
        Assert.Equal(("ENABLED", "DISABLED"), ((await StateAsync()).ContinuousBackupsStatus, (await StateAsync()).PointInTimeRecoveryDescription!.PointInTimeRecoveryStatus));
        await RefusedAsync<PointInTimeRecoveryUnavailableException>(() => RestoreAsync("none", null));
        await KeepAsync();
        Assert.Equal(("ENABLED", 35), ((await StateAsync()).PointInTimeRecoveryDescription!.PointInTimeRecoveryStatus, (await StateAsync()).PointInTimeRecoveryDescription!.RecoveryPeriodInDays));
        var states = new List<(DateTimeOffset At, string Items)>();
        var random = new Random(7);
        for (var second = 0; second < 12; second++)
        {
            Time.Advance(TimeSpan.FromSeconds(2));
            for (var n = 0; n < 6; n++)
            {
                var key = $$$"""{"p":{"S":"{{{random.Next(5)}}}"}}""";
                if (random.Next(3) == 0) await Service.DeleteItem(In<DeleteItemInput>($$"""{"TableName":"tab","Key":{{key}} }"""), Call);
                else await UpdateAsync(key, $$$""" "UpdateExpression":"SET v = :v","ExpressionAttributeValues":{":v":{"N":"{{{random.Next(1000)}}}"} } """);
            }
            states.Add((Call.Now.AddSeconds(1), await AllAsync("tab")));
        }
        foreach (var (state, i) in states.Select((s, i) => (s, i)).Where(s => s.i < 11))
        {
            await RestoreAsync($"back{i}", state.At);
            await RestoredAsync($"back{i}");
            Assert.Equal(state.Items, await AllAsync($"back{i}"));
        }
        await RestoreAsync("latest", null);
        await RestoredAsync("latest");
        Assert.Equal(states[^1].Items, await AllAsync("latest"));
        await RefusedAsync<InvalidRestoreTimeException>(() => RestoreAsync("early", states[0].At.AddHours(-1)));
        await RefusedAsync<InvalidRestoreTimeException>(() => RestoreAsync("late", Call.Now.AddHours(1)));
        await KeepAsync(false);
        await RefusedAsync<PointInTimeRecoveryUnavailableException>(() => RestoreAsync("off", states[3].At));
    }

    [Theory]
    [InlineData(""" "SourceTableName":"tab","SourceTableArn":"arn:aws:dynamodb:us-east-1:000000000000:table/tab","UseLatestRestorableTime":true """, "Invalid Request: Must provide exactly one of: sourceTableArn, sourceTableName")]
    [InlineData(""" "UseLatestRestorableTime":true """, "The parameter 'TableName' is required but was not present in the request")]
    [InlineData(""" "SourceTableName":"tab","UseLatestRestorableTime":true,"RestoreDateTime":1 """, "Invalid Request: Both RestoreDateTime and UseLatestRestorableTime cannot be set")]
    [InlineData(""" "SourceTableName":"tab" """, "Invalid Request: Either one of RestoreDateTime or UseLatestRestorableTime must be specified, but not both")]
    [InlineData(""" "SourceTableName":"tab","UseLatestRestorableTime":false """, "Invalid Request: Either one of RestoreDateTime or UseLatestRestorableTime must be specified, but not both")]
    [InlineData(""" "SourceTableArn":"tab","UseLatestRestorableTime":true """, "One or more parameter values were invalid: sourceTableArn is not a valid ARN")]
    [InlineData(""" "SourceTableArn":"arn:aws:dynamodb:us-east-1:999999999999:table/tab","UseLatestRestorableTime":true """, "This action is only supported by accounts that match the resource owner's account")]
    [InlineData(""" "SourceTableName":"tab","UseLatestRestorableTime":true,"ProvisionedThroughputOverride":{"ReadCapacityUnits":1,"WriteCapacityUnits":1} """, "Invalid Request: Cannot override ProvisionedThroughput unless BillingMode is PROVISIONED")]
    [InlineData(""" "SourceTableName":"tab","UseLatestRestorableTime":true,"BillingModeOverride":"PROVISIONED" """, "Invalid Request: Must override ProvisionedThroughput if BillingMode is overridden to PROVISIONED")]
    [InlineData(""" "SourceTableName":"tab","UseLatestRestorableTime":true,"OnDemandThroughputOverride":{"MaxReadRequestUnits":0} """, "Invalid Request: Requested MaxReadRequestUnits for OnDemandThroughput is outside of valid range")]
    [InlineData(
        """ "SourceTableName":"tab","UseLatestRestorableTime":true,"GlobalSecondaryIndexOverride":[{"IndexName":"none","KeySchema":[{"AttributeName":"p","KeyType":"HASH"}],"Projection":{"ProjectionType":"ALL"}}] """,
        "Invalid Request: Index none does not match a secondary index that existed in the source table and cannot be created during the restore operation")]
    public async Task A_restoration_that_contradicts_itself_is_refused(string more, string text)
    {
        await TableAsync();
        await KeepAsync();
        var refused = await Assert.ThrowsAnyAsync<AwsException>(async () => await Service.RestoreTableToPointInTime(In<RestoreTableToPointInTimeInput>($$"""{"TargetTableName":"target",{{more}}}"""), Call));
        Assert.Equal(text, refused.Message);
        await RefusedAsync<ResourceNotFoundException>(() => DescribedAsync("target"));
    }

    [Fact]
    public async Task A_backup_serves_one_restoration_at_a_time()
    {
        await TableAsync();
        await PutAsync("""{"p":{"S":"a"}}""");
        var arn = (await Service.CreateBackup(In<CreateBackupInput>("""{"TableName":"tab","BackupName":"copy"}"""), Call)).BackupDetails!.BackupArn;
        // No job runs yet, so that the first restoration stays under way.
        await Store.WriteAsync(async tx =>
        {
            var made = (await DynamoDbTables.Backups.GetAsync(tx, BackupDescriptions.Key(arn)))!;
            DynamoDbTables.Backups.Put(tx, BackupDescriptions.Key(arn), made with { Available = true });
            return made;
        });
        async Task RestoreAsync(string target) => await Service.RestoreTableFromBackup(In<RestoreTableFromBackupInput>($$"""{"TargetTableName":"{{target}}","BackupArn":"{{arn}}"}"""), Call);
        await RestoreAsync("one");
        Assert.Equal($"Backup is being used to restore another table: {arn}", await RefusedAsync<BackupInUseException>(() => RestoreAsync("two")));
        Assert.Equal($"Backup is being used to restore table: {arn}", await RefusedAsync<BackupInUseException>(async () => await Service.DeleteBackup(In<DeleteBackupInput>($$"""{"BackupArn":"{{arn}}"}"""), Call)));
        await RefusedAsync<TableNotFoundException>(async () => await Service.CreateBackup(In<CreateBackupInput>("""{"TableName":"one","BackupName":"copy"}"""), Call));
        RunJobs();
        await RestoredAsync("one");
        Assert.Null((await DescribedAsync("one")).RestoreSummary);
        await RestoreAsync("two");
        await RestoredAsync("two");
        await Service.DeleteBackup(In<DeleteBackupInput>($$"""{"BackupArn":"{{arn}}"}"""), Call);
        Assert.Equal("Invalid Backup ARN", (await Assert.ThrowsAnyAsync<AwsException>(() => DescribeAsync("arn:aws:dynamodb:us-east-1:000000000000:table/tab"))).Message);
    }

    [Fact]
    public async Task A_table_is_not_there_until_it_is_restored()
    {
        await TableAsync();
        await KeepAsync();
        await RestoreAsync("target", null);
        Assert.Equal("CREATING", (await DescribedAsync("target")).TableStatus);
        Assert.Equal("Requested resource not found", await RefusedAsync<ResourceNotFoundException>(() => ScanAsync(table: "target")));
        await RefusedAsync<ResourceInUseException>(async () => await Service.DeleteTable(In<DeleteTableInput>("""{"TableName":"target"}"""), Call));
    }

    [Fact]
    public async Task A_history_is_kept_for_its_days()
    {
        RunJobs();
        await TableAsync();
        await KeepAsync();
        await PutAsync("""{"p":{"S":"a"}}""");
        Time.Advance(TimeSpan.FromDays(36));
        await EventuallyAsync(async () => await Store.ReadAsync(tx => tx.CountAsync(DynamoDbTables.History.All), default) == 0);
    }

    [Fact]
    public async Task Contributor_insights_are_kept_as_settings()
    {
        await TableAsync();
        async Task<string?> StatusAsync() => (await Service.DescribeContributorInsights(In<DescribeContributorInsightsInput>("""{"TableName":"tab"}"""), Call)).ContributorInsightsStatus;
        Assert.Equal("DISABLED", await StatusAsync());
        await Service.UpdateContributorInsights(In<UpdateContributorInsightsInput>("""{"TableName":"tab","ContributorInsightsAction":"ENABLE"}"""), Call);
        Assert.Equal("ENABLED", await StatusAsync());
        Assert.Equal("tab", Assert.Single((await Service.ListContributorInsights(In<ListContributorInsightsInput>("{}"), Call)).ContributorInsightsSummaries!).TableName);
        await Service.UpdateContributorInsights(In<UpdateContributorInsightsInput>("""{"TableName":"tab","ContributorInsightsAction":"DISABLE"}"""), Call);
        Assert.Equal("DISABLED", await StatusAsync());
        await RefusedAsync<ResourceNotFoundException>(async () => await Service.DescribeContributorInsights(In<DescribeContributorInsightsInput>("""{"TableName":"tab","IndexName":"none"}"""), Call));
    }
}
