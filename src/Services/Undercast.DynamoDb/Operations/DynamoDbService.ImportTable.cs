using Undercast.Kernel;

namespace Undercast.DynamoDb;

internal sealed partial class DynamoDbService
{
    public async ValueTask<ImportTableOutput> ImportTable(ImportTableInput input, CallContext call)
    {
        var wanted = input.TableCreationParameters;
        var key = TableNames.Fresh(wanted.TableName, call);
        if (input.InputCompressionType == "ZSTD") throw CommonException.NotSupported("InputCompressionType ZSTD");
        if (input.InputFormatOptions?.Csv is not null && input.InputFormat != "CSV") throw Faults.Validation($"Invalid Request: Unsupported InputFormatOptions for the given input format: {input.InputFormat}.");
        var create = new CreateTableInput
        {
            TableName = wanted.TableName, AttributeDefinitions = wanted.AttributeDefinitions, KeySchema = wanted.KeySchema, BillingMode = wanted.BillingMode, ProvisionedThroughput = wanted.ProvisionedThroughput,
            OnDemandThroughput = wanted.OnDemandThroughput, SSESpecification = wanted.SSESpecification, GlobalSecondaryIndexes = wanted.GlobalSecondaryIndexes,
        };
        TableRules.Check(create);
        var table = Made(create, call.Now);
        var id = TransferId(call.Now, Ids.NewInt64());
        return await store.WriteAsync(
            async tx =>
            {
                var known = (await DynamoDbTables.Imports.RangeAsync(tx, DynamoDbTables.Imports.Prefix(key.Account, key.Region)))
                    .FirstOrDefault(e => e.Record.Told.ClientToken == input.ClientToken && e.Record.Told.StartTime > call.Now.AddHours(-8)).Record;
                if (known is not null)
                {
                    // AWS: only another table's name is a conflict (recorded from the service).
                    return known.Told.TableArn == TableNames.Arn(key)
                        ? new ImportTableOutput { ImportTableDescription = known.Told } : throw new ImportConflictException("Import conflict: Duplicate request detected with conflicting parameters");
                }
                if (await catalog.FindAsync(tx, key) is not null) throw new ResourceInUseException($"Table already exists: {key.Name}");
                DynamoDbTables.Tables.Put(tx, key, table);
                var told = new ImportTableDescription
                {
                    ImportArn = $"{TableNames.Arn(key)}/import/{id}", ImportStatus = "IN_PROGRESS", TableArn = TableNames.Arn(key), TableId = table.Id.ToString("D"), ClientToken = input.ClientToken,
                    S3BucketSource = input.S3BucketSource, CloudWatchLogGroupArn = $"arn:{call.Partition}:logs:{key.Region}:{key.Account}:log-group:{ImportJob.LogGroup}:*", InputFormat = input.InputFormat,
                    InputFormatOptions = input.InputFormatOptions, InputCompressionType = input.InputCompressionType ?? "NONE", TableCreationParameters = wanted, StartTime = call.Now,
                    ErrorCount = 0, ProcessedItemCount = 0, ImportedItemCount = 0, ProcessedSizeBytes = 0,
                };
                DynamoDbTables.Imports.Put(tx, new StreamKey(key, id), new ImportRecord(told, CallerRecord.Of(call.Caller)));
                ImportJob.Schedule(tx, new StreamKey(key, id), call.Now);
                return new ImportTableOutput { ImportTableDescription = told };
            },
            call.Cancelled);
    }

    public async ValueTask<DescribeImportOutput> DescribeImport(DescribeImportInput input, CallContext call)
    {
        if (!TableNames.TryParseArn(input.ImportArn, out var table, out var rest) || !rest.StartsWith("/import/", StringComparison.Ordinal)) throw Faults.Validation("Invalid Import ARN");
        var key = new StreamKey(table, rest["/import/".Length..]);
        var found = await store.ReadAsync(tx => DynamoDbTables.Imports.GetAsync(tx, key), call.Cancelled) ?? throw new ImportNotFoundException($"Import not found: {input.ImportArn}");
        return new DescribeImportOutput { ImportTableDescription = found.Told };
    }

    public async ValueTask<ListImportsOutput> ListImports(ListImportsInput input, CallContext call)
    {
        var limit = input.PageSize ?? MostTransfers;
        var (range, after) = (TransferRange(DynamoDbTables.Imports, input.TableArn, call), input.NextToken is { } token ? TransferKey(TransferTokens.Read(token), "/import/", "NextToken") : (StreamKey?)null);
        var rows = await store.ReadAsync(tx => DynamoDbTables.Imports.RangeAsync(tx, range, limit + 1, after: after), call.Cancelled);
        var shown = rows.Take(limit).Select(r => r.Record.Told).Select(t => new ImportSummary
        {
            ImportArn = t.ImportArn, ImportStatus = t.ImportStatus, TableArn = t.TableArn, S3BucketSource = t.S3BucketSource, CloudWatchLogGroupArn = t.CloudWatchLogGroupArn,
            InputFormat = t.InputFormat, StartTime = t.StartTime, EndTime = t.EndTime,
        }).ToArray();
        return new ListImportsOutput { ImportSummaryList = shown, NextToken = rows.Count > limit ? TransferTokens.Write(shown[^1].ImportArn!) : null };
    }
}
